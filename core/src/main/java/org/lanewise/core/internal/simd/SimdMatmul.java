package org.lanewise.core.internal.simd;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/** Which path a matrix product takes: the shapes decide, nothing else. */
final class SimdMatmul {

    private SimdMatmul() {}

    static void gemm(
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
            Product product = Scratch.ofThread().product;
            product.set(transposeA, transposeB, alpha, a, b, beta, c);
            BlockedMatmul.compute(product, 0, c.rows(), 0, c.columns());
            product.clear();
        }
    }
}
