package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
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

    private GradientTiles() {}

    /** 10 classes x 2 vectors of features; {@code sums} holds the tile, class after class, in and out. */
    static void tile10x2(MemorySegment pixels, long x, int stride, int images, float[] g, float[] sums) {
        FloatVector s0a = FloatVector.fromArray(F, sums, 0 * L);
        FloatVector s0b = FloatVector.fromArray(F, sums, 1 * L);
        FloatVector s1a = FloatVector.fromArray(F, sums, 2 * L);
        FloatVector s1b = FloatVector.fromArray(F, sums, 3 * L);
        FloatVector s2a = FloatVector.fromArray(F, sums, 4 * L);
        FloatVector s2b = FloatVector.fromArray(F, sums, 5 * L);
        FloatVector s3a = FloatVector.fromArray(F, sums, 6 * L);
        FloatVector s3b = FloatVector.fromArray(F, sums, 7 * L);
        FloatVector s4a = FloatVector.fromArray(F, sums, 8 * L);
        FloatVector s4b = FloatVector.fromArray(F, sums, 9 * L);
        FloatVector s5a = FloatVector.fromArray(F, sums, 10 * L);
        FloatVector s5b = FloatVector.fromArray(F, sums, 11 * L);
        FloatVector s6a = FloatVector.fromArray(F, sums, 12 * L);
        FloatVector s6b = FloatVector.fromArray(F, sums, 13 * L);
        FloatVector s7a = FloatVector.fromArray(F, sums, 14 * L);
        FloatVector s7b = FloatVector.fromArray(F, sums, 15 * L);
        FloatVector s8a = FloatVector.fromArray(F, sums, 16 * L);
        FloatVector s8b = FloatVector.fromArray(F, sums, 17 * L);
        FloatVector s9a = FloatVector.fromArray(F, sums, 18 * L);
        FloatVector s9b = FloatVector.fromArray(F, sums, 19 * L);
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
        s0a.intoArray(sums, 0 * L);
        s0b.intoArray(sums, 1 * L);
        s1a.intoArray(sums, 2 * L);
        s1b.intoArray(sums, 3 * L);
        s2a.intoArray(sums, 4 * L);
        s2b.intoArray(sums, 5 * L);
        s3a.intoArray(sums, 6 * L);
        s3b.intoArray(sums, 7 * L);
        s4a.intoArray(sums, 8 * L);
        s4b.intoArray(sums, 9 * L);
        s5a.intoArray(sums, 10 * L);
        s5b.intoArray(sums, 11 * L);
        s6a.intoArray(sums, 12 * L);
        s6b.intoArray(sums, 13 * L);
        s7a.intoArray(sums, 14 * L);
        s7b.intoArray(sums, 15 * L);
        s8a.intoArray(sums, 16 * L);
        s8b.intoArray(sums, 17 * L);
        s9a.intoArray(sums, 18 * L);
        s9b.intoArray(sums, 19 * L);
    }

    /** 5 classes x 2 vectors of features; {@code sums} holds the tile, class after class, in and out. */
    static void tile5x2(MemorySegment pixels, long x, int stride, int images, float[] g, float[] sums) {
        FloatVector s0a = FloatVector.fromArray(F, sums, 0 * L);
        FloatVector s0b = FloatVector.fromArray(F, sums, 1 * L);
        FloatVector s1a = FloatVector.fromArray(F, sums, 2 * L);
        FloatVector s1b = FloatVector.fromArray(F, sums, 3 * L);
        FloatVector s2a = FloatVector.fromArray(F, sums, 4 * L);
        FloatVector s2b = FloatVector.fromArray(F, sums, 5 * L);
        FloatVector s3a = FloatVector.fromArray(F, sums, 6 * L);
        FloatVector s3b = FloatVector.fromArray(F, sums, 7 * L);
        FloatVector s4a = FloatVector.fromArray(F, sums, 8 * L);
        FloatVector s4b = FloatVector.fromArray(F, sums, 9 * L);
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
        s0a.intoArray(sums, 0 * L);
        s0b.intoArray(sums, 1 * L);
        s1a.intoArray(sums, 2 * L);
        s1b.intoArray(sums, 3 * L);
        s2a.intoArray(sums, 4 * L);
        s2b.intoArray(sums, 5 * L);
        s3a.intoArray(sums, 6 * L);
        s3b.intoArray(sums, 7 * L);
        s4a.intoArray(sums, 8 * L);
        s4b.intoArray(sums, 9 * L);
    }
}
