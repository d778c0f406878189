package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.feature;
import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.LinearPasses;
import org.lanewise.core.internal.base.MatrixWorkspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier as plain loops: the reference that all others must equal in every bit. */
final class ScalarLinearPasses implements LinearPasses, MatrixWorkspace.Sums {

    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        ScalarPrepared.prepare(features, preprocessing, prepared);
    }

    @Override
    public double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        ScalarPrepared.scores(prepared, model, scores);
        return ScalarPenalties.sumOfSquares(model.weights());
    }

    @Override
    public void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        ScalarPrepared.gradient(prepared, scoreGradient, weights, lambda, gradient);
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

    @Override
    public double fold(ScoreFunction f, BatchWorkspace workspace) {
        LinearModel model = f.model();
        LinearModel folded = ((MatrixWorkspace) workspace).folded();
        for (int k = 0; k < model.classes(); k++) {
            for (int d = 0; d < model.features(); d++) {
                set(
                        folded.weights(),
                        k,
                        d,
                        get(model.weights(), k, d) * get(f.preprocessing().scale(), 0, d));
            }
            float shift = LaneOrder.dot(folded.weights(), k, f.preprocessing().mean(), 0);
            set(folded.bias(), k, 0, get(model.bias(), k, 0) - shift);
        }
        return ScalarPenalties.sumOfSquares(model.weights());
    }

    @Override
    public void scores(Features features, BatchWorkspace workspace, FloatMatrix scores) {
        LinearModel folded = ((MatrixWorkspace) workspace).folded();
        for (int i = 0; i < features.rows(); i++) {
            for (int k = 0; k < folded.classes(); k++) {
                set(scores, i, k, LaneOrder.dot(folded.weights(), k, features, i) + get(folded.bias(), k, 0));
            }
            Faults.raise(features.segment(i));
        }
    }

    @Override
    public double gradient(Minibatch minibatch, Loss loss, BatchWorkspace workspace) {
        FloatMatrix scores = workspace.scores(minibatch.size());
        scores(minibatch.features(), workspace, scores);
        double sum = ScalarLosses.sum(loss, scores, minibatch.labels(), scores);
        backward(minibatch.features(), scores, workspace);
        return sum;
    }

    @Override
    public void backward(Features features, FloatMatrix scoreGradient, BatchWorkspace workspace) {
        ((MatrixWorkspace) workspace).sum(features, scoreGradient, this);
    }

    @Override
    public void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel gradient) {
        FloatMatrix weights = gradient.weights();
        FloatMatrix sums = gradient.bias();
        for (int k = 0; k < gradient.classes(); k++) {
            for (int d = 0; d < gradient.features(); d++) {
                set(weights, k, d, 0f);
            }
            set(sums, k, 0, 0f);
        }
        Element element = features.element();
        for (int i = from; i < to; i++) {
            MemorySegment x = features.segment(i);
            long offset = features.offset(i);
            for (int k = 0; k < gradient.classes(); k++) {
                float g = get(scoreGradient, i, k);
                for (int d = 0; d < gradient.features(); d++) {
                    set(weights, k, d, fma(g, feature(element, x, offset, d), get(weights, k, d)));
                }
                set(sums, k, 0, get(sums, k, 0) + g);
            }
            Faults.raise(x);
        }
    }

    @Override
    public void add(LinearModel part, LinearModel sum) {
        add(part.weights(), sum.weights());
        add(part.bias(), sum.bias());
    }

    private static void add(FloatMatrix part, FloatMatrix sum) {
        for (int i = 0; i < sum.rows(); i++) {
            for (int j = 0; j < sum.columns(); j++) {
                set(sum, i, j, get(sum, i, j) + get(part, i, j));
            }
        }
    }

    @Override
    public void unfold(ScoreFunction f, float lambda, BatchWorkspace workspace, LinearModel gradient) {
        LinearModel folded = ((MatrixWorkspace) workspace).gradient();
        FloatMatrix dW = gradient.weights();
        for (int k = 0; k < dW.rows(); k++) {
            float sum = get(folded.bias(), k, 0);
            centre(folded.weights(), f.preprocessing().mean(), sum, k, dW);
            scale(dW, k, f.preprocessing().scale());
            for (int d = 0; d < dW.columns(); d++) {
                set(dW, k, d, fma(2 * lambda, get(f.model().weights(), k, d), get(dW, k, d)));
            }
            set(gradient.bias(), k, 0, sum);
        }
    }

    /** A loop of its own: with four segments in one C2 compiles its range checks anew a hundred times over. */
    private static void centre(FloatMatrix folded, FloatMatrix mean, float sum, int k, FloatMatrix gradient) {
        for (int d = 0; d < gradient.columns(); d++) {
            set(gradient, k, d, fma(-sum, get(mean, 0, d), get(folded, k, d)));
        }
    }

    private static void scale(FloatMatrix gradient, int k, FloatMatrix scale) {
        for (int d = 0; d < gradient.columns(); d++) {
            set(gradient, k, d, get(gradient, k, d) * get(scale, 0, d));
        }
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

    private static void descend(LinearModel model, LinearModel gradient, float rate) {
        ScalarKernels.add(-rate, gradient.weights(), model.weights());
        ScalarKernels.add(-rate, gradient.bias(), model.bias());
    }
}
