package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/**
 * The mean loss of minibatches of examples that have weights, and its gradient, without regularization. Where all count alike
 * there is a fused kernel; here it is composed: scores, their gradient, and back.
 */
final class WeightedGradient {

    private final Kernels kernels;
    private final ScoreGradient scoreGradient;
    private final FloatMatrix scores;

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
        int most = Math.min(batchSize, examples.size());
        scoreGradient = new ScoreGradient(kernels, loss, examples, most);
        scores = FloatMatrix.allocate(arena, most, examples.classes());
    }

    /**
     * The gradient on the current minibatch.
     *
     * @param function the parameters
     * @param walk a walk through the set
     * @param features those of its minibatch, which may have been changed
     * @param gradient takes the gradient
     * @param workspace scratch
     * @return the mean loss
     */
    double at(ScoreFunction function, Minibatches walk, Features features, LinearModel gradient, Workspace workspace) {
        FloatMatrix scoresOfBatch = scores.rows(0, walk.size());
        kernels.scores(function, features, scoresOfBatch, workspace);
        double loss = scoreGradient.at(walk, scoresOfBatch);
        kernels.backward(function, features, scoresOfBatch, gradient, workspace);
        return loss;
    }
}
