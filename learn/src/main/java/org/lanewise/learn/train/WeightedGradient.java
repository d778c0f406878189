package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/**
 * The mean loss of minibatches of examples that have weights, and its gradient, without regularization. Where all count alike
 * there is a fused kernel; here it is composed: scores, their gradient, each row of which is multiplied with the weight of its
 * example, and back.
 *
 * <p>Weights are divided by their mean over the set first. So the mean over the minibatches of an epoch is {@code sum_i w_i L_i /
 * sum_i w_i}, and a learning rate means the same as without them.
 */
final class WeightedGradient {

    private final Kernels kernels;
    private final Loss loss;

    /** One per example of the set, with a mean of 1. */
    private final float[] weights;

    private final FloatMatrix scores;
    private final double[] losses;

    /**
     * Allocates scratch.
     *
     * @param arena its owner
     * @param kernels the kernels to use
     * @param loss which loss
     * @param examples the set that is walked through
     * @param batchSize examples of a minibatch at most
     * @throws IllegalArgumentException if all weights are 0
     */
    WeightedGradient(Arena arena, Kernels kernels, Loss loss, Examples examples, int batchSize) {
        this.kernels = kernels;
        this.loss = loss;
        int most = Math.min(batchSize, examples.size());
        weights = ofMeanOne(examples);
        scores = FloatMatrix.allocate(arena, most, examples.classes());
        losses = new double[most];
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
     * The gradient on the current minibatch.
     *
     * @param function the parameters
     * @param batch a walk through the set
     * @param gradient takes the gradient
     * @param workspace scratch
     * @return the mean loss
     */
    double at(ScoreFunction function, Minibatches batch, LinearModel gradient, Workspace workspace) {
        FloatMatrix scoresOfBatch = scores.rows(0, batch.size());
        kernels.scores(function, batch.features(), scoresOfBatch, workspace);
        kernels.losses(loss, scoresOfBatch, batch.labels(), losses);
        kernels.loss(loss, scoresOfBatch, batch.labels(), scoresOfBatch);
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            float weight = weights[batch.row(i)];
            sum += weight * losses[i];
            for (int k = 0; k < scoresOfBatch.columns(); k++) {
                scoresOfBatch.set(i, k, weight * scoresOfBatch.get(i, k));
            }
        }
        kernels.backward(function, batch.features(), scoresOfBatch, gradient, workspace);
        return sum / batch.size();
    }
}
