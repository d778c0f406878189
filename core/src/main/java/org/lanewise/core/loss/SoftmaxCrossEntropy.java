package org.lanewise.core.loss;

import java.util.Objects;

/**
 * Softmax cross-entropy, {@code L_i = -sum_k q_k log p_k} with {@code p_k = exp f_k / sum_j exp f_j}: q is 1 for the
 * correct class, or with label smoothing s, {@code q_y = 1 - s + s/K} and {@code q_k = s/K} for the others (Szegedy et
 * al., "Rethinking the Inception Architecture for Computer Vision", 2016, section 7). Its gradient is {@code dL_i/df_k =
 * p_k - q_k}.
 *
 * @param smoothing s, from 0 (none) to less than 1
 * @param weights what mistakes on images of each class cost; the weight of the correct class scales the whole of L_i
 */
public record SoftmaxCrossEntropy(float smoothing, ClassWeights weights) implements Loss {

    private static final SoftmaxCrossEntropy PLAIN = new SoftmaxCrossEntropy(0, ClassWeights.equal());

    /**
     * Checks the smoothing.
     *
     * @throws IllegalArgumentException if it is not at least 0 and less than 1
     */
    public SoftmaxCrossEntropy {
        Objects.requireNonNull(weights, "weights");
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "Label smoothing must be at least 0 and less than 1, but it is " + smoothing + ".");
        }
    }

    /** {@return the softmax loss of the lecture: no smoothing, equal weights} */
    public static SoftmaxCrossEntropy softmax() {
        return PLAIN;
    }

    /**
     * The target probability of the correct class.
     *
     * @param classes the number of classes K
     * @return {@code q_y = 1 - s + s/K}, rounded to float
     */
    public float correctTarget(int classes) {
        return (float) (1 - (double) smoothing + (double) smoothing / classes);
    }

    /**
     * The target probability of every other class.
     *
     * @param classes the number of classes K
     * @return {@code s/K}, rounded to float
     */
    public float otherTarget(int classes) {
        return (float) ((double) smoothing / classes);
    }

    @Override
    public double value(double[] scores, int label) {
        double max = max(scores);
        double logSum = Math.log(sumOfExponentials(scores, max));
        double expected = 0;
        for (int k = 0; k < scores.length; k++) {
            double target = target(k, label, scores.length);
            // A class that is impossible, and is not the target, costs nothing.
            expected += target == 0 ? 0 : target * (scores[k] - max);
        }
        return weights.of(label) * (logSum - expected);
    }

    @Override
    public void gradient(double[] scores, int label, double[] gradient) {
        double max = max(scores);
        double sum = sumOfExponentials(scores, max);
        for (int k = 0; k < scores.length; k++) {
            double probability = Math.exp(scores[k] - max) / sum;
            gradient[k] = weights.of(label) * (probability - target(k, label, scores.length));
        }
    }

    /** Nowhere. */
    @Override
    public boolean hasKink(double[] scores, int label, int moved, double reach) {
        return false;
    }

    private double target(int k, int label, int classes) {
        return (k == label ? 1 - (double) smoothing : 0) + (double) smoothing / classes;
    }

    private static double max(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        return max;
    }

    /** Shifted by the largest score, so that nothing overflows. */
    private static double sumOfExponentials(double[] scores, double max) {
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        return sum;
    }
}
