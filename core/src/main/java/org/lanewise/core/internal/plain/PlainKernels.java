package org.lanewise.core.internal.plain;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.CheckedKernels;
import org.lanewise.core.internal.base.MatrixWorkspace;
import org.lanewise.core.internal.scalar.ScalarLosses;
import org.lanewise.core.internal.scalar.ScalarPenalties;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;

/**
 * All kernels as plain loops that C2 vectorizes by itself, on the caller's thread. What takes no part of the time of
 * anything is left to the scalar loops.
 */
public final class PlainKernels extends CheckedKernels {

    // What the first call would wait for otherwise: the classes of the kernels, and what the JDK links for bulk copies.
    static {
        PlainScratch.ofThread();
        Copies.link();
    }

    /**
     * Makes plain kernels.
     *
     * @param reason why they were chosen, one sentence
     */
    public PlainKernels(String reason) {
        super(new KernelInfo("plain", Float.SIZE, Machine.FMA, reason), null, new PlainLinearPasses());
    }

    private PlainKernels(KernelInfo info, Workers workers) {
        super(info, workers, new PlainLinearPasses());
    }

    /**
     * Makes plain kernels that compute in the place of others, and refuse what those refuse.
     *
     * @param info of the others
     * @param workers of the others, whose help these do not take; null if they have none
     * @return the kernels
     */
    public static PlainKernels instead(KernelInfo info, Workers workers) {
        return new PlainKernels(info, workers);
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
        PlainScratch.ofThread().matmul.gemm(inLanes, transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    protected void softmaxRows(FloatMatrix scores, FloatMatrix probabilities) {
        PlainScratch.ofThread().rows.softmax(scores, probabilities);
    }

    @Override
    protected void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities) {
        PlainScratch.ofThread().rows.logSoftmax(scores, logProbabilities);
    }

    @Override
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return PlainScratch.ofThread().rows.loss(loss, scores, labels, gradient);
    }

    @Override
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        ScalarLosses.each(loss, scores, labels, losses);
    }

    @Override
    protected double sumOfSquares(FloatMatrix matrix) {
        return PlainScratch.ofThread().model.sumOfSquares(matrix);
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
        PlainScratch.ofThread().distances.distances(metric, queries, examples, distances);
    }

    @Override
    protected boolean owns(Workspace workspace) {
        return workspace instanceof MatrixWorkspace matrices && matrices.isFor(PlainKernels.class);
    }

    @Override
    public BatchWorkspace workspace(Arena arena, int examples, int classes, int features) {
        return new MatrixWorkspace(PlainKernels.class, arena, examples, classes, features);
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        PlainScratch.ofThread().model.addScaled(alpha, x, y);
    }

    @Override
    protected void multiplyColumns(FloatMatrix matrix, FloatMatrix factors) {
        PlainScratch.ofThread().model.multiplyColumns(matrix, factors);
    }

    @Override
    protected void positivePart(FloatMatrix x) {
        PlainScratch.ofThread().model.positivePart(x);
    }

    @Override
    protected void keepWherePositive(FloatMatrix rectified, FloatMatrix gradient) {
        PlainScratch.ofThread().model.keepWherePositive(rectified, gradient);
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return Dots.dot(a, aFrom, b, bFrom, length, PlainScratch.ofThread().doubleLanes);
    }
}
