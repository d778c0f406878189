package org.lanewise.core.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.PixelMatrix;

/**
 * The pixels of a block of images, gathered from wherever the rows lie into one L2-sized scratch segment: kernels see
 * one segment and one stride, shuffled rows cost their cache misses once, and every row is zero-padded to whole
 * vectors, so that no kernel reads past an image.
 */
final class PixelBlock {

    private static final int LINE = 64;
    private static final int SIDE_BY_SIDE = 4;

    /** Bytes of a row that are read before it is the next row's turn. */
    private static final int IN_TURN = 8 * LINE;

    private PixelBlock() {}

    /**
     * Bytes from one gathered row to the next: room for whole pairs of vectors and for the 8-byte loads of the 128-bit
     * kernels, 64-byte aligned, and never a multiple of 4096, at which rows would compete for cache sets.
     */
    static int stride(int features) {
        int lines = Math.ceilDiv(features + Lanes.VIRTUAL, 64);
        return 64 * (lines % 2 == 0 ? lines + 1 : lines);
    }

    /** Copies rows {@code from .. from + count} into this thread's scratch. */
    static MemorySegment gather(PixelMatrix images, int from, int count) {
        int stride = stride(images.columns());
        Scratch scratch = Scratch.ofThread();
        MemorySegment pixels = scratch.pixels((long) Blocking.IMAGES * stride);
        int fetched = 0;
        for (int i = 0; i < count; i += SIDE_BY_SIDE) {
            if (i + SIDE_BY_SIDE <= count) {
                fetched += fetch(images, from + i);
            }
            for (int j = i; j < Math.min(count, i + SIDE_BY_SIDE); j++) {
                copy(images, from + j, pixels, (long) j * stride, stride);
            }
        }
        scratch.fetched = fetched;
        return pixels;
    }

    /**
     * Reads a byte of every line of four rows, some lines of each in turn, so that their cache and TLB misses overlap;
     * copying alone waits for those of one row at a time. One loop over all four segments would trap again and again.
     */
    private static int fetch(PixelMatrix images, int row) {
        MemorySegment s0 = images.segment(row);
        MemorySegment s1 = images.segment(row + 1);
        MemorySegment s2 = images.segment(row + 2);
        MemorySegment s3 = images.segment(row + 3);
        long o0 = images.offset(row);
        long o1 = images.offset(row + 1);
        long o2 = images.offset(row + 2);
        long o3 = images.offset(row + 3);
        int features = images.columns();
        int sum = 0;
        for (int d = 0; d < features; d += IN_TURN) {
            int end = Math.min(features, d + IN_TURN);
            sum += fetchLines(s0, o0, d, end);
            sum += fetchLines(s1, o1, d, end);
            sum += fetchLines(s2, o2, d, end);
            sum += fetchLines(s3, o3, d, end);
        }
        return sum;
    }

    private static int fetchLines(MemorySegment segment, long offset, int from, int to) {
        int sum = 0;
        for (int d = from; d < to; d += LINE) {
            sum += segment.get(ValueLayout.JAVA_BYTE, offset + d);
        }
        return sum;
    }

    private static void copy(PixelMatrix images, int row, MemorySegment pixels, long target, int stride) {
        int features = images.columns();
        MemorySegment.copy(images.segment(row), images.offset(row), pixels, target, features);
        for (int d = features; d < stride; d++) {
            pixels.set(ValueLayout.JAVA_BYTE, target + d, (byte) 0);
        }
    }
}
