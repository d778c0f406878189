package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Blocking.A_STRIDE;
import static org.lanewise.core.internal.simd.lanes.Blocking.MR;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Packs a block of op(A) for vectors of 16 lanes, alpha multiplied in: sliver after sliver of 8 rows, in each k after k, so that a tile
 * reads one stream of it.
 *
 * <pre>
 *   sliver of rows 0..7: [k = 0, rows 0..7] [k = 1, rows 0..7] ...
 * </pre>
 *
 * <p>Rows are transposed in registers, in rounds that each make of two vectors, of the same k in other rows, one with the lower half
 * of k in all of these rows and one with the upper half: after three rounds a vector holds two k of 8 rows. Where A is to be
 * transposed its rows are pieces of slivers already.
 */
final class Slivers {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private static final VectorShuffle<Float> LOWER_1 = half(1, 0);
    private static final VectorShuffle<Float> UPPER_1 = half(1, L / 2);
    private static final VectorShuffle<Float> LOWER_2 = half(2, 0);
    private static final VectorShuffle<Float> UPPER_2 = half(2, L / 2);
    private static final VectorShuffle<Float> LOWER_4 = half(4, 0);
    private static final VectorShuffle<Float> UPPER_4 = half(4, L / 2);

    /** The first, and the last, 8 lanes of two vectors. */
    private static final VectorShuffle<Float> FIRST = half(MR, 0);

    private static final VectorShuffle<Float> LAST = half(MR, L / 2);

    private Slivers() {}

    /** Half of two vectors, from lane {@code from} on, that each hold so many rows of k after k: all these rows of k after k. */
    private static VectorShuffle<Float> half(int rows, int from) {
        return VectorShuffle.fromOp(F, lane -> {
            int source = from + lane / (2 * rows) * rows + lane % rows;
            return lane / rows % 2 == 0 ? source : L + source;
        });
    }

    /**
     * Packs rows of op(A), from {@code row} and {@code k} on.
     *
     * @param packed rows up to a multiple of MR hold numbers that do not count
     */
    static void pack(
            Transpose transpose, float alpha, FloatMatrix a, int row, int rows, int k, int depth, float[] packed) {
        if (transpose == Transpose.YES) {
            packColumns(alpha, a, row, rows, k, depth, packed);
            return;
        }
        for (int i = 0; i < rows; i += MR) {
            packRows(alpha, a, row + i, Math.min(MR, rows - i), k, depth, packed, i * A_STRIDE);
        }
    }

    /** A sliver of A as it lies. The last row stands for those that it does not have. */
    private static void packRows(
            float alpha, FloatMatrix a, int row, int rows, int k, int depth, float[] packed, int to) {
        int last = row + rows - 1;
        int end = depth - depth % L;
        packRows8(alpha, a, row, last, k, end, packed, to);
        for (int r = 0; r < MR && end < depth; r++) {
            long offset = a.offset(Math.min(row + r, last)) + k * 4L;
            for (int d = end; d < depth; d++) {
                packed[to + d * MR + r] = alpha * a.segment().get(FLOAT, offset + d * 4L);
            }
        }
    }

