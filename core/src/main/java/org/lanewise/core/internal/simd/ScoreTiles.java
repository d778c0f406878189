package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.fma;
import static org.lanewise.core.internal.simd.Lanes.load;
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
            FloatVector w = load(weights, w0 + d * 4L);
            s00 = fma(p0, w, s00);
            s10 = fma(p1, w, s10);
            s20 = fma(p2, w, s20);
            s30 = fma(p3, w, s30);
            w = load(weights, w1 + d * 4L);
            s01 = fma(p0, w, s01);
            s11 = fma(p1, w, s11);
            s21 = fma(p2, w, s21);
            s31 = fma(p3, w, s31);
            w = load(weights, w2 + d * 4L);
            s02 = fma(p0, w, s02);
            s12 = fma(p1, w, s12);
            s22 = fma(p2, w, s22);
            s32 = fma(p3, w, s32);
            w = load(weights, w3 + d * 4L);
            s03 = fma(p0, w, s03);
            s13 = fma(p1, w, s13);
            s23 = fma(p2, w, s23);
            s33 = fma(p3, w, s33);
            w = load(weights, w4 + d * 4L);
            s04 = fma(p0, w, s04);
            s14 = fma(p1, w, s14);
            s24 = fma(p2, w, s24);
            s34 = fma(p3, w, s34);
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
            FloatVector w = load(weights, w0 + d * 4L);
            s00 = fma(p0, w, s00);
            s10 = fma(p1, w, s10);
            w = load(weights, w1 + d * 4L);
            s01 = fma(p0, w, s01);
            s11 = fma(p1, w, s11);
            w = load(weights, w2 + d * 4L);
            s02 = fma(p0, w, s02);
            s12 = fma(p1, w, s12);
            w = load(weights, w3 + d * 4L);
            s03 = fma(p0, w, s03);
            s13 = fma(p1, w, s13);
            w = load(weights, w4 + d * 4L);
            s04 = fma(p0, w, s04);
            s14 = fma(p1, w, s14);
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
