package org.lanewise.core.internal.plain;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.LinearPasses;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier, composed of products of blocks and of passes over rows. */
final class PlainLinearPasses implements LinearPasses {

    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        PlainScratch.ofThread().model.prepare(features, preprocessing, prepared);
    }

    @Override
    public double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        PlainScratch scratch = PlainScratch.ofThread();
        scratch.scores.scores(prepared, model, scores);
        return scratch.model.sumOfSquares(model.weights());
    }

    @Override
    public void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        PlainScratch scratch = PlainScratch.ofThread();
        products(scratch, prepared, scoreGradient, gradient);
        scratch.model.addScaled(2 * lambda, weights, gradient.weights());
    }

    /** {@code sum_i g_ik x_id} and {@code sum_i g_ik}. */
    private static void products(
            PlainScratch scratch, Features features, FloatMatrix scoreGradient, LinearModel gradient) {
        scratch.blocks.chains(Transpose.YES, Transpose.NO, 1f, scoreGradient, features, 0f, gradient.weights());
        scratch.model.sumsOfColumns(scoreGradient, gradient.bias());
    }

    @Override
    public void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace) {
        LinearModel gradient = ((PlainWorkspace) workspace).gradient();
        preparedGradient(prepared, scoreGradient, model.weights(), lambda, gradient);
        descend(model, gradient, rate);
    }

    private static void descend(LinearModel model, LinearModel gradient, float rate) {
        PlainModel passes = PlainScratch.ofThread().model;
        passes.addScaled(-rate, gradient.weights(), model.weights());
        passes.addScaled(-rate, gradient.bias(), model.bias());
    }

    @Override
    public double fold(ScoreFunction f, BatchWorkspace workspace) {
        return PlainScratch.ofThread().model.fold(f, ((PlainWorkspace) workspace).folded());
    }

    @Override
    public void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        PlainScratch.ofThread().scores.scores(features, ((PlainWorkspace) workspace).folded(), scores);
    }

    @Override
    public double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace) {
        FloatMatrix scores = workspace.scores(minibatch.size());
        scores(minibatch.features(), workspace, scores);
        double sum = PlainScratch.ofThread().rows.loss(loss, scores, minibatch.labels(), scores);
        backward(minibatch.features(), scores, workspace);
        return sum;
    }

    @Override
    public void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace) {
        products(PlainScratch.ofThread(), features, scoreGradient, ((PlainWorkspace) workspace).gradient());
    }

    @Override
    public void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        PlainScratch.ofThread().model.unfold(f, lambda, ((PlainWorkspace) workspace).gradient(), gradient);
    }

    @Override
    public double step(
            Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace) {
        double sum = gradient(minibatch, loss, workspace);
        LinearModel gradient = ((PlainWorkspace) workspace).gradient();
        unfold(f, lambda, workspace, gradient);
        descend(f.model(), gradient, rate);
        return sum;
    }
}