    private static void packRows8(
            float alpha, FloatMatrix matrix, int row, int last, int k, int end, float[] packed, int to) {
        MemorySegment a = matrix.segment();
        long a0 = matrix.offset(row) + k * 4L;
        long a1 = matrix.offset(Math.min(row + 1, last)) + k * 4L;
        long a2 = matrix.offset(Math.min(row + 2, last)) + k * 4L;
        long a3 = matrix.offset(Math.min(row + 3, last)) + k * 4L;
        long a4 = matrix.offset(Math.min(row + 4, last)) + k * 4L;
        long a5 = matrix.offset(Math.min(row + 5, last)) + k * 4L;
        long a6 = matrix.offset(Math.min(row + 6, last)) + k * 4L;
        long a7 = matrix.offset(Math.min(row + 7, last)) + k * 4L;
        for (int d = 0; d < end; d += L) {
            FloatVector v0 =
                    FloatVector.fromMemorySegment(F, a, a0 + d * 4L, ORDER).mul(alpha);
            FloatVector v1 =
                    FloatVector.fromMemorySegment(F, a, a1 + d * 4L, ORDER).mul(alpha);
            FloatVector v2 =
                    FloatVector.fromMemorySegment(F, a, a2 + d * 4L, ORDER).mul(alpha);
            FloatVector v3 =
                    FloatVector.fromMemorySegment(F, a, a3 + d * 4L, ORDER).mul(alpha);
            FloatVector v4 =
                    FloatVector.fromMemorySegment(F, a, a4 + d * 4L, ORDER).mul(alpha);
            FloatVector v5 =
                    FloatVector.fromMemorySegment(F, a, a5 + d * 4L, ORDER).mul(alpha);
            FloatVector v6 =
                    FloatVector.fromMemorySegment(F, a, a6 + d * 4L, ORDER).mul(alpha);
            FloatVector v7 =
                    FloatVector.fromMemorySegment(F, a, a7 + d * 4L, ORDER).mul(alpha);
            FloatVector low = v0.rearrange(LOWER_1, v1);
            v1 = v0.rearrange(UPPER_1, v1);
            v0 = low;
            low = v2.rearrange(LOWER_1, v3);
            v3 = v2.rearrange(UPPER_1, v3);
            v2 = low;
            low = v4.rearrange(LOWER_1, v5);
            v5 = v4.rearrange(UPPER_1, v5);
            v4 = low;
            low = v6.rearrange(LOWER_1, v7);
            v7 = v6.rearrange(UPPER_1, v7);
            v6 = low;
            low = v0.rearrange(LOWER_2, v2);
            v2 = v0.rearrange(UPPER_2, v2);
            v0 = low;
            low = v1.rearrange(LOWER_2, v3);
            v3 = v1.rearrange(UPPER_2, v3);
            v1 = low;
            low = v4.rearrange(LOWER_2, v6);
            v6 = v4.rearrange(UPPER_2, v6);
            v4 = low;
            low = v5.rearrange(LOWER_2, v7);
            v7 = v5.rearrange(UPPER_2, v7);
            v5 = low;
            int at = to + d * MR;
            v0.rearrange(LOWER_4, v4).intoArray(packed, at);
            v0.rearrange(UPPER_4, v4).intoArray(packed, at + L);
            v2.rearrange(LOWER_4, v6).intoArray(packed, at + 2 * L);
            v2.rearrange(UPPER_4, v6).intoArray(packed, at + 3 * L);
            v1.rearrange(LOWER_4, v5).intoArray(packed, at + 4 * L);
            v1.rearrange(UPPER_4, v5).intoArray(packed, at + 5 * L);
            v3.rearrange(LOWER_4, v7).intoArray(packed, at + 6 * L);
            v3.rearrange(UPPER_4, v7).intoArray(packed, at + 7 * L);
        }
    }

    /** Columns of A as rows of slivers: two k at a time, which are a vector together. */
    private static void packColumns(
            float alpha, FloatMatrix a, int column, int columns, int k, int depth, float[] packed) {
        int end = columns - columns % L;
        int pairs = depth - depth % 2;
        for (int d = 0; d < pairs; d += 2) {
            long offset = a.offset(k + d) + column * 4L;
            packPair(alpha, a.segment(), offset, offset + a.rowStride(), end, packed, d * MR);
        }
        packEach(alpha, a, column, end, columns, k, 0, pairs, packed);
        packEach(alpha, a, column, 0, columns, k, pairs, depth, packed);
    }

    private static void packPair(float alpha, MemorySegment a, long a0, long a1, int end, float[] packed, int to) {
        for (int i = 0; i < end; i += L) {
            FloatVector x =
                    FloatVector.fromMemorySegment(F, a, a0 + i * 4L, ORDER).mul(alpha);
            FloatVector y =
                    FloatVector.fromMemorySegment(F, a, a1 + i * 4L, ORDER).mul(alpha);
            int at = to + i * A_STRIDE;
            x.rearrange(FIRST, y).intoArray(packed, at);
            x.rearrange(LAST, y).intoArray(packed, at + MR * A_STRIDE);
        }
    }

    /** Element by element, along the rows of A as stored: across them each would be a line and, at 1024 columns, a page. */
    private static void packEach(
            float alpha, FloatMatrix a, int column, int from, int to, int k, int first, int end, float[] packed) {
        MemorySegment segment = a.segment();
        for (int d = first; d < end; d++) {
            long offset = a.offset(k + d) + column * 4L;
            for (int i = from; i < to; i++) {
                packed[(i - i % MR) * A_STRIDE + d * MR + i % MR] = alpha * segment.get(FLOAT, offset + i * 4L);
            }
        }
    }
}
