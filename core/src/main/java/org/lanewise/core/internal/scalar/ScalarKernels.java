package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.CheckedKernels;
import org.lanewise.core.internal.base.MatrixWorkspace;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;

/** All kernels as plain loops over elements. */
public final class ScalarKernels extends CheckedKernels {

    /**
     * Makes scalar kernels.
     *
     * @param reason why they were chosen, one sentence
     */
    public ScalarKernels(String reason) {
        super(new KernelInfo("scalar", Float.SIZE, Machine.FMA, reason), null, new ScalarLinearPasses());
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
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return ScalarLosses.sum(loss, scores, labels, gradient);
    }

    @Override
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        ScalarLosses.each(loss, scores, labels, losses);
    }

    @Override
    protected double sumOfSquares(FloatMatrix matrix) {
        return ScalarPenalties.sumOfSquares(matrix);
    }

    @Override
    protected double sumOfMagnitudes(FloatMatrix matrix) {
        return ScalarPenalties.sumOfMagnitudes(matrix);
    }

    @Override
    protected void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
        ScalarPenalties.addSigns(alpha, x, y);
    }

    @Override
    protected void distancesOf(Metric metric, Features queries, Features examples, int[] distances) {
        ScalarDistances.distances(metric, queries, examples, distances);
    }

    @Override
    protected boolean owns(Workspace workspace) {
        return workspace instanceof MatrixWorkspace matrices && matrices.isFor(ScalarKernels.class);
    }

    @Override
    public BatchWorkspace workspace(Arena arena, int examples, int classes, int features) {
        return new MatrixWorkspace(ScalarKernels.class, arena, examples, classes, features);
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        add(alpha, x, y);
    }

    /** {@code Y += alpha X}. */
    static void add(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                set(y, i, j, fma(alpha, get(x, i, j), get(y, i, j)));
            }
        }
    }

    @Override
    protected void multiplyColumns(FloatMatrix matrix, FloatMatrix factors) {
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                set(matrix, i, j, get(matrix, i, j) * get(factors, 0, j));
            }
        }
    }

    @Override
    protected void positivePart(FloatMatrix x) {
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                set(x, i, j, Math.max(get(x, i, j), 0f));
            }
        }
    }

    @Override
    protected void keepWherePositive(FloatMatrix rectified, FloatMatrix gradient) {
        for (int i = 0; i < gradient.rows(); i++) {
            for (int j = 0; j < gradient.columns(); j++) {
                set(gradient, i, j, get(rectified, i, j) > 0 ? get(gradient, i, j) : 0f);
            }
        }
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return LaneOrder.dot(a, aFrom, b, bFrom, length);
    }
}
