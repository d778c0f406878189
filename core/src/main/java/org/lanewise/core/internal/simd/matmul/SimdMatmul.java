package org.lanewise.core.internal.simd.matmul;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;

/** Which path a matrix product takes: the shapes decide, nothing else. */
public final class SimdMatmul {

    private SimdMatmul() {}

    public static void gemm(
            Workers workers,
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        MatmulScratch scratch = MatmulScratch.ofThread();
        Product product = scratch.product;
        product.set(inLanes, transposeA, transposeB, alpha, a, b, beta, c);
        try {
            scratch.shares.compute(product, workers);
        } finally {
            product.clear();
        }
    }

    /** Computes {@code rows} x {@code columns} elements of C: the path, and so the bits, are the whole product's. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        FloatMatrix c = product.c;
        int depth = product.depth();
        if (product.inLanes) {
            NarrowMatmul.compute(product, row, rows, column, columns);
        } else if (product.transposeB == Transpose.NO
                && (c.rows() <= Blocking.FLAT_ROWS || depth <= Blocking.SHALLOW)) {
            FlatMatmul.compute(product, row, rows, column, columns);
        } else if (DirectMatmul.takes(product, rows, columns)) {
            DirectMatmul.compute(product, row, rows, column, columns);
        } else {
            BlockedMatmul.compute(product, row, rows, column, columns);
        }
    }
}
