package org.lanewise.core.internal.simd;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;

/** Which path a matrix product takes: the shapes decide, nothing else. */
final class SimdMatmul {

    private SimdMatmul() {}

    static void gemm(
            Workers workers,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        if (c.columns() <= Kernels.NARROW) {
            NarrowMatmul.gemm(transposeA, transposeB, alpha, a, b, beta, c);
        } else if (c.rows() <= Blocking.FLAT_ROWS && transposeB == Transpose.NO) {
            FlatMatmul.gemm(transposeA, alpha, a, b, beta, c);
        } else {
            Scratch scratch = Scratch.ofThread();
            Product product = scratch.product;
            product.set(transposeA, transposeB, alpha, a, b, beta, c);
            try {
                scratch.shares.compute(product, workers);
            } finally {
                product.clear();
            }
        }
    }

    /** Computes {@code rows} x {@code columns} elements of C, from {@code row} and {@code column} on. */
    static void compute(Product product, int row, int rows, int column, int columns) {
        BlockedMatmul.compute(product, row, rows, column, columns);
    }
}
