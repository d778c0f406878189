package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.feature;
import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.base.MatrixPasses;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** The passes of a linear classifier as plain loops: the reference that all others must equal in every bit. */
final class ScalarLinearPasses extends MatrixPasses {

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
    protected double fold(ScoreFunction f, LinearModel folded) {
        LinearModel model = f.model();
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
    protected void scores(Features features, LinearModel folded, FloatMatrix scores) {
        for (int i = 0; i < features.rows(); i++) {
            for (int k = 0; k < folded.classes(); k++) {
                set(scores, i, k, LaneOrder.dot(folded.weights(), k, features, i) + get(folded.bias(), k, 0));
            }
            Faults.raise(features.segment(i));
        }
    }

    @Override
    protected double loss(Loss loss, FloatMatrix scores, int[] labels) {
        return ScalarLosses.sum(loss, scores, labels, scores);
    }

    @Override
    protected void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel gradient) {
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
    protected void unfold(ScoreFunction f, float lambda, LinearModel folded, LinearModel gradient) {
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
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        ScalarKernels.add(alpha, x, y);
    }
}
