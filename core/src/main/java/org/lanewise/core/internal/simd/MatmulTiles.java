package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Blocking.A_K;
import static org.lanewise.core.internal.simd.Blocking.A_ROW;
import static org.lanewise.core.internal.simd.Blocking.NR;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels: a tile of C, rows x vectors, stays in registers while k runs.
 *
 * <pre>
 *                   ba      bb         k-th row of a packed panel of B: 2 vectors
 *   a[k, row 0]   [ c0a ] [ c0b ]
 *   a[k, row 1]   [ c1a ] [ c1b ]      each element of A is broadcast, and multiplied with both
 *     ...
 * </pre>
 *
 * <p>A tile begins with what C holds, a first one with zeros. C2 moves all loads of a round before its multiply-adds, so the
 * accumulators, the vectors of B and one broadcast a row should fit into the registers together, or accumulators go to the
 * stack and back in each round.
 *
 * <p>Slices give the rows of C constant lengths: then a row's range is checked once, not at each load and store.
 */
final class MatmulTiles {

    private static final int BYTES = L * Float.BYTES;
    private static final int NR_BYTES = NR * Float.BYTES;

    private MatmulTiles() {}

    static void first8x2(
            int depth, float[] a, int ia, MemorySegment b, long bOffset, MemorySegment c, long offset, long stride) {
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 2 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 2 * BYTES);
        MemorySegment row5 = c.asSlice(offset + 5 * stride, 2 * BYTES);
        MemorySegment row6 = c.asSlice(offset + 6 * stride, 2 * BYTES);
        MemorySegment row7 = c.asSlice(offset + 7 * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.zero(F);
        FloatVector c0b = FloatVector.zero(F);
        FloatVector c1a = FloatVector.zero(F);
        FloatVector c1b = FloatVector.zero(F);
        FloatVector c2a = FloatVector.zero(F);
        FloatVector c2b = FloatVector.zero(F);
        FloatVector c3a = FloatVector.zero(F);
        FloatVector c3b = FloatVector.zero(F);
        FloatVector c4a = FloatVector.zero(F);
        FloatVector c4b = FloatVector.zero(F);
        FloatVector c5a = FloatVector.zero(F);
        FloatVector c5b = FloatVector.zero(F);
        FloatVector c6a = FloatVector.zero(F);
        FloatVector c6b = FloatVector.zero(F);
        FloatVector c7a = FloatVector.zero(F);
        FloatVector c7b = FloatVector.zero(F);
        for (int k = 0; k < depth * A_K; k += A_K) {
            long bRow = bOffset + (long) k * (NR_BYTES / A_K);
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, a[ia + k + A_ROW]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, a[ia + k + 2 * A_ROW]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, a[ia + k + 3 * A_ROW]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            x = FloatVector.broadcast(F, a[ia + k + 4 * A_ROW]);
            c4a = FMA ? x.fma(ba, c4a) : x.mul(ba).add(c4a);
            c4b = FMA ? x.fma(bb, c4b) : x.mul(bb).add(c4b);
            x = FloatVector.broadcast(F, a[ia + k + 5 * A_ROW]);
            c5a = FMA ? x.fma(ba, c5a) : x.mul(ba).add(c5a);
            c5b = FMA ? x.fma(bb, c5b) : x.mul(bb).add(c5b);
            x = FloatVector.broadcast(F, a[ia + k + 6 * A_ROW]);
            c6a = FMA ? x.fma(ba, c6a) : x.mul(ba).add(c6a);
            c6b = FMA ? x.fma(bb, c6b) : x.mul(bb).add(c6b);
            x = FloatVector.broadcast(F, a[ia + k + 7 * A_ROW]);
            c7a = FMA ? x.fma(ba, c7a) : x.mul(ba).add(c7a);
            c7b = FMA ? x.fma(bb, c7b) : x.mul(bb).add(c7b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
        c4a.intoMemorySegment(row4, 0, ORDER);
        c4b.intoMemorySegment(row4, BYTES, ORDER);
        c5a.intoMemorySegment(row5, 0, ORDER);
        c5b.intoMemorySegment(row5, BYTES, ORDER);
        c6a.intoMemorySegment(row6, 0, ORDER);
        c6b.intoMemorySegment(row6, BYTES, ORDER);
        c7a.intoMemorySegment(row7, 0, ORDER);
        c7b.intoMemorySegment(row7, BYTES, ORDER);
    }

    static void tile8x2(
            int depth, float[] a, int ia, MemorySegment b, long bOffset, MemorySegment c, long offset, long stride) {
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 2 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 2 * BYTES);
        MemorySegment row5 = c.asSlice(offset + 5 * stride, 2 * BYTES);
        MemorySegment row6 = c.asSlice(offset + 6 * stride, 2 * BYTES);
        MemorySegment row7 = c.asSlice(offset + 7 * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, row2, 0, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, row2, BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, row3, 0, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, row3, BYTES, ORDER);
        FloatVector c4a = FloatVector.fromMemorySegment(F, row4, 0, ORDER);
        FloatVector c4b = FloatVector.fromMemorySegment(F, row4, BYTES, ORDER);
        FloatVector c5a = FloatVector.fromMemorySegment(F, row5, 0, ORDER);
        FloatVector c5b = FloatVector.fromMemorySegment(F, row5, BYTES, ORDER);
        FloatVector c6a = FloatVector.fromMemorySegment(F, row6, 0, ORDER);
        FloatVector c6b = FloatVector.fromMemorySegment(F, row6, BYTES, ORDER);
        FloatVector c7a = FloatVector.fromMemorySegment(F, row7, 0, ORDER);
        FloatVector c7b = FloatVector.fromMemorySegment(F, row7, BYTES, ORDER);
        for (int k = 0; k < depth * A_K; k += A_K) {
            long bRow = bOffset + (long) k * (NR_BYTES / A_K);
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, a[ia + k + A_ROW]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, a[ia + k + 2 * A_ROW]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, a[ia + k + 3 * A_ROW]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            x = FloatVector.broadcast(F, a[ia + k + 4 * A_ROW]);
            c4a = FMA ? x.fma(ba, c4a) : x.mul(ba).add(c4a);
            c4b = FMA ? x.fma(bb, c4b) : x.mul(bb).add(c4b);
            x = FloatVector.broadcast(F, a[ia + k + 5 * A_ROW]);
            c5a = FMA ? x.fma(ba, c5a) : x.mul(ba).add(c5a);
            c5b = FMA ? x.fma(bb, c5b) : x.mul(bb).add(c5b);
            x = FloatVector.broadcast(F, a[ia + k + 6 * A_ROW]);
            c6a = FMA ? x.fma(ba, c6a) : x.mul(ba).add(c6a);
            c6b = FMA ? x.fma(bb, c6b) : x.mul(bb).add(c6b);
            x = FloatVector.broadcast(F, a[ia + k + 7 * A_ROW]);
            c7a = FMA ? x.fma(ba, c7a) : x.mul(ba).add(c7a);
            c7b = FMA ? x.fma(bb, c7b) : x.mul(bb).add(c7b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
        c4a.intoMemorySegment(row4, 0, ORDER);
        c4b.intoMemorySegment(row4, BYTES, ORDER);
        c5a.intoMemorySegment(row5, 0, ORDER);
        c5b.intoMemorySegment(row5, BYTES, ORDER);
        c6a.intoMemorySegment(row6, 0, ORDER);
        c6b.intoMemorySegment(row6, BYTES, ORDER);
        c7a.intoMemorySegment(row7, 0, ORDER);
        c7b.intoMemorySegment(row7, BYTES, ORDER);
    }

    static void tile8x1(
            int depth, float[] a, int ia, MemorySegment b, long bOffset, MemorySegment c, long offset, long stride) {
        MemorySegment row0 = c.asSlice(offset, BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, BYTES);
        MemorySegment row5 = c.asSlice(offset + 5 * stride, BYTES);
        MemorySegment row6 = c.asSlice(offset + 6 * stride, BYTES);
        MemorySegment row7 = c.asSlice(offset + 7 * stride, BYTES);
        FloatVector c0 = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c1 = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c2 = FloatVector.fromMemorySegment(F, row2, 0, ORDER);
        FloatVector c3 = FloatVector.fromMemorySegment(F, row3, 0, ORDER);
        FloatVector c4 = FloatVector.fromMemorySegment(F, row4, 0, ORDER);
        FloatVector c5 = FloatVector.fromMemorySegment(F, row5, 0, ORDER);
        FloatVector c6 = FloatVector.fromMemorySegment(F, row6, 0, ORDER);
        FloatVector c7 = FloatVector.fromMemorySegment(F, row7, 0, ORDER);
        for (int k = 0; k < depth * A_K; k += A_K) {
            long bRow = bOffset + (long) k * (NR_BYTES / A_K);
            FloatVector bv = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector x = FloatVector.broadcast(F, a[ia + k]);
            c0 = FMA ? x.fma(bv, c0) : x.mul(bv).add(c0);
            x = FloatVector.broadcast(F, a[ia + k + A_ROW]);
            c1 = FMA ? x.fma(bv, c1) : x.mul(bv).add(c1);
            x = FloatVector.broadcast(F, a[ia + k + 2 * A_ROW]);
            c2 = FMA ? x.fma(bv, c2) : x.mul(bv).add(c2);
            x = FloatVector.broadcast(F, a[ia + k + 3 * A_ROW]);
            c3 = FMA ? x.fma(bv, c3) : x.mul(bv).add(c3);
            x = FloatVector.broadcast(F, a[ia + k + 4 * A_ROW]);
            c4 = FMA ? x.fma(bv, c4) : x.mul(bv).add(c4);
            x = FloatVector.broadcast(F, a[ia + k + 5 * A_ROW]);
            c5 = FMA ? x.fma(bv, c5) : x.mul(bv).add(c5);
            x = FloatVector.broadcast(F, a[ia + k + 6 * A_ROW]);
            c6 = FMA ? x.fma(bv, c6) : x.mul(bv).add(c6);
            x = FloatVector.broadcast(F, a[ia + k + 7 * A_ROW]);
            c7 = FMA ? x.fma(bv, c7) : x.mul(bv).add(c7);
        }
        c0.intoMemorySegment(row0, 0, ORDER);
        c1.intoMemorySegment(row1, 0, ORDER);
        c2.intoMemorySegment(row2, 0, ORDER);
        c3.intoMemorySegment(row3, 0, ORDER);
        c4.intoMemorySegment(row4, 0, ORDER);
        c5.intoMemorySegment(row5, 0, ORDER);
        c6.intoMemorySegment(row6, 0, ORDER);
        c7.intoMemorySegment(row7, 0, ORDER);
    }

    static void first4x2(
            int depth, float[] a, int ia, MemorySegment b, long bOffset, MemorySegment c, long offset, long stride) {
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.zero(F);
        FloatVector c0b = FloatVector.zero(F);
        FloatVector c1a = FloatVector.zero(F);
        FloatVector c1b = FloatVector.zero(F);
        FloatVector c2a = FloatVector.zero(F);
        FloatVector c2b = FloatVector.zero(F);
        FloatVector c3a = FloatVector.zero(F);
        FloatVector c3b = FloatVector.zero(F);
        for (int k = 0; k < depth * A_K; k += A_K) {
            long bRow = bOffset + (long) k * (NR_BYTES / A_K);
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, a[ia + k + A_ROW]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, a[ia + k + 2 * A_ROW]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, a[ia + k + 3 * A_ROW]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
    }

    static void tile4x2(
            int depth, float[] a, int ia, MemorySegment b, long bOffset, MemorySegment c, long offset, long stride) {
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, row2, 0, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, row2, BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, row3, 0, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, row3, BYTES, ORDER);
        for (int k = 0; k < depth * A_K; k += A_K) {
            long bRow = bOffset + (long) k * (NR_BYTES / A_K);
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, a[ia + k + A_ROW]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, a[ia + k + 2 * A_ROW]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, a[ia + k + 3 * A_ROW]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
    }
}
