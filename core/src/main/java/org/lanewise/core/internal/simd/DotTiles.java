package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Dot-product micro-kernels of narrow products, rows of op(A) x columns of op(B), both contiguous along k: the picture of
 * {@link ScoreTiles} with floats on both sides. They leave the virtual lanes from {@code lane} of every pair, 16 floats
 * apart.
 */
final class DotTiles {

    private DotTiles() {}

    static void tile4x5(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            int lane,
            int depth,
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
        for (int d = lane; d < depth; d += VIRTUAL) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, a, a0 + d * 4L, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(F, a, a1 + d * 4L, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(F, a, a2 + d * 4L, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(F, a, a3 + d * 4L, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, b, b0 + d * 4L, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            s10 = FMA ? x1.fma(w, s10) : x1.mul(w).add(s10);
            s20 = FMA ? x2.fma(w, s20) : x2.mul(w).add(s20);
            s30 = FMA ? x3.fma(w, s30) : x3.mul(w).add(s30);
            w = FloatVector.fromMemorySegment(F, b, b1 + d * 4L, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            s11 = FMA ? x1.fma(w, s11) : x1.mul(w).add(s11);
            s21 = FMA ? x2.fma(w, s21) : x2.mul(w).add(s21);
            s31 = FMA ? x3.fma(w, s31) : x3.mul(w).add(s31);
            w = FloatVector.fromMemorySegment(F, b, b2 + d * 4L, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            s12 = FMA ? x1.fma(w, s12) : x1.mul(w).add(s12);
            s22 = FMA ? x2.fma(w, s22) : x2.mul(w).add(s22);
            s32 = FMA ? x3.fma(w, s32) : x3.mul(w).add(s32);
            w = FloatVector.fromMemorySegment(F, b, b3 + d * 4L, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            s13 = FMA ? x1.fma(w, s13) : x1.mul(w).add(s13);
            s23 = FMA ? x2.fma(w, s23) : x2.mul(w).add(s23);
            s33 = FMA ? x3.fma(w, s33) : x3.mul(w).add(s33);
            w = FloatVector.fromMemorySegment(F, b, b4 + d * 4L, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
            s14 = FMA ? x1.fma(w, s14) : x1.mul(w).add(s14);
            s24 = FMA ? x2.fma(w, s24) : x2.mul(w).add(s24);
            s34 = FMA ? x3.fma(w, s34) : x3.mul(w).add(s34);
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

    static void tile1x5(
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            int lane,
            int depth,
            float[] partial,
            int sums) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        for (int d = lane; d < depth; d += VIRTUAL) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, a, a0 + d * 4L, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, b, b0 + d * 4L, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            w = FloatVector.fromMemorySegment(F, b, b1 + d * 4L, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            w = FloatVector.fromMemorySegment(F, b, b2 + d * 4L, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            w = FloatVector.fromMemorySegment(F, b, b3 + d * 4L, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            w = FloatVector.fromMemorySegment(F, b, b4 + d * 4L, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
        }
        s00.intoArray(partial, sums);
        s01.intoArray(partial, sums + VIRTUAL);
        s02.intoArray(partial, sums + 2 * VIRTUAL);
        s03.intoArray(partial, sums + 3 * VIRTUAL);
        s04.intoArray(partial, sums + 4 * VIRTUAL);
    }
}
