package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Blocking.*;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Copies;
import org.lanewise.core.internal.simd.tiles.MatmulTiles;

/**
 * Blocked matmul in the manner of Goto and BLIS.
 *
 * <pre>
 *   for jc in N step NC, for kc in K step KC:    pack op(B)[kc, jc] into panels of NR columns     (L3)
 *     for ic in M step MC:                       pack alpha op(A)[ic, kc], rows or slivers     (L2)
 *       for j in NC step NR, for i in MC step MR:
 *         tile:  C[i, j]  += A sliver (MR x KC)  x  B panel (KC x NR): both stream from L2
 * </pre>
 *
 * <p>Every element of C is one chain over k: a tile begins with what the block before left in C, so blocking does not
 * change a bit. Edges are zero-padded when packed, and computed in a scratch tile of which C gets the valid part.
 */
final class BlockedMatmul {

    private BlockedMatmul() {}

    /** Computes {@code rows} x {@code columns} elements of C, from {@code row} and {@code column} on. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        int depth = product.depth();
        if (depth == 0) {
            Copies.scale(product.c, row, rows, column, columns, product.beta);
            return;
        }
        MatmulScratch scratch = MatmulScratch.ofThread();
        int blocks = Math.max(1, Math.ceilDiv(depth - KC_SLACK, KC));
        for (int jc = 0; jc < columns; jc += NC) {
            int width = Math.min(NC, columns - jc);
            int k;
            for (int block = 0, kc = 0; block < blocks; block++, kc += k) {
                k = Math.ceilDiv(depth - kc, blocks - block);
                Packing.packB(product.transposeB, product.b, kc, k, column + jc, width, scratch.packedB());
                for (int ic = 0; ic < rows; ic += MC) {
                    int height = Math.min(MC, rows - ic);
                    Packing.packA(
                            product.transposeA, product.alpha, product.a, row + ic, height, kc, k, scratch.packedA());
                    float beta = kc == 0 ? product.beta : 1f;
                    block(scratch, k, beta, product.c, row + ic, height, column + jc, width);
                }
            }
        }
    }

    /** All tiles of a block: along each panel of B all rows. */
    private static void block(
            MatmulScratch scratch, int depth, float beta, FloatMatrix c, int row, int rows, int column, int columns) {
        for (int j = 0; j < columns; j += NR) {
            int width = Math.min(NR, columns - j);
            long panel = (long) j * depth * 4;
            for (int i = 0; i < rows; i += MR) {
                int height = Math.min(MR, rows - i);
                int sliver = i * A_STRIDE;
                long offset = c.offset(row + i) + (column + j) * 4L;
                if (height < MR || width < NR) {
                    edge(scratch, depth, sliver, panel, beta, c.segment(), offset, c.rowStride(), height, width);
                } else if (beta == 0) {
                    first(scratch, depth, sliver, panel, c.segment(), offset, c.rowStride());
                } else {
                    scale(c.segment(), offset, c.rowStride(), height, width, beta);
                    tile(scratch, depth, sliver, panel, c.segment(), offset, c.rowStride(), height, width);
                }
            }
        }
    }

    /** A tile of which C holds only a part. */
    private static void edge(
            MatmulScratch scratch,
            int depth,
            int sliver,
            long panel,
            float beta,
            MemorySegment c,
            long offset,
            long stride,
            int rows,
            int columns) {
        MemorySegment whole = scratch.tile;
        long row = NR * 4L;
        for (int r = 0; r < rows; r++) {
            Copies.scaled(c, offset + r * stride, beta, whole, r * row, columns);
        }
        tile(scratch, depth, sliver, panel, whole, 0, row, rows, columns);
        for (int r = 0; r < rows; r++) {
            Copies.copy(whole, r * row, c, offset + r * stride, columns);
        }
    }

    private static void scale(MemorySegment c, long offset, long stride, int rows, int columns, float beta) {
        for (int r = 0; r < rows && beta != 1; r++) {
            Copies.scale(c, offset + r * stride, beta, columns);
        }
    }

    /** A whole tile that does not read C. */
    private static void first(
            MatmulScratch scratch, int depth, int sliver, long panel, MemorySegment c, long offset, long stride) {
        float[] a = scratch.packedA();
        MemorySegment b = scratch.packedB();
        if (MANY_REGISTERS) {
            MatmulTiles.first8x2(depth, a, sliver, b, panel, c, offset, stride);
        } else {
            MatmulTiles.first4x2(depth, a, sliver, b, panel, c, offset, stride);
        }
    }

    /** The smallest tile that holds so many rows and columns. */
    private static void tile(
            MatmulScratch scratch,
            int depth,
            int sliver,
            long panel,
            MemorySegment c,
            long offset,
            long stride,
            int rows,
            int columns) {
        float[] a = scratch.packedA();
        MemorySegment b = scratch.packedB();
        if (rows <= MR_SMALL) {
            MatmulTiles.tile4x2(depth, a, sliver, b, panel, c, offset, stride);
        } else if (columns <= L) {
            MatmulTiles.tile8x1(depth, a, sliver, b, panel, c, offset, stride);
        } else {
            MatmulTiles.tile8x2(depth, a, sliver, b, panel, c, offset, stride);
        }
    }
}
