package org.lanewise.core.internal.base;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * A matrix product of which an operand lies in a mapped file, part by part ({@link MappedInputs}). An operand is divided along its
 * stored rows, of which the file has one after another: those are rows or columns of C; or they are k, and a part begins with
 * what the one before left in C. Only where elements of C are sums in lanes k is not divided, so that the bits are those of the
 * whole product.
 *
 * @param kernels the kernels that compute the parts
 * @param inLanes whether elements are dot products in virtual lanes
 */
record MappedProduct(CheckedKernels kernels, boolean inLanes, Transpose transposeA, Transpose transposeB, float alpha) {

    /** {@code C = alpha op(A) op(B) + beta C}; no matrix is empty. */
    void compute(FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
        if (MappedInputs.isMapped(a)) {
            divideA(a, b, beta, c);
        } else if (MappedInputs.isMapped(b)) {
            divideB(a, b, beta, c);
        } else {
            kernels.gemm(inLanes, transposeA, transposeB, alpha, a, b, beta, c);
        }
    }

    private void divideA(FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
        MappedInputs.Part rowsOfC = (copy, from, to) -> compute(copy, b, beta, c.rows(from, to));
        if (transposeA == Transpose.NO) {
            MappedInputs.byRows(a, rowsOfC);
        } else if (inLanes) {
            MappedInputs.byColumns(a, rowsOfC);
        } else {
            MappedInputs.byRows(
                    a, (copy, from, to) -> compute(copy, transposeB.rows(b, from, to), beta(from, beta), c));
        }
    }

    private void divideB(FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
        MappedInputs.Part columnsOfC = (copy, from, to) -> compute(a, copy, beta, c.columns(from, to));
        if (transposeB == Transpose.YES) {
            MappedInputs.byRows(b, columnsOfC);
        } else if (inLanes) {
            MappedInputs.byColumns(b, columnsOfC);
        } else {
            MappedInputs.byRows(
                    b, (copy, from, to) -> compute(transposeA.columns(a, from, to), copy, beta(from, beta), c));
        }
    }

    /** The factor of what is in C: from the second part of k on it is the sum so far. */
    private static float beta(int from, float beta) {
        return from == 0 ? beta : 1;
    }
}
