package org.lanewise.core.internal.simd;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.adaptive.WarmUp;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.internal.base.CheckedKernels;
import org.lanewise.core.internal.scalar.ScalarPenalties;
import org.lanewise.core.internal.simd.distances.SimdDistances;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.lanes.Slices;
import org.lanewise.core.internal.simd.linear.SimdLinearPasses;
import org.lanewise.core.internal.simd.linear.SimdWorkspace;
import org.lanewise.core.internal.simd.matmul.SimdMatmul;
import org.lanewise.core.internal.simd.rows.SimdLosses;
import org.lanewise.core.internal.simd.rows.SimdRows;
import org.lanewise.core.internal.simd.vectors.Axpy;
import org.lanewise.core.internal.simd.vectors.ColumnScaling;
import org.lanewise.core.internal.simd.vectors.Rectifier;
import org.lanewise.core.internal.simd.vectors.SimdDoubleDot;
import org.lanewise.core.internal.simd.vectors.SimdMagnitudes;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;

/** All kernels on the Vector API, at the width of {@link Lanes}. */
public final class SimdKernels extends CheckedKernels {

    static {
        Slices.profile();
    }

    /** Who helps with large operations; null if nobody. */
    private final Workers workers;

    private SimdKernels(KernelInfo info, Workers workers) {
        super(info, workers, new SimdLinearPasses(helpers(workers)));
        this.workers = helpers(workers);
    }

    private static Workers helpers(Workers workers) {
        return workers == null || workers.threads() == 1 ? null : workers;
    }

    /**
     * Makes SIMD kernels; call it only where the incubator module is loaded.
     *
     * @param bits width of the vectors
     * @param reason why they were chosen, one sentence
     * @return the kernels
     */
    public static Kernels create(int bits, String reason) {
        return new SimdKernels(new KernelInfo("simd", bits, Machine.FMA, reason), null);
    }

    @Override
    public Kernels on(Workers helpers) {
        KernelInfo on = new KernelInfo(info().name(), info().bits(), info().fma(), helpers.threads(), info().reason());
        return new SimdKernels(on, helpers);
    }

    @Override
    public void warmUp() {
        WarmUp.run(this);
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
        SimdMatmul.gemm(workers, inLanes, transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    protected void softmaxRows(FloatMatrix scores, FloatMatrix probabilities) {
        SimdRows.softmax(scores, probabilities);
    }

    @Override
    protected void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities) {
        SimdRows.logSoftmax(scores, logProbabilities);
    }

    @Override
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return SimdLosses.sum(loss, scores, labels, gradient);
    }

    @Override
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        SimdLosses.each(loss, scores, labels, losses);
    }

    @Override
    protected boolean owns(Workspace workspace) {
        return workspace instanceof SimdWorkspace;
    }

    @Override
    public BatchWorkspace workspace(Arena arena, int examples, int classes, int features) {
        return new SimdWorkspace(arena, info().threads(), examples, classes, features);
    }

    /** Of biases alone: passes over W square it on the way. */
    @Override
    protected double sumOfSquares(FloatMatrix matrix) {
        return ScalarPenalties.sumOfSquares(matrix);
    }

    @Override
    protected double sumOfMagnitudes(FloatMatrix matrix) {
        return SimdMagnitudes.sum(matrix);
    }

    @Override
    protected void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
        SimdMagnitudes.addSigns(alpha, x, y);
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        Axpy.add(alpha, x, y);
    }

    @Override
    protected void multiplyColumns(FloatMatrix matrix, FloatMatrix factors) {
        ColumnScaling.multiply(matrix, factors);
    }

    @Override
    protected void positivePart(FloatMatrix x) {
        Rectifier.apply(x);
    }

    @Override
    protected void keepWherePositive(FloatMatrix rectified, FloatMatrix gradient) {
        Rectifier.mask(rectified, gradient);
    }

    @Override
    protected void distancesOf(Metric metric, Features queries, Features examples, int[] distances) {
        SimdDistances.ofThread().distances(metric, queries, examples, distances);
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return SimdDoubleDot.dot(a, aFrom, b, bFrom, length);
    }
}
