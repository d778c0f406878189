package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Blocking.NARROW_BLOCK;
import static org.lanewise.core.internal.simd.Blocking.NARROW_PACK_FROM;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.Transpose;

/**
 * Products with few columns, the scores {@code X W^T} of a classifier: vectors along the columns of C would be mostly
 * empty, so they run along k, and an element of C is a dot product.
 *
 * <p>Rows of op(A) and columns of op(B) must be contiguous along k. Where they are not, or where rows of B so far apart that
 * they compete for cache sets are used again and again, they are copied to scratch.
 */
final class NarrowMatmul {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows of a tile. */
    private static final int ROWS = 4;

    /** Columns of a tile. */
    private static final int COLUMNS = 5;

    private NarrowMatmul() {}

    static void gemm(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        int depth = transposeA.columns(a);
        FloatMatrix columns = columnsOf(transposeB, b, depth, c);
        if (transposeA == Transpose.NO) {
            rows(a, c.rows(), depth, alpha, columns, beta, c, 0);
            return;
        }
        FloatMatrix rows = Scratch.ofThread().rowsOfA.matrix(NARROW_BLOCK, depth);
        for (int i = 0; i < c.rows(); i += NARROW_BLOCK) {
            int count = Math.min(NARROW_BLOCK, c.rows() - i);
            transpose(a, i, count, depth, rows);
            rows(rows, count, depth, alpha, columns, beta, c, i);
        }
    }

    /** The columns of op(B) as rows: B itself, or a copy. */
    private static FloatMatrix columnsOf(Transpose transpose, FloatMatrix b, int depth, FloatMatrix c) {
        if (transpose == Transpose.YES && (c.rows() < NARROW_PACK_FROM || depth == 0)) {
            return b;
        }
        FloatMatrix columns = Scratch.ofThread().columnsOfB.matrix(c.columns(), depth);
        if (transpose == Transpose.NO) {
            transpose(b, 0, c.columns(), depth, columns);
        } else {
            for (int j = 0; j < c.columns(); j++) {
                MemorySegment.copy(b.segment(), b.offset(j), columns.segment(), columns.offset(j), depth * 4L);
            }
        }
        return columns;
    }

    /** Copies some columns of a matrix, from column {@code from}, into the rows of another. */
    private static void transpose(FloatMatrix source, int from, int count, int depth, FloatMatrix target) {
        MemorySegment s = source.segment();
        MemorySegment t = target.segment();
        for (int k = 0; k < depth; k++) {
            long offset = source.offset(k) + (long) from * Float.BYTES;
            long column = target.offset() + (long) k * Float.BYTES;
            for (int j = 0; j < count; j++) {
                t.set(FLOAT, column + j * target.rowStride(), s.get(FLOAT, offset + (long) j * Float.BYTES));
            }
        }
    }

    /** Rows {@code first .. first + count} of C from the first rows of A. */
    private static void rows(
            FloatMatrix a, int count, int depth, float alpha, FloatMatrix b, float beta, FloatMatrix c, int first) {
        for (int i = 0; i < count; i += ROWS) {
            int height = Math.min(ROWS, count - i);
            for (int j = 0; j < c.columns(); j += COLUMNS) {
                tile(a, i, height, depth, b, j, c.columns() - 1);
                finish(a, i, height, depth, alpha, b, j, beta, c, first + i);
            }
        }
    }

    /** Lanes of the whole vectors; beyond the last row or column of C the last one stands in. */
    private static void tile(FloatMatrix a, int i, int height, int depth, FloatMatrix b, int j, int last) {
        float[] partial = Scratch.ofThread().partial;
        int vectorEnd = depth - depth % VIRTUAL;
        long b0 = b.offset(j);
        long b1 = b.offset(Math.min(j + 1, last));
        long b2 = b.offset(Math.min(j + 2, last));
        long b3 = b.offset(Math.min(j + 3, last));
        long b4 = b.offset(Math.min(j + 4, last));
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (height == ROWS && Machine.VECTOR_REGISTERS >= 32) {
                DotTiles.tile4x5(
                        a.segment(),
                        a.offset(i),
                        a.offset(i + 1),
                        a.offset(i + 2),
                        a.offset(i + 3),
                        b.segment(),
                        b0,
                        b1,
                        b2,
                        b3,
                        b4,
                        lane,
                        vectorEnd,
                        partial);
            } else {
                for (int r = 0; r < height; r++) {
                    int sums = r * COLUMNS * VIRTUAL + lane;
                    DotTiles.tile1x5(
                            a.segment(),
                            a.offset(i + r),
                            b.segment(),
                            b0,
                            b1,
                            b2,
                            b3,
                            b4,
                            lane,
                            vectorEnd,
                            partial,
                            sums);
                }
            }
        }
    }

    private static void finish(
            FloatMatrix a,
            int i,
            int height,
            int depth,
            float alpha,
            FloatMatrix b,
            int j,
            float beta,
            FloatMatrix c,
            int row) {
        float[] partial = Scratch.ofThread().partial;
        for (int r = 0; r < height; r++) {
            for (int s = 0; s < Math.min(COLUMNS, c.columns() - j); s++) {
                int sums = (r * COLUMNS + s) * VIRTUAL;
                addTail(a, i + r, b, j + s, depth, partial, sums);
                float start = beta == 0 ? 0 : beta * c.get(row + r, j + s);
                c.set(row + r, j + s, Machine.fma(alpha, Lanes.tree(partial, sums), start));
            }
        }
    }

    private static void addTail(
            FloatMatrix a, int row, FloatMatrix b, int column, int depth, float[] partial, int sums) {
        int vectorEnd = depth - depth % VIRTUAL;
        for (int k = vectorEnd; k < depth; k++) {
            int lane = sums + k - vectorEnd;
            partial[lane] = Machine.fma(a.get(row, k), b.get(column, k), partial[lane]);
        }
    }
}
