package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Logarithm;

/** Softmax along rows: maximum, exponentials and their sum, both times 2^64, scaling. */
final class ScalarRows {

    private ScalarRows() {}

    static void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        for (int i = 0; i < scores.rows(); i++) {
            exponentials(scores, i, max(scores, i), probabilities);
            scale(probabilities, i, 1f / LaneOrder.sum(probabilities, i));
        }
    }

    static void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        for (int i = 0; i < scores.rows(); i++) {
            float max = max(scores, i);
            float logSum = (float) log(LaneOrder.sumOfExponentials(scores, i, max));
            for (int j = 0; j < scores.columns(); j++) {
                set(logProbabilities, i, j, get(scores, i, j) - max - logSum);
            }
        }
    }

    private static double log(float scaledSum) {
        return Logarithm.log(scaledSum * ExpConstants.UNSCALE);
    }

    static float max(FloatMatrix scores, int row) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < scores.columns(); j++) {
            max = Math.max(max, get(scores, row, j));
        }
        return max;
    }

    static void exponentials(FloatMatrix scores, int row, float max, FloatMatrix target) {
        for (int j = 0; j < scores.columns(); j++) {
            set(target, row, j, ScalarExp.scaledExp(get(scores, row, j) - max));
        }
    }

    static void scale(FloatMatrix matrix, int row, float factor) {
        for (int j = 0; j < matrix.columns(); j++) {
            set(matrix, row, j, get(matrix, row, j) * factor);
        }
    }
}
