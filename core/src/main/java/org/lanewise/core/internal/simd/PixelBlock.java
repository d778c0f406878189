package org.lanewise.core.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.PixelMatrix;

/**
 * The pixels of a block of images, gathered from wherever the rows lie into one L2-sized array: kernels see one array
 * and one stride, shuffled rows cost their cache misses once, and every row is zero-padded to whole vectors, so that no
 * kernel reads past an image.
 */
final class PixelBlock {

    /** Bytes of a row that are copied before it is the next row's turn. */
    private static final int IN_TURN = 1024;

    private final MemorySegment[] segments = new MemorySegment[4];
    private final long[] offsets = new long[4];
    private byte[] pixels = new byte[0];

    /**
     * Bytes from one gathered row to the next: room for whole groups of 32 and for the 8-byte loads of the 128-bit
     * kernels, 64-byte aligned, and never a multiple of 4096, at which rows would compete for cache sets.
     */
    static int stride(int features) {
        int lines = Math.ceilDiv(features + 2 * Lanes.VIRTUAL, 64);
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
        int bytes = rows * stride(features);
        return array.length < bytes ? new byte[bytes] : array;
    }

    /** Copies rows {@code from .. from + count} to an array, from its row {@code target} on. */
    void gather(PixelMatrix images, int from, int count, byte[] array, int target) {
        int features = images.columns();
        int stride = stride(features);
        for (int i = 0; i < count; i += segments.length) {
            copy(images, from + i, Math.min(segments.length, count - i), array, (target + i) * stride, stride);
        }
        for (int i = target; i < target + count; i++) {
            Arrays.fill(array, i * stride + features, (i + 1) * stride, (byte) 0);
        }
    }

    /** Rows of a shuffled minibatch are copied side by side, a part of each in turn, so that their misses overlap. */
    private void copy(PixelMatrix images, int row, int rows, byte[] array, int target, int stride) {
        for (int i = 0; i < rows; i++) {
            segments[i] = images.segment(row + i);
            offsets[i] = images.offset(row + i);
        }
        int features = images.columns();
        int turn = consecutive(rows, features) ? features : IN_TURN;
        for (int d = 0; d < features; d += turn) {
            int length = Math.min(turn, features - d);
            for (int i = 0; i < rows; i++) {
                int to = target + i * stride + d;
                MemorySegment.copy(segments[i], ValueLayout.JAVA_BYTE, offsets[i] + d, array, to, length);
            }
        }
        Arrays.fill(segments, null);
    }

    /** Whether the rows lie one after another, as in a set that is read in its order: then one stream is the fastest. */
    private boolean consecutive(int rows, int features) {
        long distance = offsets[rows - 1] - offsets[0];
        return segments[0] == segments[rows - 1] && distance >= 0 && distance < (long) rows * features;
    }
}
