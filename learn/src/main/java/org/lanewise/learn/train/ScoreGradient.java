package org.lanewise.learn.train;

import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;

/**
 * The mean loss of the scores of minibatches, and its gradient with respect to them. Where examples have weights, each row of
 * the gradient is multiplied with that of its example.
 *
 * <p>Weights are divided by their mean over the set first. So the mean over the minibatches of an epoch is {@code sum_i w_i L_i /
 * sum_i w_i}, and a learning rate means the same as without them.
 */
final class ScoreGradient {

    private final Kernels kernels;
    private final Loss loss;

    /** One per example of the set, with a mean of 1; null if all count alike. */
    private final float[] weights;

    private final double[] losses;

    /**
     * Reads the weights.
     *
     * @param kernels the kernels to use
     * @param loss which loss
     * @param examples the set that is walked through
     * @param batchSize examples of a minibatch at most
     * @throws IllegalArgumentException if all weights are 0
     */
    ScoreGradient(Kernels kernels, Loss loss, Examples examples, int batchSize) {
        this.kernels = kernels;
        this.loss = loss;
        weights = examples.isWeighted() ? ofMeanOne(examples) : null;
        losses = new double[weights == null ? 0 : batchSize];
    }

    private static float[] ofMeanOne(Examples examples) {
        double sum = 0;
        for (int row = 0; row < examples.size(); row++) {
            sum += examples.weight(row);
        }
        if (sum == 0) {
            throw new IllegalArgumentException("All " + examples.size()
                    + " examples to learn from have the weight 0; take more examples, or other weights.");
        }
        float[] weights = new float[examples.size()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) (examples.weight(row) * (weights.length / sum));
        }
        return weights;
    }

    /**
     * The gradient on the present minibatch.
     *
     * @param walk a walk through the set
     * @param scores of the examples of its minibatch; overwritten with the gradient
     * @return the mean loss
     */
    double at(Minibatches walk, FloatMatrix scores) {
        if (weights == null) {
            return kernels.loss(loss, scores, walk.labels(), scores);
        }
        kernels.losses(loss, scores, walk.labels(), losses);
        kernels.loss(loss, scores, walk.labels(), scores);
        double sum = 0;
        for (int i = 0; i < scores.rows(); i++) {
            float weight = weights[walk.row(i)];
            sum += weight * losses[i];
            for (int k = 0; k < scores.columns(); k++) {
                scores.set(i, k, weight * scores.get(i, k));
            }
        }
        return sum / scores.rows();
    }
}
