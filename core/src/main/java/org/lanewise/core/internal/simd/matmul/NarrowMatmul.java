package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Blocking.*;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Copies;
import org.lanewise.core.internal.simd.lanes.LaneSums;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.tiles.DotTiles;
import org.lanewise.core.kernels.Transpose;

/**
 * Products whose elements are dot products, as the scores {@code X W^T} of a classifier: vectors run along k.
 *
 * <pre>
 *   for ic in M step NARROW_ROWS, for jc in N step 5, 4 or 2:
 *     for kc in K step k:                      columns of op(B) [jc, kc] stay in L2
 *       for i in ic:   tile:                   virtual lanes of rows x columns += op(A)[i, kc] x op(B)[kc, jc]
 *     add the lanes of every pair, and with alpha and beta put the sums into C
 * </pre>
 *
 * <p>Rows of op(A) and columns of op(B) must be contiguous along k. Where they are not, or where rows of B so far apart that
 * they compete for cache sets are used again and again, or memory is not allocated ({@link DotTiles}), they are copied to scratch.
 */
final class NarrowMatmul {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private NarrowMatmul() {}

    /** Computes {@code rows} x {@code columns} elements of C, from {@code row} and {@code column} on. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        int depth = product.depth();
        MatmulScratch scratch = MatmulScratch.ofThread();
        FloatMatrix b = product.b;
        int j = column;
        boolean apart = rows >= NARROW_PACK_FROM && !liesWell(b);
        if (product.transposeB == Transpose.NO || apart || !Lanes.allocated(b)) {
            b = columnsOf(product, column, columns, depth, scratch);
            j = 0;
        }
        if (product.transposeA == Transpose.NO && Lanes.allocated(product.a)) {
            rows(product, product.a, row, b, j, depth, row, rows, column, columns, scratch);
            return;
        }
        FloatMatrix a = scratch.rowsOfA.matrix(NARROW_BLOCK, depth);
        for (int i = 0; i < rows; i += NARROW_BLOCK) {
            int count = Math.min(NARROW_BLOCK, rows - i);
            if (product.transposeA == Transpose.NO) {
                copyRows(product.a, row + i, count, depth, a);
            } else {
                transpose(product.a, row + i, count, depth, a);
            }
            rows(product, a, 0, b, j, depth, row + i, count, column, columns, scratch);
        }
    }

    /** Whether rows begin on cache lines and do not compete for cache sets. */
    private static boolean liesWell(FloatMatrix b) {
        return (b.segment().address() + b.offset()) % FloatMatrix.ALIGNMENT == 0
                && b.rowStride() % FloatMatrix.ALIGNMENT == 0
                && b.rowStride() % 4096 != 0;
    }

    /** Columns of op(B) as rows. */
    private static FloatMatrix columnsOf(Product product, int column, int columns, int depth, MatmulScratch scratch) {
        FloatMatrix copy = scratch.columnsOfB.matrix(columns, depth);
        FloatMatrix b = product.b;
        if (product.transposeB == Transpose.NO) {
            transpose(b, column, columns, depth, copy);
        } else {
            copyRows(b, column, columns, depth, copy);
        }
        return copy;
    }

