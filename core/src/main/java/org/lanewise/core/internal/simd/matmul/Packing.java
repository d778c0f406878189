package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Blocking.A_STRIDE;
import static org.lanewise.core.internal.simd.lanes.Blocking.NR;
import static org.lanewise.core.internal.simd.lanes.Blocking.SLIVERS;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Copies;
import org.lanewise.core.kernels.Transpose;

/**
 * Copies blocks of operands into the order in which tiles read them.
 *
 * <p>Packed A: row after row, {@link Blocking#A_STRIDE} apart, or {@link Slivers}, alpha multiplied in. Packed B: panel after
 * panel of NR columns, in each k after k, on cache lines. Rows up to a multiple of MR and columns up to a multiple of NR hold
 * numbers that do not count.
 *
 * <p>Four rows at a time: the loops over short rows cost more to begin than to run.
 */
final class Packing {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int BYTES = L * Float.BYTES;
    private static final int NR_BYTES = NR * Float.BYTES;
    private static final int ROWS = 4;

    private Packing() {}

    /** Packs a block of op(A) that begins at a row and k. */
    static void packA(
            Transpose transpose, float alpha, FloatMatrix a, int row, int rows, int k, int depth, float[] packed) {
        if (SLIVERS) {
            Slivers.pack(transpose, alpha, a, row, rows, k, depth, packed);
            return;
        }
        if (transpose == Transpose.YES) {
            transposeA(alpha, a, row, rows, k, depth, packed);
            return;
        }
        int last = row + rows - 1;
        for (int i = 0; i < rows; i += ROWS) {
            int first = row + i;
            packRowsOfA(
                    a.segment(),
                    a.offset(first) + k * 4L,
                    a.offset(Math.min(first + 1, last)) + k * 4L,
                    a.offset(Math.min(first + 2, last)) + k * 4L,
                    a.offset(Math.min(first + 3, last)) + k * 4L,
                    alpha,
                    depth,
                    packed,
                    i * A_STRIDE);
        }
    }

    private static void packRowsOfA(
            MemorySegment a, long a0, long a1, long a2, long a3, float alpha, int depth, float[] packed, int target) {
        int k = 0;
        for (; k <= depth - L; k += L) {
            FloatVector.fromMemorySegment(F, a, a0 + k * 4L, ORDER).mul(alpha).intoArray(packed, target + k);
            FloatVector.fromMemorySegment(F, a, a1 + k * 4L, ORDER).mul(alpha).intoArray(packed, target + k + A_STRIDE);
            FloatVector.fromMemorySegment(F, a, a2 + k * 4L, ORDER)
                    .mul(alpha)
                    .intoArray(packed, target + k + 2 * A_STRIDE);
            FloatVector.fromMemorySegment(F, a, a3 + k * 4L, ORDER)
                    .mul(alpha)
                    .intoArray(packed, target + k + 3 * A_STRIDE);
        }
        for (; k < depth; k++) {
            packed[target + k] = a.get(FLOAT, a0 + k * 4L) * alpha;
            packed[target + k + A_STRIDE] = a.get(FLOAT, a1 + k * 4L) * alpha;
            packed[target + k + 2 * A_STRIDE] = a.get(FLOAT, a2 + k * 4L) * alpha;
            packed[target + k + 3 * A_STRIDE] = a.get(FLOAT, a3 + k * 4L) * alpha;
        }
    }

    /** Element by element, along the rows of A as stored: across them each would be a line and, at 1024 columns, a page. */
    private static void transposeA(
            float alpha, FloatMatrix a, int column, int columns, int k, int depth, float[] packed) {
        MemorySegment segment = a.segment();
        for (int i = 0; i < depth; i++) {
            long offset = a.offset(k + i) + column * 4L;
            for (int j = 0; j < columns; j++) {
                packed[j * A_STRIDE + i] = alpha * segment.get(FLOAT, offset + j * 4L);
            }
        }
    }

    /** Packs a block of op(B) that begins at row k and a column. */
    static void packB(
            Transpose transpose, FloatMatrix b, int k, int depth, int column, int columns, MemorySegment packed) {
        if (transpose == Transpose.YES) {
            for (int j = 0; j < columns; j += NR) {
                packTransposed(b, k, depth, column + j, Math.min(NR, columns - j), packed, j * depth * 4L);
            }
            return;
        }
        long panel = depth * (long) NR_BYTES;
        int i = 0;
        for (; i <= depth - ROWS; i += ROWS) {
            long offset = b.offset(k + i) + column * 4L;
            packRowsOfB(b.segment(), offset, b.rowStride(), columns, packed, (long) i * NR_BYTES, panel);
        }
        for (; i < depth; i++) {
            packRowOfB(b.segment(), b.offset(k + i) + column * 4L, columns, packed, (long) i * NR_BYTES, panel);
        }
    }

