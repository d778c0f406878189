package org.lanewise.core.internal.plain;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.base.MatrixPasses;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier, composed of products of blocks and of passes over rows. */
final class PlainLinearPasses extends MatrixPasses {

    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        PlainScratch.ofThread().model.prepare(features, preprocessing, prepared);
    }

    @Override
    public double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        scores(prepared, model, scores);
        return PlainScratch.ofThread().model.sumOfSquares(model.weights());
    }

    @Override
    public void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        chain(prepared, scoreGradient, 0, prepared.rows(), gradient);
        addScaled(2 * lambda, weights, gradient.weights());
    }

    @Override
    protected double fold(ScoreFunction f, LinearModel folded) {
        return PlainScratch.ofThread().model.fold(f, folded);
    }

    @Override
    protected void scores(Features features, LinearModel folded, FloatMatrix scores) {
        PlainScratch.ofThread().scores.scores(features, folded, scores);
    }

    @Override
    protected double loss(Loss loss, FloatMatrix scores, int[] labels) {
        return PlainScratch.ofThread().rows.loss(loss, scores, labels, scores);
    }

    @Override
    protected void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel sum) {
        PlainScratch scratch = PlainScratch.ofThread();
        scratch.blocks.chains(Transpose.YES, Transpose.NO, 1f, scoreGradient, features, from, to, 0f, sum.weights());
        scratch.model.sumsOfColumns(scoreGradient, from, to, sum.bias());
    }

    @Override
    protected void unfold(ScoreFunction f, float lambda, LinearModel folded, LinearModel gradient) {
        PlainScratch.ofThread().model.unfold(f, lambda, folded, gradient);
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        PlainScratch.ofThread().model.addScaled(alpha, x, y);
    }
}
