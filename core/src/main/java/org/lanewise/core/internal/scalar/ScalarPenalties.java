package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import org.lanewise.core.data.FloatMatrix;

/** What regularization needs. */
public final class ScalarPenalties {

    private ScalarPenalties() {}

    /**
     * Sum of the squares of all elements, along rows in 16 lanes.
     *
     * @param matrix any matrix
     * @return the sum
     */
    public static double sumOfSquares(FloatMatrix matrix) {
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            sum += LaneOrder.dot(matrix, row, matrix, row);
        }
        return sum;
    }

    /**
     * Sum of the magnitudes of all elements, along rows in 16 lanes.
     *
     * @param matrix any matrix
     * @return the sum
     */
    public static double sumOfMagnitudes(FloatMatrix matrix) {
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            sum += LaneOrder.sumOfMagnitudes(matrix, row);
        }
        return sum;
    }

    /**
     * {@code Y += alpha sign(X)}.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    public static void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                float element = get(x, i, j);
                float signed = element > 0 ? alpha : element < 0 ? -alpha : 0;
                set(y, i, j, get(y, i, j) + signed);
            }
        }
    }
}
