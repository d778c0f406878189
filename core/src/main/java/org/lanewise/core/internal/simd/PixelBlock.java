package org.lanewise.core.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Faults;

/**
 * The pixels of a block of images, gathered from wherever the rows lie into one L2-sized array: kernels see one array
 * and one stride, shuffled rows cost their cache misses once, and every row is zero-padded to whole vectors, so that no
 * kernel reads past an image.
 *
 * <p>Rows of a shuffled minibatch lie anywhere, and each waits for memory: those of one file are copied side by side, a
 * piece of each in turn ({@link RowCopies}), so that their misses overlap. Rows that follow one another are one stream,
 * which the hardware fetches in advance.
 */
final class PixelBlock {

    private final MemorySegment[] segments = new MemorySegment[Blocking.IMAGES];
    private final long[] offsets = new long[Blocking.IMAGES];
    private final long[] sources = new long[Blocking.IMAGES];
    private final int[] targets = new int[Blocking.IMAGES];
    private byte[] pixels = new byte[0];

    /**
     * Bytes from one gathered row to the next: room for whole groups of 32 and for the 8-byte loads of the 128-bit
     * kernels, 64-byte aligned, and never a multiple of 4096, at which rows would compete for cache sets.
     */
    static int stride(int features) {
        return (int) bytes(features);
    }

    private static long bytes(int features) {
        long lines = Math.ceilDiv(features + 2L * Lanes.VIRTUAL, 64);
        return 64 * (lines % 2 == 0 ? lines + 1 : lines);
    }

    /** Copies rows {@code from .. from + count}, at most {@link Blocking#IMAGES}. */
    byte[] gather(PixelMatrix images, int from, int count) {
        pixels = room(pixels, Blocking.IMAGES, images.columns());
        gather(images, from, count, pixels, 0);
        return pixels;
    }

    /** An array for so many gathered rows: the one given, if it is large enough. */
    static byte[] room(byte[] array, int rows, int features) {
        long bytes = rows * bytes(features);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Images of " + features + " pixels are too large: an array cannot hold "
                    + rows + " of them, which are computed together.");
        }
        return array.length < bytes ? new byte[(int) bytes] : array;
    }

    /** Copies rows {@code from .. from + count}, at most {@link Blocking#IMAGES}, to an array, from its row {@code target} on. */
    void gather(PixelMatrix images, int from, int count, byte[] array, int target) {
        int features = images.columns();
        int stride = stride(features);
        for (int i = 0; i < count; i++) {
            segments[i] = images.segment(from + i);
            offsets[i] = images.offset(from + i);
        }
        if (consecutive(count, features)) {
            for (int i = 0; i < count; i++) {
                int to = (target + i) * stride;
                MemorySegment.copy(segments[i], ValueLayout.JAVA_BYTE, offsets[i], array, to, features);
                Faults.raise(segments[i]);
            }
            Arrays.fill(segments, 0, count, null);
        } else {
            copyShuffled(count, features, array, target * stride, stride);
        }
        for (int i = target; i < target + count; i++) {
            Arrays.fill(array, i * stride + features, (i + 1) * stride, (byte) 0);
        }
    }

    /** Whether the rows lie one after another, as in a set that is read in its order. */
    private boolean consecutive(int rows, int features) {
        long distance = offsets[rows - 1] - offsets[0];
        return segments[0] == segments[rows - 1] && distance >= 0 && distance < (long) rows * features;
    }

    private void copyShuffled(int count, int features, byte[] array, int target, int stride) {
        for (int first = 0; first < count; first++) {
            MemorySegment segment = segments[first];
            if (segment == null) {
                continue;
            }
            int rows = 0;
            for (int i = first; i < count; i++) {
                if (segments[i] == segment) {
                    segments[i] = null;
                    sources[rows] = offsets[i];
                    targets[rows++] = target + i * stride;
                }
            }
            copyRows(segment, rows, features, array);
        }
    }

    /** Copies rows of one segment in groups of equal size: a last row alone would wait for all of its misses. */
    private void copyRows(MemorySegment segment, int rows, int features, byte[] array) {
        int groups = Math.ceilDiv(rows, RowCopies.MOST);
        for (int group = 0; group < groups; group++) {
            int from = rows * group / groups;
            int to = rows * (group + 1) / groups;
            RowCopies.copy(segment, sources, from, to, features, array, targets);
        }
        Faults.raise(segment);
    }
}
