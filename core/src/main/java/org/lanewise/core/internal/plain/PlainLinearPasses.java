package org.lanewise.core.internal.plain;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.LinearPasses;
import org.lanewise.core.internal.base.MatrixWorkspace;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier, composed of products of blocks and of passes over rows. */
final class PlainLinearPasses implements LinearPasses, MatrixWorkspace.Sums {

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
        chain(prepared, scoreGradient, 0, prepared.rows(), gradient);
        PlainScratch.ofThread().model.addScaled(2 * lambda, weights, gradient.weights());
    }

    @Override
    public void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel sum) {
        PlainScratch scratch = PlainScratch.ofThread();
        scratch.blocks.chains(Transpose.YES, Transpose.NO, 1f, scoreGradient, features, from, to, 0f, sum.weights());
        scratch.model.sumsOfColumns(scoreGradient, from, to, sum.bias());
    }

    @Override
    public void add(LinearModel part, LinearModel sum) {
        PlainModel passes = PlainScratch.ofThread().model;
        passes.add(part.weights(), sum.weights());
        passes.add(part.bias(), sum.bias());
    }

    @Override
    public void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace) {
        LinearModel gradient = ((MatrixWorkspace) workspace).gradient();
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
        return PlainScratch.ofThread().model.fold(f, ((MatrixWorkspace) workspace).folded());
    }

    @Override
    public void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        PlainScratch.ofThread().scores.scores(features, ((MatrixWorkspace) workspace).folded(), scores);
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
        ((MatrixWorkspace) workspace).sum(features, scoreGradient, this);
    }

    @Override
    public void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        PlainScratch.ofThread().model.unfold(f, lambda, ((MatrixWorkspace) workspace).gradient(), gradient);
    }

    @Override
    public double step(
            Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace) {
        double sum = gradient(minibatch, loss, workspace);
        LinearModel gradient = ((MatrixWorkspace) workspace).gradient();
        unfold(f, lambda, workspace, gradient);
        descend(f.model(), gradient, rate);
        return sum;
    }
}
