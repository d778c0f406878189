package org.lanewise.core.model;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;

/**
 * The exact sum, and on demand the exact sum of squares, of every feature that is stored as bytes, over a set of examples.
 *
 * <p>Eight pixels are read as one long and added four at a time, in lanes of 16 bits: few operations even before they are
 * compiled, and loops over arrays of longs, which the compiler turns into vectors. A whole training set costs little more
 * than reading it, also in the first second of a VM.
 */
final class ByteSums implements FeatureSums {

    private static final ValueLayout.OfLong EIGHT_PIXELS =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Every second pixel of eight, each in a lane of 16 bits. */
    private static final long LANES = 0x00FF_00FF_00FF_00FFL;

    /** Rows until a lane could overflow: 257 * 255 is the largest number of 16 bits. */
    private static final int ROWS = 256;

    private static final long serialVersionUID = 1L;

    private final long[] sums;
    private final long[] squares;
    private long rows;

    /** What is needed while images are read. */
    private final transient int words;

    private final transient long[] pixels;
    private final transient long[] evenLanes;
    private final transient long[] oddLanes;
    private final transient long[][] squareLanes;

    ByteSums(Features images, boolean withSquares) {
        rows = images.rows();
        words = images.columns() / Long.BYTES;
        sums = new long[images.columns()];
        squares = new long[withSquares ? images.columns() : 0];
        pixels = new long[words];
        evenLanes = new long[words];
        oddLanes = new long[words];
        squareLanes = new long[Long.BYTES][withSquares ? words : 0];
        try {
            add(images, withSquares);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images);
        }
        if (withSquares) {
            collectSquares();
        }
    }

    private void add(Features images, boolean withSquares) {
        for (int row = 0; row < images.rows() && sums.length > 0; row++) {
            add(images.segment(row), images.offset(row), withSquares);
            Faults.raise(images.segment(row));
            if ((row + 1) % ROWS == 0) {
                flushSums();
            }
        }
        flushSums();
    }

    private void add(MemorySegment segment, long offset, boolean withSquares) {
        GuardedCopies.longs(segment, EIGHT_PIXELS, offset, pixels, words);
        addLanes(pixels, evenLanes, oddLanes);
        for (int lane = 0; withSquares && lane < Long.BYTES; lane++) {
            addSquares(pixels, Byte.SIZE * lane, squareLanes[lane]);
        }
        for (int d = words * Long.BYTES; d < sums.length; d++) {
            int pixel = segment.get(ValueLayout.JAVA_BYTE, offset + d) & 0xFF;
            sums[d] += pixel;
            if (withSquares) {
                squares[d] += pixel * pixel;
            }
        }
    }

    private static void addLanes(long[] pixels, long[] even, long[] odd) {
        for (int i = 0; i < pixels.length; i++) {
            even[i] += pixels[i] & LANES;
            odd[i] += pixels[i] >>> Byte.SIZE & LANES;
        }
    }

    private static void addSquares(long[] pixels, int shift, long[] squares) {
        for (int i = 0; i < pixels.length; i++) {
            long pixel = pixels[i] >>> shift & 0xFF;
            squares[i] += pixel * pixel;
        }
    }

    private void flushSums() {
        for (int i = 0; i < words; i++) {
            for (int lane = 0; lane < Long.BYTES; lane += 2) {
                int shift = Byte.SIZE * lane;
                sums[i * Long.BYTES + lane] += evenLanes[i] >>> shift & 0xFFFF;
                sums[i * Long.BYTES + lane + 1] += oddLanes[i] >>> shift & 0xFFFF;
            }
            evenLanes[i] = 0;
            oddLanes[i] = 0;
        }
    }

    private void collectSquares() {
        for (int i = 0; i < words; i++) {
            for (int lane = 0; lane < Long.BYTES; lane++) {
                squares[i * Long.BYTES + lane] = squareLanes[lane][i];
            }
        }
    }

    @Override
    public void merge(FeatureSums next) {
        if (!(next instanceof ByteSums other)
                || other.sums.length != sums.length
                || other.squares.length != squares.length) {
            throw new IllegalArgumentException("Sums of bytes are merged with those of as many features.");
        }
        rows += other.rows;
        addTo(sums, other.sums);
        addTo(squares, other.squares);
        other.rows = 0;
        Arrays.fill(other.sums, 0);
        Arrays.fill(other.squares, 0);
    }

    private static void addTo(long[] sums, long[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    @Override
    public int features() {
        return sums.length;
    }

    /** The mean of a feature, rounded twice: to double, then by whoever stores it as a float. */
    @Override
    public double mean(int feature) {
        return (double) sums[feature] / rows;
    }

    /**
     * The standard deviation of a feature, dividing by the number of images: {@code sqrt(n q - s^2) / n} with s the sum and
     * q the sum of squares, whose difference is an exact integer.
     */
    @Override
    public double standardDeviation(int feature) {
        BigInteger sum = BigInteger.valueOf(sums[feature]);
        BigInteger scaled = BigInteger.valueOf(squares[feature]).multiply(BigInteger.valueOf(rows));
        return Math.sqrt(scaled.subtract(sum.multiply(sum)).doubleValue()) / rows;
    }
}
