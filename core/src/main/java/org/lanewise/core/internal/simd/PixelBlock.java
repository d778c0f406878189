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
        int features = images.columns();
        int stride = stride(features);
        MemorySegment pixels = Scratch.ofThread().pixels((long) Blocking.IMAGES * stride);
        for (int i = 0; i < count; i++) {
            long target = (long) i * stride;
            MemorySegment.copy(images.segment(from + i), images.offset(from + i), pixels, target, features);
            for (int d = features; d < stride; d++) {
                pixels.set(ValueLayout.JAVA_BYTE, target + d, (byte) 0);
            }
        }
        return pixels;
    }
}
