package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Blocking.A_STRIDE;
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
 * <p>A tile begins with what {@code from} holds (C itself, or zeros at stride 0) and ends in {@code c}. C2 moves all loads
 * of a round before its multiply-adds, so the accumulators, the vectors of B and one broadcast a row should fit into the
 * registers together, or accumulators go to the stack and back in each round.
 */
final class MatmulTiles {

    private static final int BYTES = L * Float.BYTES;
    private static final int NR_BYTES = NR * Float.BYTES;

    private MatmulTiles() {}

    static void tile8x2(
            int depth,
            float[] a,
            int ia,
            MemorySegment b,
            long bOffset,
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment c,
            long offset,
            long stride) {
        FloatVector c0a = FloatVector.fromMemorySegment(F, from, fromOffset, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, from, fromOffset + BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride + BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride + BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride + BYTES, ORDER);
        FloatVector c4a = FloatVector.fromMemorySegment(F, from, fromOffset + 4 * fromStride, ORDER);
        FloatVector c4b = FloatVector.fromMemorySegment(F, from, fromOffset + 4 * fromStride + BYTES, ORDER);
        FloatVector c5a = FloatVector.fromMemorySegment(F, from, fromOffset + 5 * fromStride, ORDER);
        FloatVector c5b = FloatVector.fromMemorySegment(F, from, fromOffset + 5 * fromStride + BYTES, ORDER);
        FloatVector c6a = FloatVector.fromMemorySegment(F, from, fromOffset + 6 * fromStride, ORDER);
        FloatVector c6b = FloatVector.fromMemorySegment(F, from, fromOffset + 6 * fromStride + BYTES, ORDER);
        FloatVector c7a = FloatVector.fromMemorySegment(F, from, fromOffset + 7 * fromStride, ORDER);
        FloatVector c7b = FloatVector.fromMemorySegment(F, from, fromOffset + 7 * fromStride + BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            long bRow = bOffset + (long) k * NR_BYTES;
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? row.fma(ba, c0a) : row.mul(ba).add(c0a);
            c0b = FMA ? row.fma(bb, c0b) : row.mul(bb).add(c0b);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1a = FMA ? row.fma(ba, c1a) : row.mul(ba).add(c1a);
            c1b = FMA ? row.fma(bb, c1b) : row.mul(bb).add(c1b);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2a = FMA ? row.fma(ba, c2a) : row.mul(ba).add(c2a);
            c2b = FMA ? row.fma(bb, c2b) : row.mul(bb).add(c2b);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3a = FMA ? row.fma(ba, c3a) : row.mul(ba).add(c3a);
            c3b = FMA ? row.fma(bb, c3b) : row.mul(bb).add(c3b);
            row = FloatVector.broadcast(F, a[ia + k + 4 * A_STRIDE]);
            c4a = FMA ? row.fma(ba, c4a) : row.mul(ba).add(c4a);
            c4b = FMA ? row.fma(bb, c4b) : row.mul(bb).add(c4b);
            row = FloatVector.broadcast(F, a[ia + k + 5 * A_STRIDE]);
            c5a = FMA ? row.fma(ba, c5a) : row.mul(ba).add(c5a);
            c5b = FMA ? row.fma(bb, c5b) : row.mul(bb).add(c5b);
            row = FloatVector.broadcast(F, a[ia + k + 6 * A_STRIDE]);
            c6a = FMA ? row.fma(ba, c6a) : row.mul(ba).add(c6a);
            c6b = FMA ? row.fma(bb, c6b) : row.mul(bb).add(c6b);
            row = FloatVector.broadcast(F, a[ia + k + 7 * A_STRIDE]);
            c7a = FMA ? row.fma(ba, c7a) : row.mul(ba).add(c7a);
            c7b = FMA ? row.fma(bb, c7b) : row.mul(bb).add(c7b);
        }
        c0a.intoMemorySegment(c, offset, ORDER);
        c0b.intoMemorySegment(c, offset + BYTES, ORDER);
        c1a.intoMemorySegment(c, offset + stride, ORDER);
        c1b.intoMemorySegment(c, offset + stride + BYTES, ORDER);
        c2a.intoMemorySegment(c, offset + 2 * stride, ORDER);
        c2b.intoMemorySegment(c, offset + 2 * stride + BYTES, ORDER);
        c3a.intoMemorySegment(c, offset + 3 * stride, ORDER);
        c3b.intoMemorySegment(c, offset + 3 * stride + BYTES, ORDER);
        c4a.intoMemorySegment(c, offset + 4 * stride, ORDER);
        c4b.intoMemorySegment(c, offset + 4 * stride + BYTES, ORDER);
        c5a.intoMemorySegment(c, offset + 5 * stride, ORDER);
        c5b.intoMemorySegment(c, offset + 5 * stride + BYTES, ORDER);
        c6a.intoMemorySegment(c, offset + 6 * stride, ORDER);
        c6b.intoMemorySegment(c, offset + 6 * stride + BYTES, ORDER);
        c7a.intoMemorySegment(c, offset + 7 * stride, ORDER);
        c7b.intoMemorySegment(c, offset + 7 * stride + BYTES, ORDER);
    }

