package org.lanewise.core.kernels;

import org.lanewise.core.data.FloatMatrix;

/** Whether {@link Kernels#matmul} reads an operand as it is stored or transposed. */
public enum Transpose {
    /** As stored. */
    NO,
    /** Rows and columns exchanged. */
    YES;

    /**
     * Rows of the operand as the product sees it.
     *
     * @param matrix the stored matrix
     * @return rows of {@code op(matrix)}
     */
    public int rows(FloatMatrix matrix) {
        return this == NO ? matrix.rows() : matrix.columns();
    }

    /**
     * Columns of the operand as the product sees it.
     *
     * @param matrix the stored matrix
     * @return columns of {@code op(matrix)}
     */
    public int columns(FloatMatrix matrix) {
        return this == NO ? matrix.columns() : matrix.rows();
    }

    /**
     * A view of some rows of {@code op(matrix)}, as stored.
     *
     * @param matrix the stored matrix
     * @param from first row
     * @param to row after the last
     * @return the view
     */
    public FloatMatrix rows(FloatMatrix matrix, int from, int to) {
        return this == NO ? matrix.rows(from, to) : matrix.columns(from, to);
    }

    /**
     * A view of some columns of {@code op(matrix)}, as stored.
     *
     * @param matrix the stored matrix
     * @param from first column
     * @param to column after the last
     * @return the view
     */
    public FloatMatrix columns(FloatMatrix matrix, int from, int to) {
        return this == NO ? matrix.columns(from, to) : matrix.rows(from, to);
    }
}
