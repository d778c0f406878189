package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.pixels;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Dot-product micro-kernels of the scores, images x classes: both operands are contiguous along the features, so nothing
 * is packed.
 *
 * <pre>
 *                   w of class 0 ... class 4       one vector of weights at a time
 *   pixels, image 0  [ s00 ]         [ s04 ]
 *   pixels, image 1  [ s10 ]         [ s14 ]       widened from bytes in registers, used for every class
 *     ...
 * </pre>
 *
 * <p>Vectors narrower than the 16 virtual lanes take a run for each part of them: {@code lane} is its first.
 */
final class ScoreTiles {

    private ScoreTiles() {}

    /** Partial sums of 4 images and 5 classes, for the virtual lanes from {@code lane}, as 16 floats a pair. */
    static void tile4x5(
            MemorySegment pixels,
            long x0,
            long x1,
            long x2,
            long x3,
            MemorySegment weights,
            long w0,
            long w1,
            long w2,
            long w3,
            long w4,
            int lane,
            int features,
            float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s24 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        FloatVector s34 = FloatVector.zero(F);
        for (int d = lane; d < features; d += VIRTUAL) {
            FloatVector p0 = pixels(pixels, x0 + d);
            FloatVector p1 = pixels(pixels, x1 + d);
            FloatVector p2 = pixels(pixels, x2 + d);
            FloatVector p3 = pixels(pixels, x3 + d);
            FloatVector w = FloatVector.fromMemorySegment(F, weights, w0 + d * 4L, ORDER);
            s00 = FMA ? p0.fma(w, s00) : p0.mul(w).add(s00);
            s10 = FMA ? p1.fma(w, s10) : p1.mul(w).add(s10);
            s20 = FMA ? p2.fma(w, s20) : p2.mul(w).add(s20);
            s30 = FMA ? p3.fma(w, s30) : p3.mul(w).add(s30);
            w = FloatVector.fromMemorySegment(F, weights, w1 + d * 4L, ORDER);
            s01 = FMA ? p0.fma(w, s01) : p0.mul(w).add(s01);
            s11 = FMA ? p1.fma(w, s11) : p1.mul(w).add(s11);
            s21 = FMA ? p2.fma(w, s21) : p2.mul(w).add(s21);
            s31 = FMA ? p3.fma(w, s31) : p3.mul(w).add(s31);
            w = FloatVector.fromMemorySegment(F, weights, w2 + d * 4L, ORDER);
            s02 = FMA ? p0.fma(w, s02) : p0.mul(w).add(s02);
            s12 = FMA ? p1.fma(w, s12) : p1.mul(w).add(s12);
            s22 = FMA ? p2.fma(w, s22) : p2.mul(w).add(s22);
            s32 = FMA ? p3.fma(w, s32) : p3.mul(w).add(s32);
            w = FloatVector.fromMemorySegment(F, weights, w3 + d * 4L, ORDER);
            s03 = FMA ? p0.fma(w, s03) : p0.mul(w).add(s03);
            s13 = FMA ? p1.fma(w, s13) : p1.mul(w).add(s13);
            s23 = FMA ? p2.fma(w, s23) : p2.mul(w).add(s23);
            s33 = FMA ? p3.fma(w, s33) : p3.mul(w).add(s33);
            w = FloatVector.fromMemorySegment(F, weights, w4 + d * 4L, ORDER);
            s04 = FMA ? p0.fma(w, s04) : p0.mul(w).add(s04);
            s14 = FMA ? p1.fma(w, s14) : p1.mul(w).add(s14);
            s24 = FMA ? p2.fma(w, s24) : p2.mul(w).add(s24);
            s34 = FMA ? p3.fma(w, s34) : p3.mul(w).add(s34);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s02.intoArray(partial, lane + 2 * VIRTUAL);
        s03.intoArray(partial, lane + 3 * VIRTUAL);
        s04.intoArray(partial, lane + 4 * VIRTUAL);
        s10.intoArray(partial, lane + 5 * VIRTUAL);
        s11.intoArray(partial, lane + 6 * VIRTUAL);
        s12.intoArray(partial, lane + 7 * VIRTUAL);
        s13.intoArray(partial, lane + 8 * VIRTUAL);
        s14.intoArray(partial, lane + 9 * VIRTUAL);
        s20.intoArray(partial, lane + 10 * VIRTUAL);
        s21.intoArray(partial, lane + 11 * VIRTUAL);
        s22.intoArray(partial, lane + 12 * VIRTUAL);
        s23.intoArray(partial, lane + 13 * VIRTUAL);
        s24.intoArray(partial, lane + 14 * VIRTUAL);
        s30.intoArray(partial, lane + 15 * VIRTUAL);
        s31.intoArray(partial, lane + 16 * VIRTUAL);
        s32.intoArray(partial, lane + 17 * VIRTUAL);
        s33.intoArray(partial, lane + 18 * VIRTUAL);
        s34.intoArray(partial, lane + 19 * VIRTUAL);
    }

    /** Partial sums of 2 images and 5 classes, for the virtual lanes from {@code lane}, as 16 floats a pair. */
    static void tile2x5(
            MemorySegment pixels,
            long x0,
            long x1,
            MemorySegment weights,
            long w0,
            long w1,
            long w2,
            long w3,
            long w4,
            int lane,
            int features,
            float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        for (int d = lane; d < features; d += VIRTUAL) {
            FloatVector p0 = pixels(pixels, x0 + d);
            FloatVector p1 = pixels(pixels, x1 + d);
            FloatVector w = FloatVector.fromMemorySegment(F, weights, w0 + d * 4L, ORDER);
            s00 = FMA ? p0.fma(w, s00) : p0.mul(w).add(s00);
            s10 = FMA ? p1.fma(w, s10) : p1.mul(w).add(s10);
            w = FloatVector.fromMemorySegment(F, weights, w1 + d * 4L, ORDER);
            s01 = FMA ? p0.fma(w, s01) : p0.mul(w).add(s01);
            s11 = FMA ? p1.fma(w, s11) : p1.mul(w).add(s11);
            w = FloatVector.fromMemorySegment(F, weights, w2 + d * 4L, ORDER);
            s02 = FMA ? p0.fma(w, s02) : p0.mul(w).add(s02);
            s12 = FMA ? p1.fma(w, s12) : p1.mul(w).add(s12);
            w = FloatVector.fromMemorySegment(F, weights, w3 + d * 4L, ORDER);
            s03 = FMA ? p0.fma(w, s03) : p0.mul(w).add(s03);
            s13 = FMA ? p1.fma(w, s13) : p1.mul(w).add(s13);
            w = FloatVector.fromMemorySegment(F, weights, w4 + d * 4L, ORDER);
            s04 = FMA ? p0.fma(w, s04) : p0.mul(w).add(s04);
            s14 = FMA ? p1.fma(w, s14) : p1.mul(w).add(s14);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s02.intoArray(partial, lane + 2 * VIRTUAL);
        s03.intoArray(partial, lane + 3 * VIRTUAL);
        s04.intoArray(partial, lane + 4 * VIRTUAL);
        s10.intoArray(partial, lane + 5 * VIRTUAL);
        s11.intoArray(partial, lane + 6 * VIRTUAL);
        s12.intoArray(partial, lane + 7 * VIRTUAL);
        s13.intoArray(partial, lane + 8 * VIRTUAL);
        s14.intoArray(partial, lane + 9 * VIRTUAL);
    }
}