    static void tile8x1(
            int depth,
            float[] a,
            int ia,
            MemorySegment b,
            long bOffset,
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment c,
            long offset,
            long stride) {
        FloatVector c0 = FloatVector.fromMemorySegment(F, from, fromOffset, ORDER);
        FloatVector c1 = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride, ORDER);
        FloatVector c2 = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride, ORDER);
        FloatVector c3 = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride, ORDER);
        FloatVector c4 = FloatVector.fromMemorySegment(F, from, fromOffset + 4 * fromStride, ORDER);
        FloatVector c5 = FloatVector.fromMemorySegment(F, from, fromOffset + 5 * fromStride, ORDER);
        FloatVector c6 = FloatVector.fromMemorySegment(F, from, fromOffset + 6 * fromStride, ORDER);
        FloatVector c7 = FloatVector.fromMemorySegment(F, from, fromOffset + 7 * fromStride, ORDER);
        for (int k = 0; k < depth; k++) {
            long bRow = bOffset + (long) k * NR_BYTES;
            FloatVector bv = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0 = FMA ? row.fma(bv, c0) : row.mul(bv).add(c0);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1 = FMA ? row.fma(bv, c1) : row.mul(bv).add(c1);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2 = FMA ? row.fma(bv, c2) : row.mul(bv).add(c2);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3 = FMA ? row.fma(bv, c3) : row.mul(bv).add(c3);
            row = FloatVector.broadcast(F, a[ia + k + 4 * A_STRIDE]);
            c4 = FMA ? row.fma(bv, c4) : row.mul(bv).add(c4);
            row = FloatVector.broadcast(F, a[ia + k + 5 * A_STRIDE]);
            c5 = FMA ? row.fma(bv, c5) : row.mul(bv).add(c5);
            row = FloatVector.broadcast(F, a[ia + k + 6 * A_STRIDE]);
            c6 = FMA ? row.fma(bv, c6) : row.mul(bv).add(c6);
            row = FloatVector.broadcast(F, a[ia + k + 7 * A_STRIDE]);
            c7 = FMA ? row.fma(bv, c7) : row.mul(bv).add(c7);
        }
        c0.intoMemorySegment(c, offset, ORDER);
        c1.intoMemorySegment(c, offset + stride, ORDER);
        c2.intoMemorySegment(c, offset + 2 * stride, ORDER);
        c3.intoMemorySegment(c, offset + 3 * stride, ORDER);
        c4.intoMemorySegment(c, offset + 4 * stride, ORDER);
        c5.intoMemorySegment(c, offset + 5 * stride, ORDER);
        c6.intoMemorySegment(c, offset + 6 * stride, ORDER);
        c7.intoMemorySegment(c, offset + 7 * stride, ORDER);
    }

    static void tile4x2(
            int depth,
            float[] a,
            int ia,
            MemorySegment b,
            long bOffset,
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment c,
            long offset,
            long stride) {
        FloatVector c0a = FloatVector.fromMemorySegment(F, from, fromOffset, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, from, fromOffset + BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride + BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride + BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride + BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            long bRow = bOffset + (long) k * NR_BYTES;
            FloatVector ba = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, bRow + BYTES, ORDER);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0a = FMA ? row.fma(ba, c0a) : row.mul(ba).add(c0a);
            c0b = FMA ? row.fma(bb, c0b) : row.mul(bb).add(c0b);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1a = FMA ? row.fma(ba, c1a) : row.mul(ba).add(c1a);
            c1b = FMA ? row.fma(bb, c1b) : row.mul(bb).add(c1b);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2a = FMA ? row.fma(ba, c2a) : row.mul(ba).add(c2a);
            c2b = FMA ? row.fma(bb, c2b) : row.mul(bb).add(c2b);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3a = FMA ? row.fma(ba, c3a) : row.mul(ba).add(c3a);
            c3b = FMA ? row.fma(bb, c3b) : row.mul(bb).add(c3b);
        }
        c0a.intoMemorySegment(c, offset, ORDER);
        c0b.intoMemorySegment(c, offset + BYTES, ORDER);
        c1a.intoMemorySegment(c, offset + stride, ORDER);
        c1b.intoMemorySegment(c, offset + stride + BYTES, ORDER);
        c2a.intoMemorySegment(c, offset + 2 * stride, ORDER);
        c2b.intoMemorySegment(c, offset + 2 * stride + BYTES, ORDER);
        c3a.intoMemorySegment(c, offset + 3 * stride, ORDER);
        c3b.intoMemorySegment(c, offset + 3 * stride + BYTES, ORDER);
    }

    static void tile12x1(
            int depth,
            float[] a,
            int ia,
            MemorySegment b,
            long bOffset,
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment c,
            long offset,
            long stride) {
        FloatVector c0 = FloatVector.fromMemorySegment(F, from, fromOffset, ORDER);
        FloatVector c1 = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride, ORDER);
        FloatVector c2 = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride, ORDER);
        FloatVector c3 = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride, ORDER);
        FloatVector c4 = FloatVector.fromMemorySegment(F, from, fromOffset + 4 * fromStride, ORDER);
        FloatVector c5 = FloatVector.fromMemorySegment(F, from, fromOffset + 5 * fromStride, ORDER);
        FloatVector c6 = FloatVector.fromMemorySegment(F, from, fromOffset + 6 * fromStride, ORDER);
        FloatVector c7 = FloatVector.fromMemorySegment(F, from, fromOffset + 7 * fromStride, ORDER);
        FloatVector c8 = FloatVector.fromMemorySegment(F, from, fromOffset + 8 * fromStride, ORDER);
        FloatVector c9 = FloatVector.fromMemorySegment(F, from, fromOffset + 9 * fromStride, ORDER);
        FloatVector c10 = FloatVector.fromMemorySegment(F, from, fromOffset + 10 * fromStride, ORDER);
        FloatVector c11 = FloatVector.fromMemorySegment(F, from, fromOffset + 11 * fromStride, ORDER);
        for (int k = 0; k < depth; k++) {
            long bRow = bOffset + (long) k * NR_BYTES;
            FloatVector bv = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0 = FMA ? row.fma(bv, c0) : row.mul(bv).add(c0);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1 = FMA ? row.fma(bv, c1) : row.mul(bv).add(c1);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2 = FMA ? row.fma(bv, c2) : row.mul(bv).add(c2);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3 = FMA ? row.fma(bv, c3) : row.mul(bv).add(c3);
            row = FloatVector.broadcast(F, a[ia + k + 4 * A_STRIDE]);
            c4 = FMA ? row.fma(bv, c4) : row.mul(bv).add(c4);
            row = FloatVector.broadcast(F, a[ia + k + 5 * A_STRIDE]);
            c5 = FMA ? row.fma(bv, c5) : row.mul(bv).add(c5);
            row = FloatVector.broadcast(F, a[ia + k + 6 * A_STRIDE]);
            c6 = FMA ? row.fma(bv, c6) : row.mul(bv).add(c6);
            row = FloatVector.broadcast(F, a[ia + k + 7 * A_STRIDE]);
            c7 = FMA ? row.fma(bv, c7) : row.mul(bv).add(c7);
            row = FloatVector.broadcast(F, a[ia + k + 8 * A_STRIDE]);
            c8 = FMA ? row.fma(bv, c8) : row.mul(bv).add(c8);
            row = FloatVector.broadcast(F, a[ia + k + 9 * A_STRIDE]);
            c9 = FMA ? row.fma(bv, c9) : row.mul(bv).add(c9);
            row = FloatVector.broadcast(F, a[ia + k + 10 * A_STRIDE]);
            c10 = FMA ? row.fma(bv, c10) : row.mul(bv).add(c10);
            row = FloatVector.broadcast(F, a[ia + k + 11 * A_STRIDE]);
            c11 = FMA ? row.fma(bv, c11) : row.mul(bv).add(c11);
        }
        c0.intoMemorySegment(c, offset, ORDER);
        c1.intoMemorySegment(c, offset + stride, ORDER);
        c2.intoMemorySegment(c, offset + 2 * stride, ORDER);
        c3.intoMemorySegment(c, offset + 3 * stride, ORDER);
        c4.intoMemorySegment(c, offset + 4 * stride, ORDER);
        c5.intoMemorySegment(c, offset + 5 * stride, ORDER);
        c6.intoMemorySegment(c, offset + 6 * stride, ORDER);
        c7.intoMemorySegment(c, offset + 7 * stride, ORDER);
        c8.intoMemorySegment(c, offset + 8 * stride, ORDER);
        c9.intoMemorySegment(c, offset + 9 * stride, ORDER);
        c10.intoMemorySegment(c, offset + 10 * stride, ORDER);
        c11.intoMemorySegment(c, offset + 11 * stride, ORDER);
    }

    static void tile4x1(
            int depth,
            float[] a,
            int ia,
            MemorySegment b,
            long bOffset,
            MemorySegment from,
            long fromOffset,
            long fromStride,
            MemorySegment c,
            long offset,
            long stride) {
        FloatVector c0 = FloatVector.fromMemorySegment(F, from, fromOffset, ORDER);
        FloatVector c1 = FloatVector.fromMemorySegment(F, from, fromOffset + fromStride, ORDER);
        FloatVector c2 = FloatVector.fromMemorySegment(F, from, fromOffset + 2 * fromStride, ORDER);
        FloatVector c3 = FloatVector.fromMemorySegment(F, from, fromOffset + 3 * fromStride, ORDER);
        for (int k = 0; k < depth; k++) {
            long bRow = bOffset + (long) k * NR_BYTES;
            FloatVector bv = FloatVector.fromMemorySegment(F, b, bRow, ORDER);
            FloatVector row = FloatVector.broadcast(F, a[ia + k]);
            c0 = FMA ? row.fma(bv, c0) : row.mul(bv).add(c0);
            row = FloatVector.broadcast(F, a[ia + k + A_STRIDE]);
            c1 = FMA ? row.fma(bv, c1) : row.mul(bv).add(c1);
            row = FloatVector.broadcast(F, a[ia + k + 2 * A_STRIDE]);
            c2 = FMA ? row.fma(bv, c2) : row.mul(bv).add(c2);
            row = FloatVector.broadcast(F, a[ia + k + 3 * A_STRIDE]);
            c3 = FMA ? row.fma(bv, c3) : row.mul(bv).add(c3);
        }
        c0.intoMemorySegment(c, offset, ORDER);
        c1.intoMemorySegment(c, offset + stride, ORDER);
        c2.intoMemorySegment(c, offset + 2 * stride, ORDER);
        c3.intoMemorySegment(c, offset + 3 * stride, ORDER);
    }
}
