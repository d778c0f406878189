package org.lanewise.core.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.PixelMatrix;

/**
 * The pixels of a block of images, gathered from wherever the rows lie into one L2-sized array: kernels see one array
 * and one stride, shuffled rows cost their cache misses once, and every row is zero-padded to whole vectors, so that no
 * kernel reads past an image.
 *
 * <p>Rows of a shuffled minibatch come from memory. While a block is computed, {@link #approach} reads a byte here and
 * there of the rows of the next one: two lines of 8 rows at a time, so that few loads wait, and the hardware
 * prefetches what follows in each row.
 */
final class PixelBlock {

    /** Bytes of a row that are copied before it is the next row's turn. */
    private static final int IN_TURN = 256;

    /** Rows that are approached together, and how far at a time. */
    private static final int APPROACHED = 8;

    private static final int STRIDE = 128;

    private static final int LINE = 64;

    /** What the approaching reads add up to; kept so that the compiler keeps them. */
    int sum;

    private final MemorySegment[] segments = new MemorySegment[Blocking.IMAGES];
    private final long[] offsets = new long[Blocking.IMAGES];
    private byte[] pixels = new byte[0];
    private int count;
    private int features;
    private int approached;

    /**
     * Bytes from one gathered row to the next: room for whole groups of 32 and for the 8-byte loads of the 128-bit
     * kernels, 64-byte aligned, and never a multiple of 4096, at which rows would compete for cache sets.
     */
    static int stride(int features) {
        int lines = Math.ceilDiv(features + 2 * Lanes.VIRTUAL, 64);
        return 64 * (lines % 2 == 0 ? lines + 1 : lines);
    }

    /** Says which rows the next {@link #gather} is about; none if {@code from} is beyond the last. */
    void announce(PixelMatrix images, int from) {
        count = Math.max(0, Math.min(Blocking.IMAGES, images.rows() - from));
        features = images.columns();
        approached = 0;
        for (int i = 0; i < count; i++) {
            segments[i] = images.segment(from + i);
            offsets[i] = images.offset(from + i);
        }
        Arrays.fill(segments, count, Blocking.IMAGES, null);
    }

    /** Reads on in the announced rows, until {@code done} of {@code total} is read. */
    void approach(int done, int total) {
        int strides = Math.ceilDiv(features, STRIDE);
        int until = (int) ((long) Math.ceilDiv(count, APPROACHED) * strides * done / total);
        for (; approached < until; approached++) {
            int row = approached / strides * APPROACHED;
            approach(row, Math.min(count, row + APPROACHED), approached % strides * STRIDE);
        }
    }

    private void approach(int from, int to, int pixel) {
        int x = 0;
        int next = Math.min(pixel + LINE, features - 1);
        for (int i = from; i < to; i++) {
            MemorySegment segment = segments[i];
            x += segment.get(ValueLayout.JAVA_BYTE, offsets[i] + pixel);
            x += segment.get(ValueLayout.JAVA_BYTE, offsets[i] + next);
        }
        sum += x;
    }

    /** Copies the announced rows, four side by side, a part of each in turn, so that their misses overlap. */
    byte[] gather() {
        int stride = stride(features);
        if (pixels.length < Blocking.IMAGES * stride) {
            pixels = new byte[Blocking.IMAGES * stride];
        }
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            int turn = consecutive(i) ? features : IN_TURN;
            for (int d = 0; d < features; d += turn) {
                int length = Math.min(turn, features - d);
                copy(i, d, stride, length);
                copy(i + 1, d, stride, length);
                copy(i + 2, d, stride, length);
                copy(i + 3, d, stride, length);
            }
        }
        for (; i < count; i++) {
            copy(i, 0, stride, features);
        }
        for (i = 0; i < count; i++) {
            Arrays.fill(pixels, i * stride + features, (i + 1) * stride, (byte) 0);
        }
        return pixels;
    }

    /** Whether four rows lie one after another, as in a set that is read in its order: one stream is the fastest then. */
    private boolean consecutive(int i) {
        long distance = offsets[i + 3] - offsets[i];
        return segments[i] == segments[i + 3] && distance > 0 && distance < 4L * features;
    }

    private void copy(int i, int d, int stride, int length) {
        MemorySegment.copy(segments[i], ValueLayout.JAVA_BYTE, offsets[i] + d, pixels, i * stride + d, length);
    }
}