    private static void packRowsOfB(
            MemorySegment b, long offset, long stride, int columns, MemorySegment packed, long target, long panel) {
        long b1 = offset + stride;
        long b2 = offset + 2 * stride;
        long b3 = offset + 3 * stride;
        int j = 0;
        for (; j <= columns - NR; j += NR, target += panel) {
            long at = j * 4L;
            FloatVector.fromMemorySegment(F, b, offset + at, ORDER).intoMemorySegment(packed, target, ORDER);
            FloatVector.fromMemorySegment(F, b, b1 + at, ORDER).intoMemorySegment(packed, target + NR_BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, b2 + at, ORDER).intoMemorySegment(packed, target + 2 * NR_BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, b3 + at, ORDER).intoMemorySegment(packed, target + 3 * NR_BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, offset + at + BYTES, ORDER)
                    .intoMemorySegment(packed, target + BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, b1 + at + BYTES, ORDER)
                    .intoMemorySegment(packed, target + NR_BYTES + BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, b2 + at + BYTES, ORDER)
                    .intoMemorySegment(packed, target + 2 * NR_BYTES + BYTES, ORDER);
            FloatVector.fromMemorySegment(F, b, b3 + at + BYTES, ORDER)
                    .intoMemorySegment(packed, target + 3 * NR_BYTES + BYTES, ORDER);
        }
        if (j < columns) {
            packEnd(b, offset + j * 4L, columns - j, packed, target);
            packEnd(b, b1 + j * 4L, columns - j, packed, target + NR_BYTES);
            packEnd(b, b2 + j * 4L, columns - j, packed, target + 2 * NR_BYTES);
            packEnd(b, b3 + j * 4L, columns - j, packed, target + 3 * NR_BYTES);
        }
    }

    private static void packRowOfB(
            MemorySegment b, long offset, int columns, MemorySegment packed, long target, long panel) {
        int j = 0;
        for (; j <= columns - NR; j += NR, target += panel) {
            FloatVector.fromMemorySegment(F, b, offset + j * 4L, ORDER).intoMemorySegment(packed, target, ORDER);
            FloatVector.fromMemorySegment(F, b, offset + j * 4L + BYTES, ORDER)
                    .intoMemorySegment(packed, target + BYTES, ORDER);
        }
        if (j < columns) {
            packEnd(b, offset + j * 4L, columns - j, packed, target);
        }
    }

    /** The last columns of a row, fewer than NR, zeros after them. */
    private static void packEnd(MemorySegment b, long offset, int columns, MemorySegment packed, long target) {
        VectorMask<Float> first = F.indexInRange(0, columns);
        FloatVector.fromMemorySegment(F, b, offset, ORDER, first).intoMemorySegment(packed, target, ORDER);
        if (columns > L) {
            VectorMask<Float> second = F.indexInRange(L, columns);
            FloatVector.fromMemorySegment(F, b, offset + BYTES, ORDER, second)
                    .intoMemorySegment(packed, target + BYTES, ORDER);
        }
    }

    private static void packTransposed(
            FloatMatrix b, int k, int depth, int column, int width, MemorySegment packed, long target) {
        int blockColumns = Transposition.AVAILABLE ? width - width % Transposition.SIZE : 0;
        int blockDepth = depth - depth % Transposition.SIZE;
        for (int j = 0; j < blockColumns; j += Transposition.SIZE) {
            for (int i = 0; i < blockDepth; i += Transposition.SIZE) {
                long offset = b.offset(column + j) + (k + i) * 4L;
                long to = target + (long) i * NR_BYTES + j * 4L;
                Transposition.block(b.segment(), offset, b.rowStride(), packed, to, NR_BYTES);
            }
        }
        packTransposed(b, k, 0, depth, column, blockColumns, width, packed, target);
        packTransposed(b, k, blockDepth, depth, column, 0, blockColumns, packed, target);
        for (int i = 0; width < NR && i < depth; i++) {
            Copies.clear(packed, target + (long) i * NR_BYTES + width * 4L, NR - width);
        }
    }

    private static void packTransposed(
            FloatMatrix b, int k, int first, int end, int column, int from, int to, MemorySegment packed, long target) {
        MemorySegment segment = b.segment();
        for (int j = from; j < to; j++) {
            long offset = b.offset(column + j) + k * 4L;
            for (int i = first; i < end; i++) {
                packed.set(FLOAT, target + (long) i * NR_BYTES + j * 4L, segment.get(FLOAT, offset + i * 4L));
            }
        }
    }
}
