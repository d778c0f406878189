package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.pixel;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.AbstractKernels;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** All kernels as plain loops over elements. */
public final class ScalarKernels extends AbstractKernels {

    /**
     * Makes scalar kernels.
     *
     * @param reason why they were chosen, one sentence
     */
    public ScalarKernels(String reason) {
        super(new KernelInfo("scalar", Float.SIZE, Machine.FMA, reason));
    }

    @Override
    protected void gemm(
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        ScalarMatmul.gemm(inLanes, transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    protected void softmaxRows(FloatMatrix scores, FloatMatrix probabilities) {
        ScalarRows.softmax(scores, probabilities);
    }

    @Override
    protected void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities) {
        ScalarRows.logSoftmax(scores, logProbabilities);
    }

    @Override
    protected void fold(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias) {
        for (int k = 0; k < model.classes(); k++) {
            for (int d = 0; d < model.features(); d++) {
                set(foldedWeights, k, d, get(model.weights(), k, d) * get(preprocessing.scale(), 0, d));
            }
            set(foldedBias, k, 0, get(model.bias(), k, 0) - Lanes.dot(foldedWeights, k, preprocessing.mean(), 0));
        }
    }

    @Override
    protected void pixelScores(
            PixelMatrix images, FloatMatrix foldedWeights, FloatMatrix foldedBias, FloatMatrix scores) {
        for (int i = 0; i < images.rows(); i++) {
            MemorySegment pixels = images.segment(i);
            long offset = images.offset(i);
            for (int k = 0; k < foldedWeights.rows(); k++) {
                set(scores, i, k, Lanes.pixelDot(foldedWeights, k, pixels, offset) + get(foldedBias, k, 0));
            }
            Faults.raise(pixels);
        }
    }

    @Override
    protected void pixelGradient(
            PixelMatrix images, FloatMatrix scoreGradient, FloatMatrix gradient, FloatMatrix sums) {
        for (int k = 0; k < gradient.rows(); k++) {
            for (int d = 0; d < gradient.columns(); d++) {
                set(gradient, k, d, 0f);
            }
            set(sums, k, 0, 0f);
        }
        for (int i = 0; i < images.rows(); i++) {
            MemorySegment pixels = images.segment(i);
            long offset = images.offset(i);
            for (int k = 0; k < gradient.rows(); k++) {
                float g = get(scoreGradient, i, k);
                for (int d = 0; d < gradient.columns(); d++) {
                    set(gradient, k, d, fma(g, pixel(pixels, offset, d), get(gradient, k, d)));
                }
                set(sums, k, 0, get(sums, k, 0) + g);
            }
            Faults.raise(pixels);
        }
    }

    @Override
    protected void unfold(
            FloatMatrix weights, Preprocessing preprocessing, float lambda, FloatMatrix sums, LinearModel gradient) {
        FloatMatrix dW = gradient.weights();
        for (int k = 0; k < dW.rows(); k++) {
            float sum = get(sums, k, 0);
            unfoldData(dW, k, preprocessing, sum);
            for (int d = 0; d < dW.columns(); d++) {
                set(dW, k, d, fma(2 * lambda, get(weights, k, d), get(dW, k, d)));
            }
            set(gradient.bias(), k, 0, sum);
        }
    }

    /** A loop of its own: with four segments in one C2 compiles its range checks anew a hundred times over. */
    private static void unfoldData(FloatMatrix gradient, int k, Preprocessing preprocessing, float sum) {
        for (int d = 0; d < gradient.columns(); d++) {
            float centred = fma(-sum, get(preprocessing.mean(), 0, d), get(gradient, k, d));
            set(gradient, k, d, centred * get(preprocessing.scale(), 0, d));
        }
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                set(y, i, j, fma(alpha, get(x, i, j), get(y, i, j)));
            }
        }
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return Lanes.dot(a, aFrom, b, bFrom, length);
    }
}