    private static void copyRows(FloatMatrix source, int from, int count, int depth, FloatMatrix target) {
        for (int i = 0; i < count && depth > 0; i++) {
            MemorySegment.copy(
                    source.segment(), source.offset(from + i), target.segment(), target.offset(i), depth * 4L);
        }
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

    /** Rows and columns of C from as many rows of A, from {@code ai} on, and of B, from {@code bj} on. */
    private static void rows(
            Product product,
            FloatMatrix a,
            int ai,
            FloatMatrix b,
            int bj,
            int depth,
            int row,
            int rows,
            int column,
            int columns,
            MatmulScratch scratch) {
        int fives = fives(columns) * 5;
        int rest = columns <= NARROW_SLIM ? 2 : DOT_WIDTH;
        for (int i = 0; i < rows; i += NARROW_ROWS) {
            int height = Math.min(NARROW_ROWS, rows - i);
            int width;
            for (int j = 0; j < columns; j += width) {
                int tile = j < fives ? 5 : rest;
                int slots = tile == 2 && columns > 2 ? NARROW_PANEL : tile;
                width = Math.min(slots, (j < fives ? fives : columns) - j);
                sum(a, ai + i, height, b, bj + j, width, tile, slots, depth, scratch.sums);
                reduce(scratch.sums, height * slots, scratch.dots);
                finish(product, row + i, height, column + j, width, slots, scratch.dots);
            }
        }
    }

    /** How many tiles of 5 columns, with others of 4, make up so many columns; 0 if none. */
    private static int fives(int columns) {
        int fours = (5 - columns % 5) % 5;
        return DOT_WIDTH < 4 || columns < 4 * fours ? 0 : (columns - 4 * fours) / 5;
    }

    /** All lanes of all pairs of some rows and a panel of columns, k block by block. */
    private static void sum(
            FloatMatrix a,
            int i,
            int rows,
            FloatMatrix b,
            int j,
            int columns,
            int tile,
            int slots,
            int depth,
            float[] sums) {
        Copies.clear(sums, 0, rows * slots * VIRTUAL);
        int whole = depth - depth % VIRTUAL;
        int most = Math.min(whole, rows <= 4 ? NARROW_LONGEST : NARROW_CHUNK / slots / VIRTUAL * VIRTUAL);
        int blocks = whole == 0 ? 0 : Math.ceilDiv(whole, most);
        int end;
        for (int block = 0, k = 0; block < blocks; block++, k = end) {
            end = k + Math.ceilDiv((whole - k) / VIRTUAL, blocks - block) * VIRTUAL;
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                block(a, i, rows, b, j, columns, tile, slots, k, lane * 4, (end - k) * 4, sums);
            }
        }
        for (int r = 0; r < rows && whole < depth; r++) {
            for (int c = 0; c < columns; c++) {
                int to = (r * slots + c) * VIRTUAL;
                tail(a.segment(), a.offset(i + r), b.segment(), b.offset(j + c), whole, depth, sums, to);
            }
        }
    }

    /** The tiles of a block of k; beyond the last row or column the last one stands in. */
    private static void block(
            FloatMatrix a,
            int i,
            int rows,
            FloatMatrix b,
            int j,
            int columns,
            int tile,
            int slots,
            int k,
            int from,
            int bytes,
            float[] sums) {
        int end = i + rows;
        int height;
        for (int r = i; r < end; r += height) {
            height = Math.min(end - r, tile == 2 && DOT_WIDTH > 2 && end - r > 4 ? 8 : 4);
            int across = height > 1 ? tile : Math.max(tile, 4);
            for (int c = 0; c < columns; c += across) {
                int to = ((r - i) * slots + c) * VIRTUAL + from / Float.BYTES;
                int last = j + columns - 1;
                if (height == 1) {
                    row(tile, a, r, b, j + c, last, k, from, bytes, sums, to);
                } else if (height > 4) {
                    high(a, r, end - 1, b, j, last, k, from, bytes, sums, to);
                } else {
                    tile(tile, slots, a, r, end - 1, b, j + c, last, k, from, bytes, sums, to);
                }
            }
        }
    }

    private static void tile(
            int tile,
            int slots,
            FloatMatrix a,
            int i,
            int lastRow,
            FloatMatrix b,
            int j,
            int lastColumn,
            int k,
            int from,
            int bytes,
            float[] sums,
            int to) {
        MemorySegment as = a.segment();
        MemorySegment bs = b.segment();
        long a0 = a.offset(i) + k * 4L;
        long a1 = a.offset(Math.min(i + 1, lastRow)) + k * 4L;
        long a2 = a.offset(Math.min(i + 2, lastRow)) + k * 4L;
        long a3 = a.offset(Math.min(i + 3, lastRow)) + k * 4L;
        long b0 = b.offset(j) + k * 4L;
        long b1 = b.offset(Math.min(j + 1, lastColumn)) + k * 4L;
        if (tile == 2) {
            DotTiles.tile4x2(as, a0, a1, a2, a3, bs, b0, b1, from, bytes, sums, to, slots);
            return;
        }
        long b2 = b.offset(Math.min(j + 2, lastColumn)) + k * 4L;
        long b3 = b.offset(Math.min(j + 3, lastColumn)) + k * 4L;
        if (tile == 5) {
            long b4 = b.offset(j + 4) + k * 4L;
            DotTiles.tile4x5(as, a0, a1, a2, a3, bs, b0, b1, b2, b3, b4, from, bytes, sums, to);
        } else {
            DotTiles.tile4x4(as, a0, a1, a2, a3, bs, b0, b1, b2, b3, from, bytes, sums, to);
        }
    }

