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
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** The loops for small minibatches, whose images are prepared as floats. */
public final class ScalarPrepared {

    private ScalarPrepared() {}

    /**
     * {@code x'_id = (x_id - mean_d) scale_d}.
     *
     * @param images x, N x D
     * @param preprocessing mean and scale
     * @param prepared x', N x D, overwritten
     */
    public static void prepare(Features images, Preprocessing preprocessing, FloatMatrix prepared) {
        for (int i = 0; i < images.rows(); i++) {
            centre(images, i, preprocessing.mean(), prepared);
            for (int d = 0; d < images.columns(); d++) {
                set(prepared, i, d, get(prepared, i, d) * get(preprocessing.scale(), 0, d));
            }
            Faults.raise(images.segment(i));
        }
    }

    /** A loop of its own: with four segments in one C2 compiles its range checks anew a hundred times over. */
    private static void centre(Features features, int row, FloatMatrix mean, FloatMatrix prepared) {
        Element element = features.element();
        MemorySegment x = features.segment(row);
        long offset = features.offset(row);
        for (int d = 0; d < prepared.columns(); d++) {
            set(prepared, row, d, feature(element, x, offset, d) - get(mean, 0, d));
        }
    }

    /**
     * {@code f_ik = sum_d W_kd x'_id + b_k}, dot products in 16 lanes.
     *
     * @param images x', N x D
     * @param model W and b
     * @param scores f, N x K, overwritten
     */
    public static void scores(FloatMatrix images, LinearModel model, FloatMatrix scores) {
        for (int i = 0; i < images.rows(); i++) {
            for (int k = 0; k < model.classes(); k++) {
                set(scores, i, k, LaneOrder.dot(images, i, model.weights(), k) + get(model.bias(), k, 0));
            }
        }
    }

    /**
     * {@code dW_kd = sum_i g_ik x'_id + 2 lambda W_kd}, {@code db_k = sum_i g_ik}, chains in the order of the images.
     *
     * @param images x', N x D
     * @param scoreGradient g, N x K
     * @param weights W, K x D
     * @param lambda regularization strength
     * @param gradient dW and db, overwritten
     */
    public static void gradient(
            FloatMatrix images, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        FloatMatrix dW = gradient.weights();
        for (int k = 0; k < dW.rows(); k++) {
            for (int d = 0; d < dW.columns(); d++) {
                set(dW, k, d, 0f);
            }
            float sum = 0;
            for (int i = 0; i < images.rows(); i++) {
                float g = get(scoreGradient, i, k);
                for (int d = 0; d < dW.columns(); d++) {
                    set(dW, k, d, fma(g, get(images, i, d), get(dW, k, d)));
                }
                sum += g;
            }
            for (int d = 0; d < dW.columns(); d++) {
                set(dW, k, d, fma(2 * lambda, get(weights, k, d), get(dW, k, d)));
            }
            set(gradient.bias(), k, 0, sum);
        }
    }
}
