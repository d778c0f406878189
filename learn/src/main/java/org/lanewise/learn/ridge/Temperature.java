package org.lanewise.learn.ridge;

import org.lanewise.core.data.FloatMatrix;

/**
 * The factor of scores after which their softmax is the most probable: least squares say which class is right, but not how
 * sure that is (Guo and others, 2017). The mean loss is convex in the factor, so a search by thirds of its logarithm finds it.
 */
final class Temperature {

    private static final double LEAST = 1e-3;
    private static final double MOST = 1e3;
    private static final int ROUNDS = 60;

    private Temperature() {}

    /**
     * Finds the factor.
     *
     * @param scores N x K
     * @param labels the class of each row
     */
    static double of(FloatMatrix scores, int[] labels) {
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        for (int round = 0; round < ROUNDS; round++) {
            double first = low + (high - low) / 3;
            double second = high - (high - low) / 3;
            if (loss(scores, labels, Math.exp(first)) <= loss(scores, labels, Math.exp(second))) {
                high = second;
            } else {
                low = first;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** The sum of the softmax losses of scores times a factor. */
    static double loss(FloatMatrix scores, int[] labels, double factor) {
        double loss = 0;
        for (int i = 0; i < scores.rows(); i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < scores.columns(); k++) {
                most = Math.max(most, scores.get(i, k));
            }
            double sum = 0;
            for (int k = 0; k < scores.columns(); k++) {
                sum += Math.exp(factor * (scores.get(i, k) - most));
            }
            loss += Math.log(sum) - factor * (scores.get(i, labels[i]) - most);
        }
        return loss;
    }
}
