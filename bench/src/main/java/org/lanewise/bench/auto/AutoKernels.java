package org.lanewise.bench.auto;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.CheckedKernels;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;

/**
 * All kernels as plain Java that C2 vectorizes by itself. Sums are added in another order than the contract of
 * {@code Kernels} fixes, which makes them faster, so results differ from the scalar kernels by rounding. What nobody measures
 * is left to those.
 */
public final class AutoKernels extends CheckedKernels {

    /** Makes the kernels. */
    public AutoKernels() {
        super(
                new KernelInfo("auto", Float.SIZE, Fma.AVAILABLE, "plain Java, vectorized by C2 where it can"),
                null,
                new AutoLinearPasses());
    }

    @Override
    protected boolean owns(Workspace workspace) {
        return workspace instanceof AutoWorkspace;
    }

    @Override
    public BatchWorkspace workspace(Arena arena, int examples, int classes, int features) {
        return new AutoWorkspace(arena, examples, classes, features);
    }

    /** In an order of its own, whatever the shape. */
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
        AutoHeap.ofThread().matmul.gemm(transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    protected void softmaxRows(FloatMatrix scores, FloatMatrix probabilities) {
        AutoHeap.ofThread().rows.softmax(scores, probabilities);
    }

    @Override
    protected void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities) {
        AutoHeap.ofThread().rows.logSoftmax(scores, logProbabilities);
    }

    @Override
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return AutoHeap.ofThread().rows.lossSum(loss, scores, labels, gradient);
    }

    @Override
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        Kernels.scalar().losses(loss, scores, labels, losses);
    }

    @Override
    protected double sumOfSquares(FloatMatrix matrix) {
        return AutoHeap.ofThread().model.sumOfSquares(matrix);
    }

    @Override
    protected double sumOfMagnitudes(FloatMatrix matrix) {
        double sum = 0;
        for (float element : matrix.toArray()) {
            sum += Math.abs(element);
        }
        return sum;
    }

    @Override
    protected void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                y.set(i, j, y.get(i, j) + alpha * Math.signum(x.get(i, j)));
            }
        }
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        AutoHeap.ofThread().model.addScaled(alpha, x, y);
    }

    @Override
    protected void multiplyColumns(FloatMatrix matrix, FloatMatrix factors) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                matrix.set(i, j, matrix.get(i, j) * factors.get(0, j));
            }
        }
    }

    @Override
    protected void distancesOf(Metric metric, Features queries, Features examples, int[] distances) {
        Kernels.scalar().distances(metric, queries, examples, distances);
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return Dots.dot(a, aFrom, b, bFrom, length);
    }
}
