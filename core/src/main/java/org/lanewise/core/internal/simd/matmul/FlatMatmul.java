package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Blocking.*;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.simd.lanes.Copies;
import org.lanewise.core.internal.simd.tiles.FirstOuterTiles;
import org.lanewise.core.internal.simd.tiles.OuterTiles;
import org.lanewise.core.kernels.Transpose;

/**
 * Products with few rows, the weight gradient {@code g^T X} of a classifier: B is used so few times that copying it into
 * panels would cost more than it saves, so tiles read it where it lies.
 *
 * <p>k goes in blocks of rows of B, all columns of C for each: as many streams through memory side by side as the hardware can
 * follow, fewer where B comes from beyond L3. Every element of C is one chain over k.
 */
final class FlatMatmul {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows of the tile at the right edge, whatever the others have. */
    private static final int EDGE_HEIGHT = 5;

    private FlatMatmul() {}

    /** Computes {@code rows} x {@code columns} elements of C, from {@code row} and {@code column} on. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        int depth = product.depth();
        float beta = product.beta;
        MatmulScratch scratch = MatmulScratch.ofThread();
        int most = 4L * depth * columns > FLAT_CACHED ? FLAT_STREAMED : FLAT_DEPTH;
        for (int i = 0; i < rows; i += FLAT_GROUP) {
            int height = Math.min(FLAT_GROUP, rows - i);
            int clean = depth == 0 || beta != 0 ? 0 : startingAtZero(height, columns);
            Copies.scale(product.c, row + i, height, column + clean, columns - clean, beta);
            for (int k = 0; k < depth; k += most) {
                int block = Math.min(most, depth - k);
                pack(product, row + i, height, k, block, scratch.factors);
                block(product, scratch, row + i, height, column, columns, k, block, k == 0 ? clean : 0);
            }
        }
    }

    /** Columns of C whose first tiles begin with zeros, so that C need not be cleared before. */
    private static int startingAtZero(int rows, int columns) {
        return Machine.VECTOR_REGISTERS < 32 ? 0 : columns - columns % width(rows);
    }

    /** Columns of a tile. */
    private static int width(int rows) {
        return rows <= 2 ? SLIM_VECTORS * L : OUTER_VECTORS * L;
    }

    /** How many tiles of 5 rows, with others of 4, make up so many rows; 0 if none. */
    private static int fives(int rows) {
        int fours = (5 - rows % 5) % 5;
        return OUTER_HEIGHT < 5 || rows < 4 * fours ? 0 : (rows - 4 * fours) / 5;
    }

    /** alpha op(A), tile after tile, in each k after k; beyond the last row it stands in. */
    private static void pack(Product product, int row, int rows, int k, int depth, float[] factors) {
        FloatMatrix a = product.a;
        MemorySegment segment = a.segment();
        float alpha = product.alpha;
        long step = product.transposeA == Transpose.NO ? Float.BYTES : a.rowStride();
        long across = product.transposeA == Transpose.NO ? a.rowStride() : Float.BYTES;
        long start = a.offset() + row * across + k * step;
        int fives = fives(rows) * 5;
        int tile = 0;
        int height;
        for (int i = 0; i < rows; i += height, tile += FLAT_DEPTH * FACTORS) {
            height = i < fives ? 5 : rest(rows);
            for (int r = 0; r < EDGE_HEIGHT; r++) {
                long from = start + Math.min(i + Math.min(r, height - 1), rows - 1) * across;
                int to = tile + r;
                for (int l = 0; l < depth; l++) {
                    factors[to + l * FACTORS] = alpha * segment.get(FLOAT, from + l * step);
                }
            }
        }
    }

    private static int rest(int rows) {
        return rows <= 2 ? 2 : 4;
    }

    private static void block(
            Product product,
            MatmulScratch scratch,
            int row,
            int rows,
            int column,
            int columns,
            int k,
            int depth,
            int clean) {
        FloatMatrix b = product.b;
        FloatMatrix c = product.c;
        float[] factors = scratch.factors;
        int fives = fives(rows) * 5;
        int rest = rest(rows);
        int width = width(rows);
        int whole = columns - columns % width;
        int across = (long) depth * columns <= FLAT_L1 ? whole : width;
        for (int j = 0; j < whole; j += across) {
            int height;
            int tile = 0;
            for (int i = 0; i < rows; i += height, tile += FLAT_DEPTH * FACTORS) {
                height = i < fives ? 5 : rest;
                for (int jj = j; jj < j + across; jj += width) {
                    long from = b.offset(k) + (column + jj) * 4L;
                    long to = c.offset(row + i) + (column + jj) * 4L;
                    if (jj < clean) {
                        first(height, depth, factors, tile, b, from, c, to, rows - i - 1);
                    } else {
                        tile(height, depth, factors, tile, b, from, c, to, rows - i - 1, scratch.sums);
                    }
                }
            }
        }
        for (int j = whole; j < columns; j += L) {
            edge(product, factors, row, rows, column + j, columns - j, k, depth);
        }
    }

    private static void first(
            int height, int depth, float[] factors, int f, FloatMatrix b, long from, FloatMatrix c, long to, int last) {
        MemorySegment bs = b.segment();
        MemorySegment cs = c.segment();
        long bStride = b.rowStride();
        long stride = c.rowStride();
        if (height == 5) {
            FirstOuterTiles.first5x4(depth, factors, f, bs, from, bStride, cs, to, stride);
        } else if (height == 4) {
            FirstOuterTiles.first4x4(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        } else {
            FirstOuterTiles.first2x8(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        }
    }

    private static void tile(
            int height,
            int depth,
            float[] factors,
            int f,
            FloatMatrix b,
            long from,
            FloatMatrix c,
            long to,
            int last,
            float[] sums) {
        MemorySegment bs = b.segment();
        MemorySegment cs = c.segment();
        long bStride = b.rowStride();
        long stride = c.rowStride();
        if (height == 5) {
            Copies.tile(cs, to, stride, 5, 4, sums);
            OuterTiles.tile5x4(depth, factors, f, bs, from, bStride, cs, to, stride, sums);
        } else if (height == 4 && OUTER_VECTORS == 4) {
            OuterTiles.tile4x4(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        } else if (height == 4) {
            OuterTiles.tile4x2(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        } else if (SLIM_VECTORS == 8) {
            OuterTiles.tile2x8(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        } else {
            OuterTiles.tile2x4(depth, factors, f, bs, from, bStride, cs, to, stride, last);
        }
    }

    /** Up to a vector of columns at the right edge. */
    private static void edge(
            Product product, float[] factors, int row, int rows, int column, int columns, int k, int depth) {
        FloatMatrix b = product.b;
        FloatMatrix c = product.c;
        MemorySegment bs = b.segment();
        MemorySegment cs = c.segment();
        long from = b.offset(k) + column * 4L;
        int fives = fives(rows) * 5;
        int height;
        int tile = 0;
        for (int i = 0; i < rows; i += height, tile += FLAT_DEPTH * FACTORS) {
            height = i < fives ? 5 : rest(rows);
            long to = c.offset(row + i) + column * 4L;
            for (int r = 0; r < Math.min(height, rows - i); r++) {
                long target = to + r * c.rowStride();
                OuterTiles.edge1x1(depth, factors, tile + r, bs, from, b.rowStride(), cs, target, columns);
            }
        }
    }
}
