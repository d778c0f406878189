package org.lanewise.core.internal.base;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/** Passes over a minibatch that are one after the other, with parameters and gradients as plain matrices in between. */
public abstract class MatrixPasses implements LinearPasses {

    /** For kernels that have such passes. */
    protected MatrixPasses() {}

    @Override
    public final void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace) {
        LinearModel gradient = ((MatrixWorkspace) workspace).gradient();
        preparedGradient(prepared, scoreGradient, model.weights(), lambda, gradient);
        addScaled(-rate, gradient, model);
    }

    @Override
    public final double fold(ScoreFunction f, BatchWorkspace workspace) {
        return fold(f, ((MatrixWorkspace) workspace).folded());
    }

    @Override
    public final void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        scores(features, ((MatrixWorkspace) workspace).folded(), scores);
    }

    @Override
    public final double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace) {
        FloatMatrix scores = workspace.scores(minibatch.size());
        scores(minibatch.features(), workspace, scores);
        double sum = loss(loss, scores, minibatch.labels());
        backward(minibatch.features(), scores, workspace);
        return sum;
    }

    @Override
    public final void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace) {
        MatrixWorkspace scratch = (MatrixWorkspace) workspace;
        sum(features, scoreGradient, 0, Chunks.count(features.rows()), scratch, 0);
    }

    /** Sums of some chunks, as a tree. */
    private void sum(
            Features features, FloatMatrix scoreGradient, int first, int chunks, MatrixWorkspace scratch, int level) {
        if (chunks == 1) {
            int examples = features.rows();
            int to = Chunks.start(first + 1, examples);
            chain(features, scoreGradient, Chunks.start(first, examples), to, scratch.sum(level));
        } else {
            int half = chunks / 2;
            sum(features, scoreGradient, first, half, scratch, level);
            sum(features, scoreGradient, first + half, half, scratch, level + 1);
            addScaled(1, scratch.sum(level + 1), scratch.sum(level));
        }
    }

    @Override
    public final void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        unfold(f, lambda, ((MatrixWorkspace) workspace).gradient(), gradient);
    }

    @Override
    public final double step(
            Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace) {
        double sum = gradient(minibatch, loss, workspace);
        LinearModel gradient = ((MatrixWorkspace) workspace).gradient();
        unfold(f, lambda, gradient, gradient);
        addScaled(-rate, gradient, f.model());
        return sum;
    }

    private void addScaled(float alpha, LinearModel x, LinearModel y) {
        addScaled(alpha, x.weights(), y.weights());
        addScaled(alpha, x.bias(), y.bias());
    }

    /**
     * Folds preprocessing into parameters.
     *
     * @param f W, b and the preprocessing
     * @param folded V and c, overwritten
     * @return the sum of the squares of W
     */
    protected abstract double fold(ScoreFunction f, LinearModel folded);

    /**
     * Scores of features in their stored form.
     *
     * @param features x, N x D
     * @param folded V and c
     * @param scores f, N x K, overwritten
     */
    protected abstract void scores(Features features, LinearModel folded, FloatMatrix scores);

    /**
     * Losses, and the gradient of their mean in the place of the scores.
     *
     * @param loss which loss
     * @param scores f, N x K, then their gradient
     * @param labels y
     * @return the sum of the losses
     */
    protected abstract double loss(Loss loss, FloatMatrix scores, int[] labels);

    /**
     * Sums over examples of a chunk, as a chain: {@code sum_i g_ik x_id} and {@code sum_i g_ik}.
     *
     * @param features x, N x D
     * @param scoreGradient g, N x K
     * @param from the first example
     * @param to the one after the last
     * @param sum overwritten
     */
    protected abstract void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel sum);

    /**
     * Turns G and s into the gradient of the regularized loss.
     *
     * @param f W and the preprocessing
     * @param lambda regularization strength
     * @param folded G and s
     * @param gradient dW and db, overwritten; may be G and s
     */
    protected abstract void unfold(ScoreFunction f, float lambda, LinearModel folded, LinearModel gradient);

    /**
     * {@code Y += alpha X}.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected abstract void addScaled(float alpha, FloatMatrix x, FloatMatrix y);
}
