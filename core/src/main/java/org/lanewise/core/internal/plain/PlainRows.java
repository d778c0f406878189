package org.lanewise.core.internal.plain;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Logarithm;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.scalar.ScalarLosses;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/**
 * Softmax and cross-entropy on blocks of whole rows: short rows are joined, so that the loop over exponentials is long. The
 * hinge loss stays the scalar kernels', for it is a small part of a training.
 */
final class PlainRows {

    /** Elements of a block, if a row is not longer: three arrays of 8 KiB. */
    private static final int ELEMENTS = 2048;

    private final float[] lanes = new float[Dots.LANES];
    private float[] values = new float[ELEMENTS];
    private float[] polynomials = new float[ELEMENTS];
    private float[] rounded = new float[ELEMENTS];

    /** {@code f - max f} of the correct class of each row of a block, and with smoothing the sum of those of all. */
    private final float[] correct = new float[ELEMENTS];

    private final double[] others = new double[ELEMENTS];

    void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        int columns = scores.columns();
        int step = rowsOfBlock(columns);
        for (int from = 0; from < scores.rows(); from += step) {
            int rows = Math.min(step, scores.rows() - from);
            loadShifted(scores, from, rows);
            Exponentials.scaled(values, polynomials, rounded, rows * columns);
            for (int r = 0; r < rows; r++) {
                float sum = Dots.sum(values, r * columns, columns, lanes);
                Vectors.scale(values, r * columns, columns, 1f / sum);
                Copies.store(values, r * columns, probabilities, from + r, 0, columns);
            }
        }
    }

    /** Row by row: what is subtracted in the end is not what exponentials were taken of. */
    void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        int columns = scores.columns();
        rowsOfBlock(columns);
        for (int i = 0; i < scores.rows(); i++) {
            loadShifted(scores, i, 1);
            Exponentials.scaled(values, polynomials, rounded, columns);
            float sum = Dots.sum(values, 0, columns, lanes);
            loadShifted(scores, i, 1);
            Vectors.subtract(values, 0, columns, (float) Logarithm.log(sum * ExpConstants.UNSCALE));
            Copies.store(values, 0, logProbabilities, i, 0, columns);
        }
    }

    /** The sum of the losses of the rows; the gradient of their mean is stored. */
    double loss(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return loss instanceof SoftmaxCrossEntropy softmax
                ? crossEntropy(softmax, scores, labels, gradient)
                : ScalarLosses.sum(loss, scores, labels, gradient);
    }

    private double crossEntropy(SoftmaxCrossEntropy loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        int columns = scores.columns();
        int step = rowsOfBlock(columns);
        float share = 1f / scores.rows();
        double total = 0;
        for (int from = 0; from < scores.rows(); from += step) {
            int rows = Math.min(step, scores.rows() - from);
            loadShifted(scores, from, rows);
            for (int r = 0; r < rows; r++) {
                correct[r] = values[r * columns + labels[from + r]];
                others[r] = loss.smoothing() > 0 ? sum(values, r * columns, columns) : 0;
            }
            Exponentials.scaled(values, polynomials, rounded, rows * columns);
            for (int r = 0; r < rows; r++) {
                int label = labels[from + r];
                float sum = Dots.sum(values, r * columns, columns, lanes);
                float weight = loss.weights().of(label);
                total += weight * ScalarLosses.softmax(loss, correct[r], sum, others[r], columns);
                gradient(loss, r * columns, columns, label, 1f / sum * share * weight, share * weight);
                Copies.store(values, r * columns, gradient, from + r, 0, columns);
            }
        }
        return total;
    }

    /** From the exponentials of a row to its gradient. */
    private void gradient(
            SoftmaxCrossEntropy loss, int start, int columns, int label, float factor, float weightedShare) {
        float target = weightedShare * loss.correctTarget(columns);
        float ofCorrect = Machine.fma(values[start + label], factor, -target);
        Vectors.scaleAndSubtract(values, start, columns, factor, weightedShare * loss.otherTarget(columns));
        values[start + label] = ofCorrect;
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int j = from; j < from + count; j++) {
            sum += values[j];
        }
        return sum;
    }

    private int rowsOfBlock(int columns) {
        if (columns > values.length) {
            values = new float[columns];
            polynomials = new float[columns];
            rounded = new float[columns];
        }
        return Math.max(1, ELEMENTS / columns);
    }

    /** Loads rows, one after another, each minus its maximum. */
    private void loadShifted(FloatMatrix scores, int from, int rows) {
        int columns = scores.columns();
        for (int r = 0; r < rows; r++) {
            int start = r * columns;
            Copies.load(scores, from + r, 0, columns, values, start);
            Vectors.subtract(values, start, columns, Vectors.max(values, start, columns));
        }
    }
}
