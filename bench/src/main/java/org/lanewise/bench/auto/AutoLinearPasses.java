package org.lanewise.bench.auto;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.LinearPasses;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier as plain Java on the heap of this thread. */
final class AutoLinearPasses implements LinearPasses {

    /** On the heap: the other operations on prepared examples read it there. */
    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        AutoHeap.ofThread().prepared.prepare(features, preprocessing);
    }

    @Override
    public double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        return AutoHeap.ofThread().prepared.scores(model, scores);
    }

    @Override
    public void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        AutoHeap.ofThread().prepared.gradient(scoreGradient, weights, lambda, gradient);
    }

    @Override
    public void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace) {
        AutoHeap.ofThread().prepared.update(scoreGradient, model, lambda, rate);
    }

    @Override
    public double fold(ScoreFunction f, BatchWorkspace workspace) {
        AutoModel model = AutoHeap.ofThread().model;
        model.fold(f, ((AutoWorkspace) workspace).folded());
        return model.sumOfSquares(f.model().weights());
    }

    @Override
    public void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        AutoHeap.ofThread().features.scores(features, ((AutoWorkspace) workspace).folded(), scores);
    }

    @Override
    public double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace) {
        FloatMatrix scores = workspace.scores(minibatch.size());
        scores(minibatch.features(), workspace, scores);
        double sum = AutoHeap.ofThread().rows.lossSum(loss, scores, minibatch.labels(), scores);
        backward(minibatch.features(), scores, workspace);
        return sum;
    }

    @Override
    public void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace) {
        AutoHeap.ofThread().features.gradient(features, scoreGradient, ((AutoWorkspace) workspace).gradient());
    }

    @Override
    public void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        AutoHeap.ofThread().model.unfold(f, lambda, ((AutoWorkspace) workspace).gradient(), gradient);
    }

    @Override
    public double step(
            Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace) {
        double sum = gradient(minibatch, loss, workspace);
        LinearModel gradient = ((AutoWorkspace) workspace).gradient();
        unfold(f, lambda, workspace, gradient);
        AutoModel model = AutoHeap.ofThread().model;
        model.addScaled(-rate, gradient.weights(), f.model().weights());
        model.addScaled(-rate, gradient.bias(), f.model().bias());
        return sum;
    }
}
