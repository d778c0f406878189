package org.lanewise.bench.peers;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.kernels.Transpose;

/**
 * A foreign library of matrix products, on dense row-major matrices in the form that it likes best: what is handed to
 * it was converted before it is timed.
 *
 * @param <M> its matrix
 */
public interface Peer<M> {

    /** {@return its name, version and what else decides about its speed, such as the number of threads} */
    String description();

    /**
     * Allocates a matrix.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return zeros
     */
    M allocate(int rows, int columns);

    /**
     * The elements of a matrix, to be read and written.
     *
     * @param matrix one of its matrices
     * @return a segment of floats, row after row
     */
    MemorySegment elements(M matrix);

    /**
     * {@code C = alpha op(A) op(B) + beta C}. With {@code beta == 0} C is not read.
     *
     * @param alpha factor of the product
     * @param transposeA whether A is read transposed
     * @param a A as stored
     * @param transposeB whether B is read transposed
     * @param b B as stored
     * @param beta factor of what is in C
     * @param c C, overwritten
     */
    void multiply(float alpha, Transpose transposeA, M a, Transpose transposeB, M b, float beta, M c);

    /**
     * Sum of the squares of all elements.
     *
     * @param matrix one of its matrices
     * @return the sum
     */
    double sumOfSquares(M matrix);
}
