package org.lanewise.bench.auto;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/**
 * Softmax and its relatives on blocks of whole rows: short rows are joined on the heap, so that the loop over
 * exponentials is long.
 */
final class AutoRows {

    /** Elements of a block, if a row is not longer: two arrays of 16 KiB. */
    private static final int ELEMENTS = 4096;

    private float[] values = new float[ELEMENTS];
    private float[] exponents = new float[ELEMENTS];

    void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        int columns = scores.columns();
        int step = rowsOfBlock(columns);
        for (int from = 0; from < scores.rows(); from += step) {
            int rows = Math.min(step, scores.rows() - from);
            loadShifted(scores, from, rows);
            AutoExp.exp(values, exponents, rows * columns);
            for (int r = 0; r < rows; r++) {
                scale(r * columns, columns, 1f / Dots.sum(values, r * columns, (r + 1) * columns));
                Rows.store(values, r * columns, probabilities, from + r, 0, columns);
            }
        }
    }

    void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        int columns = scores.columns();
        rowsOfBlock(columns);
        for (int i = 0; i < scores.rows(); i++) {
            loadShifted(scores, i, 1);
            AutoExp.exp(values, exponents, columns);
            float logSum = (float) Math.log(Dots.sum(values, 0, columns));
            loadShifted(scores, i, 1);
            for (int j = 0; j < columns; j++) {
                values[j] -= logSum;
            }
            Rows.store(values, logProbabilities, i, 0, columns);
        }
    }

    /** The gradient of the mean loss, and the sum of the losses. */
    double crossEntropy(FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        int columns = scores.columns();
        int step = rowsOfBlock(columns);
        float share = 1f / scores.rows();
        double loss = 0;
        for (int from = 0; from < scores.rows(); from += step) {
            int rows = Math.min(step, scores.rows() - from);
            loadShifted(scores, from, rows);
            for (int r = 0; r < rows; r++) {
                loss -= values[r * columns + labels[from + r]];
            }
            AutoExp.exp(values, exponents, rows * columns);
            for (int r = 0; r < rows; r++) {
                int start = r * columns;
                float sum = Dots.sum(values, start, start + columns);
                loss += Math.log(sum);
                scale(start, columns, share / sum);
                values[start + labels[from + r]] -= share;
                Rows.store(values, start, gradient, from + r, 0, columns);
            }
        }
        return loss;
    }

    private int rowsOfBlock(int columns) {
        if (columns > values.length) {
            values = new float[columns];
            exponents = new float[columns];
        }
        return Math.max(1, ELEMENTS / Math.max(1, columns));
    }

    /** Loads rows, one after another, each minus its maximum. */
    private void loadShifted(FloatMatrix scores, int from, int rows) {
        int columns = scores.columns();
        for (int r = 0; r < rows; r++) {
            int start = r * columns;
            Rows.load(scores, from + r, 0, columns, values, start);
            shift(start, columns, max(start, columns));
        }
    }

    private float max(int start, int columns) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = start; j < start + columns; j++) {
            max = Math.max(max, values[j]);
        }
        return max;
    }

    private void shift(int start, int columns, float max) {
        for (int j = start; j < start + columns; j++) {
            values[j] -= max;
        }
    }

    private void scale(int start, int columns, float factor) {
        for (int j = start; j < start + columns; j++) {
            values[j] *= factor;
        }
    }

    /** The sum of the losses of the rows; losses but softmax's are the scalar kernels'. */
    double lossSum(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return loss.equals(SoftmaxCrossEntropy.softmax())
                ? crossEntropy(scores, labels, gradient)
                : Kernels.scalar().loss(loss, scores, labels, gradient) * scores.rows();
    }
}
