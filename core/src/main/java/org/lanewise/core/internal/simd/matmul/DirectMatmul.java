package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Blocking.*;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.tiles.DirectTiles;
import org.lanewise.core.kernels.Transpose;

/**
 * Small products, whose operands stay in L1 and are used too few times to earn a copy back: tiles read A and B where they lie.
 * The last tiles of a row or column begin early enough to end with C, and compute some elements once more, the same bits.
 *
 * <p>Every element of C is one chain over k.
 */
final class DirectMatmul {

    private static final int HEIGHT = 5;

    private DirectMatmul() {}

    /** Whether this path can take a product, and is the faster one. */
    static boolean takes(Product product, int rows, int columns) {
        int depth = product.depth();
        return MANY_REGISTERS
                && Lanes.allocated(product.a)
                && Lanes.allocated(product.b)
                && Lanes.allocated(product.c)
                && product.transposeA == Transpose.NO
                && product.transposeB == Transpose.NO
                && product.alpha == 1
                && product.beta == 0
                && depth > 0
                && depth <= DIRECT
                && rows >= HEIGHT
                && rows <= DIRECT
                && columns >= 2 * L
                && columns <= DIRECT;
    }

    /** Computes {@code rows} x {@code columns} elements of C, from {@code row} and {@code column} on. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        int vectors = Math.ceilDiv(columns, L);
        int width;
        for (int v = 0; v < vectors; v += width) {
            width = width(vectors - v, columns);
            int j = Math.min(v * L, columns - width * L);
            for (int i = 0; i < rows; i += HEIGHT) {
                tile(product, width, row + Math.min(i, rows - HEIGHT), column + j);
            }
        }
    }

    /** Vectors across the next tile: 4, but so that none is left alone, and none is wider than C. */
    private static int width(int vectors, int columns) {
        if (vectors == 2 || columns < 3 * L) {
            return 2;
        }
        if (vectors % 4 == 0 && columns >= 4 * L) {
            return 4;
        }
        return vectors == 4 ? 2 : 3;
    }

    private static void tile(Product product, int width, int i, int j) {
        FloatMatrix a = product.a;
        FloatMatrix b = product.b;
        FloatMatrix c = product.c;
        int depth = product.depth();
        MemorySegment as = a.segment();
        MemorySegment bs = b.segment();
        MemorySegment cs = c.segment();
        long from = a.offset(i);
        long across = b.offset() + j * 4L;
        long to = c.offset(i) + j * 4L;
        if (width == 4) {
            DirectTiles.tile5x4(depth, as, from, a.rowStride(), bs, across, b.rowStride(), cs, to, c.rowStride());
        } else if (width == 3) {
            DirectTiles.tile5x3(depth, as, from, a.rowStride(), bs, across, b.rowStride(), cs, to, c.rowStride());
        } else {
            DirectTiles.tile5x2(depth, as, from, a.rowStride(), bs, across, b.rowStride(), cs, to, c.rowStride());
        }
    }
}
