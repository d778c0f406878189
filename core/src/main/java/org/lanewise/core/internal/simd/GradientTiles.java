package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.pixels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels of the weight gradient: classes x 2 vectors of features stay in registers while the images
 * of a block go by.
 *
 * <pre>
 *                        pa      pb        pixels of image i, widened from bytes in registers
 *   g[i, class 0]      [ s0a ] [ s0b ]
 *   g[i, class 1]      [ s1a ] [ s1b ]     each element of the score gradient is broadcast
 *     ...
 * </pre>
 */
final class GradientTiles {

    private static final int BYTES = L * Float.BYTES;

    private GradientTiles() {}

    /** 10 classes x 2 vectors of features, added to G, whose rows lie {@code rowStride} bytes apart. */
    static void tile10x2(
            MemorySegment pixels,
            long x,
            int stride,
            int images,
            float[] g,
            MemorySegment gradient,
            long offset,
            long rowStride) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, gradient, offset, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, gradient, offset + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, gradient, offset + rowStride, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, gradient, offset + rowStride + BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, gradient, offset + 2 * rowStride, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, gradient, offset + 2 * rowStride + BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, gradient, offset + 3 * rowStride, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, gradient, offset + 3 * rowStride + BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, gradient, offset + 4 * rowStride, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, gradient, offset + 4 * rowStride + BYTES, ORDER);
        FloatVector s5a = FloatVector.fromMemorySegment(F, gradient, offset + 5 * rowStride, ORDER);
        FloatVector s5b = FloatVector.fromMemorySegment(F, gradient, offset + 5 * rowStride + BYTES, ORDER);
        FloatVector s6a = FloatVector.fromMemorySegment(F, gradient, offset + 6 * rowStride, ORDER);
        FloatVector s6b = FloatVector.fromMemorySegment(F, gradient, offset + 6 * rowStride + BYTES, ORDER);
        FloatVector s7a = FloatVector.fromMemorySegment(F, gradient, offset + 7 * rowStride, ORDER);
        FloatVector s7b = FloatVector.fromMemorySegment(F, gradient, offset + 7 * rowStride + BYTES, ORDER);
        FloatVector s8a = FloatVector.fromMemorySegment(F, gradient, offset + 8 * rowStride, ORDER);
        FloatVector s8b = FloatVector.fromMemorySegment(F, gradient, offset + 8 * rowStride + BYTES, ORDER);
        FloatVector s9a = FloatVector.fromMemorySegment(F, gradient, offset + 9 * rowStride, ORDER);
        FloatVector s9b = FloatVector.fromMemorySegment(F, gradient, offset + 9 * rowStride + BYTES, ORDER);
        for (int i = 0; i < images; i++) {
            long row = x + (long) i * stride;
            FloatVector pa = pixels(pixels, row);
            FloatVector pb = pixels(pixels, row + L);
            FloatVector gi = FloatVector.broadcast(F, g[i * 10]);
            s0a = FMA ? gi.fma(pa, s0a) : gi.mul(pa).add(s0a);
            s0b = FMA ? gi.fma(pb, s0b) : gi.mul(pb).add(s0b);
            gi = FloatVector.broadcast(F, g[i * 10 + 1]);
            s1a = FMA ? gi.fma(pa, s1a) : gi.mul(pa).add(s1a);
            s1b = FMA ? gi.fma(pb, s1b) : gi.mul(pb).add(s1b);
            gi = FloatVector.broadcast(F, g[i * 10 + 2]);
            s2a = FMA ? gi.fma(pa, s2a) : gi.mul(pa).add(s2a);
            s2b = FMA ? gi.fma(pb, s2b) : gi.mul(pb).add(s2b);
            gi = FloatVector.broadcast(F, g[i * 10 + 3]);
            s3a = FMA ? gi.fma(pa, s3a) : gi.mul(pa).add(s3a);
            s3b = FMA ? gi.fma(pb, s3b) : gi.mul(pb).add(s3b);
            gi = FloatVector.broadcast(F, g[i * 10 + 4]);
            s4a = FMA ? gi.fma(pa, s4a) : gi.mul(pa).add(s4a);
            s4b = FMA ? gi.fma(pb, s4b) : gi.mul(pb).add(s4b);
            gi = FloatVector.broadcast(F, g[i * 10 + 5]);
            s5a = FMA ? gi.fma(pa, s5a) : gi.mul(pa).add(s5a);
            s5b = FMA ? gi.fma(pb, s5b) : gi.mul(pb).add(s5b);
            gi = FloatVector.broadcast(F, g[i * 10 + 6]);
            s6a = FMA ? gi.fma(pa, s6a) : gi.mul(pa).add(s6a);
            s6b = FMA ? gi.fma(pb, s6b) : gi.mul(pb).add(s6b);
            gi = FloatVector.broadcast(F, g[i * 10 + 7]);
            s7a = FMA ? gi.fma(pa, s7a) : gi.mul(pa).add(s7a);
            s7b = FMA ? gi.fma(pb, s7b) : gi.mul(pb).add(s7b);
            gi = FloatVector.broadcast(F, g[i * 10 + 8]);
            s8a = FMA ? gi.fma(pa, s8a) : gi.mul(pa).add(s8a);
            s8b = FMA ? gi.fma(pb, s8b) : gi.mul(pb).add(s8b);
            gi = FloatVector.broadcast(F, g[i * 10 + 9]);
            s9a = FMA ? gi.fma(pa, s9a) : gi.mul(pa).add(s9a);
            s9b = FMA ? gi.fma(pb, s9b) : gi.mul(pb).add(s9b);
        }
        s0a.intoMemorySegment(gradient, offset, ORDER);
        s0b.intoMemorySegment(gradient, offset + BYTES, ORDER);
        s1a.intoMemorySegment(gradient, offset + rowStride, ORDER);
        s1b.intoMemorySegment(gradient, offset + rowStride + BYTES, ORDER);
        s2a.intoMemorySegment(gradient, offset + 2 * rowStride, ORDER);
        s2b.intoMemorySegment(gradient, offset + 2 * rowStride + BYTES, ORDER);
        s3a.intoMemorySegment(gradient, offset + 3 * rowStride, ORDER);
        s3b.intoMemorySegment(gradient, offset + 3 * rowStride + BYTES, ORDER);
        s4a.intoMemorySegment(gradient, offset + 4 * rowStride, ORDER);
        s4b.intoMemorySegment(gradient, offset + 4 * rowStride + BYTES, ORDER);
        s5a.intoMemorySegment(gradient, offset + 5 * rowStride, ORDER);
        s5b.intoMemorySegment(gradient, offset + 5 * rowStride + BYTES, ORDER);
        s6a.intoMemorySegment(gradient, offset + 6 * rowStride, ORDER);
        s6b.intoMemorySegment(gradient, offset + 6 * rowStride + BYTES, ORDER);
        s7a.intoMemorySegment(gradient, offset + 7 * rowStride, ORDER);
        s7b.intoMemorySegment(gradient, offset + 7 * rowStride + BYTES, ORDER);
        s8a.intoMemorySegment(gradient, offset + 8 * rowStride, ORDER);
        s8b.intoMemorySegment(gradient, offset + 8 * rowStride + BYTES, ORDER);
        s9a.intoMemorySegment(gradient, offset + 9 * rowStride, ORDER);
        s9b.intoMemorySegment(gradient, offset + 9 * rowStride + BYTES, ORDER);
    }

    /** 5 classes x 2 vectors of features, added to G, whose rows lie {@code rowStride} bytes apart. */
    static void tile5x2(
            MemorySegment pixels,
            long x,
            int stride,
            int images,
            float[] g,
            MemorySegment gradient,
            long offset,
            long rowStride) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, gradient, offset, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, gradient, offset + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, gradient, offset + rowStride, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, gradient, offset + rowStride + BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, gradient, offset + 2 * rowStride, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, gradient, offset + 2 * rowStride + BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, gradient, offset + 3 * rowStride, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, gradient, offset + 3 * rowStride + BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, gradient, offset + 4 * rowStride, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, gradient, offset + 4 * rowStride + BYTES, ORDER);
        for (int i = 0; i < images; i++) {
            long row = x + (long) i * stride;
            FloatVector pa = pixels(pixels, row);
            FloatVector pb = pixels(pixels, row + L);
            FloatVector gi = FloatVector.broadcast(F, g[i * 5]);
            s0a = FMA ? gi.fma(pa, s0a) : gi.mul(pa).add(s0a);
            s0b = FMA ? gi.fma(pb, s0b) : gi.mul(pb).add(s0b);
            gi = FloatVector.broadcast(F, g[i * 5 + 1]);
            s1a = FMA ? gi.fma(pa, s1a) : gi.mul(pa).add(s1a);
            s1b = FMA ? gi.fma(pb, s1b) : gi.mul(pb).add(s1b);
            gi = FloatVector.broadcast(F, g[i * 5 + 2]);
            s2a = FMA ? gi.fma(pa, s2a) : gi.mul(pa).add(s2a);
            s2b = FMA ? gi.fma(pb, s2b) : gi.mul(pb).add(s2b);
            gi = FloatVector.broadcast(F, g[i * 5 + 3]);
            s3a = FMA ? gi.fma(pa, s3a) : gi.mul(pa).add(s3a);
            s3b = FMA ? gi.fma(pb, s3b) : gi.mul(pb).add(s3b);
            gi = FloatVector.broadcast(F, g[i * 5 + 4]);
            s4a = FMA ? gi.fma(pa, s4a) : gi.mul(pa).add(s4a);
            s4b = FMA ? gi.fma(pb, s4b) : gi.mul(pb).add(s4b);
        }
        s0a.intoMemorySegment(gradient, offset, ORDER);
        s0b.intoMemorySegment(gradient, offset + BYTES, ORDER);
        s1a.intoMemorySegment(gradient, offset + rowStride, ORDER);
        s1b.intoMemorySegment(gradient, offset + rowStride + BYTES, ORDER);
        s2a.intoMemorySegment(gradient, offset + 2 * rowStride, ORDER);
        s2b.intoMemorySegment(gradient, offset + 2 * rowStride + BYTES, ORDER);
        s3a.intoMemorySegment(gradient, offset + 3 * rowStride, ORDER);
        s3b.intoMemorySegment(gradient, offset + 3 * rowStride + BYTES, ORDER);
        s4a.intoMemorySegment(gradient, offset + 4 * rowStride, ORDER);
        s4b.intoMemorySegment(gradient, offset + 4 * rowStride + BYTES, ORDER);
    }
}
