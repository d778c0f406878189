package org.lanewise.core.internal.simd.linear;

import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.ExampleScores;
import org.lanewise.core.internal.base.LinearPasses;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The passes of a linear classifier on the Vector API: small minibatches by {@link PreparedExamples}, larger ones block by
 * block in a {@link BatchTask}.
 *
 * @param workers who helps with large operations; null if nobody
 */
public record SimdLinearPasses(Workers workers) implements LinearPasses {

    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        PreparedExamples.prepare(features, preprocessing, prepared);
    }

    @Override
    public double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        return PreparedExamples.scores(prepared, model, scores);
    }

    @Override
    public void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        PreparedExamples.gradient(prepared, scoreGradient, weights, lambda, gradient);
    }

    @Override
    public void preparedStep(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float rate,
            BatchWorkspace workspace) {
        PreparedExamples.update(prepared, scoreGradient, model, lambda, rate);
    }

    @Override
    public double fold(ScoreFunction f, BatchWorkspace workspace) {
        return LinearScratch.ofThread().batch.fold(workers, f, ((SimdWorkspace) workspace).folded());
    }

    @Override
    public void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        LinearScratch.ofThread().batch.scores(workers, features, ((SimdWorkspace) workspace).folded(), scores);
    }

    @Override
    public ExampleScores exampleScores(BatchWorkspace folded) {
        return new GatheredExample(((SimdWorkspace) folded).folded());
    }

    @Override
    public double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace) {
        return LinearScratch.ofThread().batch.gradient(workers, minibatch, loss, (SimdWorkspace) workspace);
    }

    @Override
    public void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace) {
        LinearScratch.ofThread().batch.backward(workers, features, scoreGradient, (SimdWorkspace) workspace);
    }

    @Override
    public void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        ((SimdWorkspace) workspace).packed().unfold(f, lambda, gradient);
    }

    @Override
    public double step(
            Minibatch minibatch, Loss loss, ScoreFunction f, float lambda, float rate, BatchWorkspace workspace) {
        BatchTask batch = LinearScratch.ofThread().batch;
        batch.descent.begin(f, lambda, rate);
        return batch.step(workers, minibatch, loss, (SimdWorkspace) workspace);
    }
}