    /** Up to 8 rows and both columns. */
    private static void high(
            FloatMatrix a,
            int i,
            int lastRow,
            FloatMatrix b,
            int j,
            int lastColumn,
            int k,
            int from,
            int bytes,
            float[] sums,
            int to) {
        DotTiles.tile8x2(
                a.segment(),
                a.offset(i) + k * 4L,
                a.offset(i + 1) + k * 4L,
                a.offset(i + 2) + k * 4L,
                a.offset(i + 3) + k * 4L,
                a.offset(i + 4) + k * 4L,
                a.offset(Math.min(i + 5, lastRow)) + k * 4L,
                a.offset(Math.min(i + 6, lastRow)) + k * 4L,
                a.offset(Math.min(i + 7, lastRow)) + k * 4L,
                b.segment(),
                b.offset(j) + k * 4L,
                b.offset(lastColumn) + k * 4L,
                from,
                bytes,
                sums,
                to);
    }

    /** The part of a row beneath the last whole tile. */
    private static void row(
            int tile,
            FloatMatrix a,
            int i,
            FloatMatrix b,
            int j,
            int last,
            int k,
            int from,
            int bytes,
            float[] sums,
            int to) {
        MemorySegment as = a.segment();
        MemorySegment bs = b.segment();
        long a0 = a.offset(i) + k * 4L;
        long b0 = b.offset(j) + k * 4L;
        long b1 = b.offset(Math.min(j + 1, last)) + k * 4L;
        long b2 = b.offset(Math.min(j + 2, last)) + k * 4L;
        long b3 = b.offset(Math.min(j + 3, last)) + k * 4L;
        if (tile == 5) {
            DotTiles.tile1x5(as, a0, bs, b0, b1, b2, b3, b.offset(j + 4) + k * 4L, from, bytes, sums, to);
        } else {
            DotTiles.tile1x4(as, a0, bs, b0, b1, b2, b3, from, bytes, sums, to);
        }
    }

    /** The last k of a pair, less than 16. */
    private static void tail(
            MemorySegment a, long aOffset, MemorySegment b, long bOffset, int k, int depth, float[] sums, int to) {
        for (int lane = 0; lane < depth - k; lane += L) {
            VectorMask<Float> rest = F.indexInRange(k + lane, depth);
            FloatVector x = FloatVector.fromMemorySegment(F, a, aOffset + (k + lane) * 4L, ORDER, rest);
            FloatVector y = FloatVector.fromMemorySegment(F, b, bOffset + (k + lane) * 4L, ORDER, rest);
            FloatVector sum = FloatVector.fromArray(F, sums, to + lane);
            sum.blend(FMA ? x.fma(y, sum) : x.mul(y).add(sum), rest).intoArray(sums, to + lane);
        }
    }

    private static void reduce(float[] sums, int pairs, MemorySegment dots) {
        for (int p = 0; p < pairs; p += L) {
            LaneSums.add(sums, p * VIRTUAL, dots, p * 4L);
        }
    }

    private static void finish(
            Product product, int row, int rows, int column, int columns, int slots, MemorySegment dots) {
        FloatMatrix c = product.c;
        float alpha = product.alpha;
        float beta = product.beta;
        for (int j = 0; j < columns; j += L) {
            VectorMask<Float> mask = F.indexInRange(j, columns);
            for (int r = 0; r < rows; r++) {
                long offset = c.offset(row + r) + (column + j) * 4L;
                FloatVector dot = FloatVector.fromMemorySegment(F, dots, (r * slots + j) * 4L, ORDER);
                FloatVector start = beta == 0
                        ? FloatVector.zero(F)
                        : FloatVector.fromMemorySegment(F, c.segment(), offset, ORDER, mask)
                                .mul(beta);
                (FMA
                                ? dot.fma(FloatVector.broadcast(F, alpha), start)
                                : dot.mul(alpha).add(start))
                        .intoMemorySegment(c.segment(), offset, ORDER, mask);
            }
        }
    }
}
