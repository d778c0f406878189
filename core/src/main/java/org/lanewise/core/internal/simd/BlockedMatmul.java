package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Blocking.*;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Blocked matmul in the manner of Goto and BLIS.
 *
 * <pre>
 *   for jc in N step NC, for kc in K step KC:    pack op(B)[kc, jc] into panels of NR columns   (L2)
 *     for ic in M step MC:                       pack alpha op(A)[ic, kc] row by row            (L2)
 *       for i in MC step MR, for j in NC step NR:
 *         tile:  C[i, j]  += A sliver (MR x KC, in L1)  x  B panel (KC x NR, streamed from L2)
 * </pre>
 *
 * <p>Every element of C is one chain over k: a tile begins with what the block before left in C, so blocking does not
 * change a bit. Edges are zero-padded when packed and cut when the tile is written back.
 */
final class BlockedMatmul {

    private BlockedMatmul() {}

    static void gemm(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        Scratch scratch = Scratch.ofThread();
        int depth = transposeA.columns(a);
        if (depth == 0) {
            Copies.scale(c, beta);
            return;
        }
        for (int jc = 0; jc < c.columns(); jc += NC) {
            int columns = Math.min(NC, c.columns() - jc);
            for (int kc = 0; kc < depth; kc += KC) {
                int k = Math.min(KC, depth - kc);
                Packing.packB(transposeB, b, kc, k, jc, columns, scratch.packedB);
                for (int ic = 0; ic < c.rows(); ic += MC) {
                    int rows = Math.min(MC, c.rows() - ic);
                    Packing.packA(transposeA, alpha, a, ic, rows, kc, k, scratch.packedA);
                    block(scratch, k, rows, columns, kc == 0 ? beta : 1f, c, ic, jc);
                }
            }
        }
    }

    private static void block(
            Scratch scratch, int depth, int rows, int columns, float beta, FloatMatrix c, int ic, int jc) {
        float[] tile = scratch.tile;
        int height = MR_PREFERRED;
        for (int i = 0; i < rows; i += height) {
            height = rows - i >= MR_PREFERRED ? MR_PREFERRED : MR_SMALL;
            int tileRows = Math.min(height, rows - i);
            for (int j = 0; j < columns; j += NR) {
                int tileColumns = Math.min(NR, columns - j);
                read(c, ic + i, jc + j, tileRows, tileColumns, beta, tile);
                if (height == MR) {
                    MatmulTiles.tile12x2(depth, scratch.packedA, i * A_STRIDE, scratch.packedB, j * depth, tile);
                } else {
                    MatmulTiles.tile4x2(depth, scratch.packedA, i * A_STRIDE, scratch.packedB, j * depth, tile);
                }
                write(c, ic + i, jc + j, tileRows, tileColumns, tile);
            }
        }
    }

    /** Copies beta C into a tile, row by row NR apart; with beta 0 C is not read. */
    private static void read(FloatMatrix c, int row, int column, int rows, int columns, float beta, float[] tile) {
        for (int i = 0; i < rows; i++) {
            long offset = c.offset(row + i) + (long) column * Float.BYTES;
            if (beta == 0) {
                Copies.clear(tile, i * NR, columns);
            } else {
                Copies.toArrayScaled(c.segment(), offset, beta, tile, i * NR, columns);
            }
        }
    }

    private static void write(FloatMatrix c, int row, int column, int rows, int columns, float[] tile) {
        MemorySegment segment = c.segment();
        for (int i = 0; i < rows; i++) {
            long offset = c.offset(row + i) + (long) column * Float.BYTES;
            Copies.toSegment(tile, i * NR, segment, offset, columns);
        }
    }
}
