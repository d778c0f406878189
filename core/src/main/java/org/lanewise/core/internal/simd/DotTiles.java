package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Dot-product micro-kernels of narrow products, rows of op(A) x columns of op(B), both contiguous along k: the picture of
 * {@link ScoreTiles} with floats on both sides. They carry the virtual lanes of every pair on over {@code bytes} of k, of
 * every 16 lanes the L from byte {@code from}.
 *
 * <p>Slices give each row a base of its own and everything behind it constant distances: then C2 checks the range of a row once,
 * and the loads of the loop are a register plus the counter. They are not allocated.
 *
 * <p>C2 unrolls loops of up to 60 nodes, and then spills accumulators: 4 x 4 ran at 120 GFLOP/s unrolled and at 155 as it is,
 * 8 x 2 at 87 and 9 x 2, which is large enough, at 142.
 */
final class DotTiles {

    private static final int BYTES = L * Float.BYTES;

    /** Bytes of the virtual lanes of a pair. */
    private static final int PAIR = VIRTUAL * Float.BYTES;

    private DotTiles() {}

    /** Sums of a row follow those of the row before after 10 pairs. */
    static void tile3x5(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            int from,
            int bytes,
            MemorySegment sums,
            long offset) {
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment column4 = b.asSlice(b4, bytes);
        MemorySegment tile = sums.asSlice(offset, 24 * PAIR + BYTES);
        FloatVector s00 = FloatVector.fromMemorySegment(F, tile, 0, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(F, tile, PAIR, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(F, tile, 2L * PAIR, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(F, tile, 3L * PAIR, ORDER);
        FloatVector s04 = FloatVector.fromMemorySegment(F, tile, 4L * PAIR, ORDER);
        FloatVector s10 = FloatVector.fromMemorySegment(F, tile, 10L * PAIR, ORDER);
        FloatVector s11 = FloatVector.fromMemorySegment(F, tile, 11L * PAIR, ORDER);
        FloatVector s12 = FloatVector.fromMemorySegment(F, tile, 12L * PAIR, ORDER);
        FloatVector s13 = FloatVector.fromMemorySegment(F, tile, 13L * PAIR, ORDER);
        FloatVector s14 = FloatVector.fromMemorySegment(F, tile, 14L * PAIR, ORDER);
        FloatVector s20 = FloatVector.fromMemorySegment(F, tile, 20L * PAIR, ORDER);
        FloatVector s21 = FloatVector.fromMemorySegment(F, tile, 21L * PAIR, ORDER);
        FloatVector s22 = FloatVector.fromMemorySegment(F, tile, 22L * PAIR, ORDER);
        FloatVector s23 = FloatVector.fromMemorySegment(F, tile, 23L * PAIR, ORDER);
        FloatVector s24 = FloatVector.fromMemorySegment(F, tile, 24L * PAIR, ORDER);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            s10 = FMA ? x1.fma(w, s10) : x1.mul(w).add(s10);
            s20 = FMA ? x2.fma(w, s20) : x2.mul(w).add(s20);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            s11 = FMA ? x1.fma(w, s11) : x1.mul(w).add(s11);
            s21 = FMA ? x2.fma(w, s21) : x2.mul(w).add(s21);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            s12 = FMA ? x1.fma(w, s12) : x1.mul(w).add(s12);
            s22 = FMA ? x2.fma(w, s22) : x2.mul(w).add(s22);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            s13 = FMA ? x1.fma(w, s13) : x1.mul(w).add(s13);
            s23 = FMA ? x2.fma(w, s23) : x2.mul(w).add(s23);
            w = FloatVector.fromMemorySegment(F, column4, d, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
            s14 = FMA ? x1.fma(w, s14) : x1.mul(w).add(s14);
            s24 = FMA ? x2.fma(w, s24) : x2.mul(w).add(s24);
        }
        s00.intoMemorySegment(tile, 0, ORDER);
        s01.intoMemorySegment(tile, PAIR, ORDER);
        s02.intoMemorySegment(tile, 2L * PAIR, ORDER);
        s03.intoMemorySegment(tile, 3L * PAIR, ORDER);
        s04.intoMemorySegment(tile, 4L * PAIR, ORDER);
        s10.intoMemorySegment(tile, 10L * PAIR, ORDER);
        s11.intoMemorySegment(tile, 11L * PAIR, ORDER);
        s12.intoMemorySegment(tile, 12L * PAIR, ORDER);
        s13.intoMemorySegment(tile, 13L * PAIR, ORDER);
        s14.intoMemorySegment(tile, 14L * PAIR, ORDER);
        s20.intoMemorySegment(tile, 20L * PAIR, ORDER);
        s21.intoMemorySegment(tile, 21L * PAIR, ORDER);
        s22.intoMemorySegment(tile, 22L * PAIR, ORDER);
        s23.intoMemorySegment(tile, 23L * PAIR, ORDER);
        s24.intoMemorySegment(tile, 24L * PAIR, ORDER);
    }

    /** Sums of a row follow those of the row before after 16 pairs. What it returns means nothing: computing it keeps C2 from unrolling. */
    static long tile4x4(
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
            int from,
            int bytes,
            MemorySegment sums,
            long offset) {
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment tile = sums.asSlice(offset, 51 * PAIR + BYTES);
        FloatVector s00 = FloatVector.fromMemorySegment(F, tile, 0, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(F, tile, PAIR, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(F, tile, 2L * PAIR, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(F, tile, 3L * PAIR, ORDER);
        FloatVector s10 = FloatVector.fromMemorySegment(F, tile, 16L * PAIR, ORDER);
        FloatVector s11 = FloatVector.fromMemorySegment(F, tile, 17L * PAIR, ORDER);
        FloatVector s12 = FloatVector.fromMemorySegment(F, tile, 18L * PAIR, ORDER);
        FloatVector s13 = FloatVector.fromMemorySegment(F, tile, 19L * PAIR, ORDER);
        FloatVector s20 = FloatVector.fromMemorySegment(F, tile, 32L * PAIR, ORDER);
        FloatVector s21 = FloatVector.fromMemorySegment(F, tile, 33L * PAIR, ORDER);
        FloatVector s22 = FloatVector.fromMemorySegment(F, tile, 34L * PAIR, ORDER);
        FloatVector s23 = FloatVector.fromMemorySegment(F, tile, 35L * PAIR, ORDER);
        FloatVector s30 = FloatVector.fromMemorySegment(F, tile, 48L * PAIR, ORDER);
        FloatVector s31 = FloatVector.fromMemorySegment(F, tile, 49L * PAIR, ORDER);
        FloatVector s32 = FloatVector.fromMemorySegment(F, tile, 50L * PAIR, ORDER);
        FloatVector s33 = FloatVector.fromMemorySegment(F, tile, 51L * PAIR, ORDER);
        long product = bytes;
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            s10 = FMA ? x1.fma(w, s10) : x1.mul(w).add(s10);
            s20 = FMA ? x2.fma(w, s20) : x2.mul(w).add(s20);
            s30 = FMA ? x3.fma(w, s30) : x3.mul(w).add(s30);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            s11 = FMA ? x1.fma(w, s11) : x1.mul(w).add(s11);
            s21 = FMA ? x2.fma(w, s21) : x2.mul(w).add(s21);
            s31 = FMA ? x3.fma(w, s31) : x3.mul(w).add(s31);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            s12 = FMA ? x1.fma(w, s12) : x1.mul(w).add(s12);
            s22 = FMA ? x2.fma(w, s22) : x2.mul(w).add(s22);
            s32 = FMA ? x3.fma(w, s32) : x3.mul(w).add(s32);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            s13 = FMA ? x1.fma(w, s13) : x1.mul(w).add(s13);
            s23 = FMA ? x2.fma(w, s23) : x2.mul(w).add(s23);
            s33 = FMA ? x3.fma(w, s33) : x3.mul(w).add(s33);
            product *= a0;
        }
        s00.intoMemorySegment(tile, 0, ORDER);
        s01.intoMemorySegment(tile, PAIR, ORDER);
        s02.intoMemorySegment(tile, 2L * PAIR, ORDER);
        s03.intoMemorySegment(tile, 3L * PAIR, ORDER);
        s10.intoMemorySegment(tile, 16L * PAIR, ORDER);
        s11.intoMemorySegment(tile, 17L * PAIR, ORDER);
        s12.intoMemorySegment(tile, 18L * PAIR, ORDER);
        s13.intoMemorySegment(tile, 19L * PAIR, ORDER);
        s20.intoMemorySegment(tile, 32L * PAIR, ORDER);
        s21.intoMemorySegment(tile, 33L * PAIR, ORDER);
        s22.intoMemorySegment(tile, 34L * PAIR, ORDER);
        s23.intoMemorySegment(tile, 35L * PAIR, ORDER);
        s30.intoMemorySegment(tile, 48L * PAIR, ORDER);
        s31.intoMemorySegment(tile, 49L * PAIR, ORDER);
        s32.intoMemorySegment(tile, 50L * PAIR, ORDER);
        s33.intoMemorySegment(tile, 51L * PAIR, ORDER);
        return product;
    }

    static void tile4x2(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            MemorySegment b,
            long b0,
            long b1,
            int from,
            int bytes,
            MemorySegment sums,
            long offset,
            int slots) {
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment sums0 = sums.asSlice(offset, PAIR + BYTES);
        MemorySegment sums1 = sums.asSlice(offset + slots * PAIR, PAIR + BYTES);
        MemorySegment sums2 = sums.asSlice(offset + 2 * slots * PAIR, PAIR + BYTES);
        MemorySegment sums3 = sums.asSlice(offset + 3 * slots * PAIR, PAIR + BYTES);
        FloatVector s00 = FloatVector.fromMemorySegment(F, sums0, 0, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(F, sums0, PAIR, ORDER);
        FloatVector s10 = FloatVector.fromMemorySegment(F, sums1, 0, ORDER);
        FloatVector s11 = FloatVector.fromMemorySegment(F, sums1, PAIR, ORDER);
        FloatVector s20 = FloatVector.fromMemorySegment(F, sums2, 0, ORDER);
        FloatVector s21 = FloatVector.fromMemorySegment(F, sums2, PAIR, ORDER);
        FloatVector s30 = FloatVector.fromMemorySegment(F, sums3, 0, ORDER);
        FloatVector s31 = FloatVector.fromMemorySegment(F, sums3, PAIR, ORDER);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector w0 = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            FloatVector w1 = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            s00 = FMA ? x.fma(w0, s00) : x.mul(w0).add(s00);
            s01 = FMA ? x.fma(w1, s01) : x.mul(w1).add(s01);
            x = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            s10 = FMA ? x.fma(w0, s10) : x.mul(w0).add(s10);
            s11 = FMA ? x.fma(w1, s11) : x.mul(w1).add(s11);
            x = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            s20 = FMA ? x.fma(w0, s20) : x.mul(w0).add(s20);
            s21 = FMA ? x.fma(w1, s21) : x.mul(w1).add(s21);
            x = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            s30 = FMA ? x.fma(w0, s30) : x.mul(w0).add(s30);
            s31 = FMA ? x.fma(w1, s31) : x.mul(w1).add(s31);
        }
        s00.intoMemorySegment(sums0, 0, ORDER);
        s01.intoMemorySegment(sums0, PAIR, ORDER);
        s10.intoMemorySegment(sums1, 0, ORDER);
        s11.intoMemorySegment(sums1, PAIR, ORDER);
        s20.intoMemorySegment(sums2, 0, ORDER);
        s21.intoMemorySegment(sums2, PAIR, ORDER);
        s30.intoMemorySegment(sums3, 0, ORDER);
        s31.intoMemorySegment(sums3, PAIR, ORDER);
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
            int from,
            int bytes,
            MemorySegment sums,
            long offset) {
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment column4 = b.asSlice(b4, bytes);
        MemorySegment tile = sums.asSlice(offset, 4 * PAIR + BYTES);
        FloatVector s00 = FloatVector.fromMemorySegment(F, tile, 0, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(F, tile, PAIR, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(F, tile, 2L * PAIR, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(F, tile, 3L * PAIR, ORDER);
        FloatVector s04 = FloatVector.fromMemorySegment(F, tile, 4L * PAIR, ORDER);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            w = FloatVector.fromMemorySegment(F, column4, d, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
        }
        s00.intoMemorySegment(tile, 0, ORDER);
        s01.intoMemorySegment(tile, PAIR, ORDER);
        s02.intoMemorySegment(tile, 2L * PAIR, ORDER);
        s03.intoMemorySegment(tile, 3L * PAIR, ORDER);
        s04.intoMemorySegment(tile, 4L * PAIR, ORDER);
    }

    static void tile1x4(
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            int from,
            int bytes,
            MemorySegment sums,
            long offset) {
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment tile = sums.asSlice(offset, 3 * PAIR + BYTES);
        FloatVector s00 = FloatVector.fromMemorySegment(F, tile, 0, ORDER);
        FloatVector s01 = FloatVector.fromMemorySegment(F, tile, PAIR, ORDER);
        FloatVector s02 = FloatVector.fromMemorySegment(F, tile, 2L * PAIR, ORDER);
        FloatVector s03 = FloatVector.fromMemorySegment(F, tile, 3L * PAIR, ORDER);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
        }
        s00.intoMemorySegment(tile, 0, ORDER);
        s01.intoMemorySegment(tile, PAIR, ORDER);
        s02.intoMemorySegment(tile, 2L * PAIR, ORDER);
        s03.intoMemorySegment(tile, 3L * PAIR, ORDER);
    }
}
