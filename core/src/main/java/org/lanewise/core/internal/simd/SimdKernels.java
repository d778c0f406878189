package org.lanewise.core.internal.simd;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.AbstractKernels;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** All kernels on the Vector API, at the width of {@link Lanes}. */
public final class SimdKernels extends AbstractKernels {

    static {
        Slices.profile();
    }

    /** Who helps with large operations; null if nobody. */
    private final Workers workers;

    private SimdKernels(KernelInfo info, Workers workers) {
        super(info, workers);
        this.workers = workers == null || workers.threads() == 1 ? null : workers;
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
        return SimdLosses.sum(0, loss, scores, 0, scores.rows(), labels, 1f / scores.rows(), gradient);
    }

    @Override
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        SimdLosses.each(loss, scores, labels, losses);
    }

    @Override
    protected void prepare(PixelMatrix images, Preprocessing preprocessing, FloatMatrix prepared) {
        PreparedImages.prepare(images, preprocessing, prepared);
    }

    @Override
    protected double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        return PreparedImages.scores(prepared, model, scores);
    }

    @Override
    protected void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        PreparedImages.gradient(prepared, scoreGradient, weights, lambda, gradient);
    }

    @Override
    protected void preparedUpdate(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float learningRate,
            LinearModel gradient) {
        PreparedImages.update(prepared, scoreGradient, model, lambda, learningRate);
    }

    @Override
    protected void fold(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias) {
        foldAndSquare(model, preprocessing, foldedWeights, foldedBias);
    }

    @Override
    protected double foldAndSquare(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias) {
        return Scratch.ofThread().batch.fold(workers, model, preprocessing, foldedWeights, foldedBias);
    }

    @Override
    protected void pixelScores(
            PixelMatrix images, FloatMatrix foldedWeights, FloatMatrix foldedBias, FloatMatrix scores) {
        Scratch.ofThread().batch.scores(workers, images, foldedWeights, foldedBias, scores);
    }

    /** Scores, loss and gradient of a block of images while its bytes are in L2. */
    @Override
    protected double batchGradient(
            PixelMatrix images,
            int[] labels,
            Loss loss,
            FloatMatrix foldedWeights,
            FloatMatrix foldedBias,
            FloatMatrix scores,
            FloatMatrix gradient,
            FloatMatrix sums) {
        return Scratch.ofThread()
                .batch
                .gradient(workers, images, labels, loss, foldedWeights, foldedBias, scores, gradient, sums);
    }

    @Override
    protected double batchStep(
            PixelMatrix images,
            int[] labels,
            Loss loss,
            FloatMatrix foldedWeights,
            FloatMatrix foldedBias,
            FloatMatrix scores,
            LinearModel gradient,
            FloatMatrix sums,
            LinearModel model,
            Preprocessing preprocessing,
            float lambda,
            float learningRate) {
        return Scratch.ofThread()
                .batch
                .step(
                        workers,
                        images,
                        labels,
                        loss,
                        foldedWeights,
                        foldedBias,
                        scores,
                        gradient.weights(),
                        sums,
                        model,
                        preprocessing,
                        lambda,
                        learningRate);
    }

    @Override
    protected void pixelGradient(
            PixelMatrix images, FloatMatrix scoreGradient, FloatMatrix gradient, FloatMatrix sums) {
        PixelBlock block = Scratch.ofThread().pixelBlock;
        for (int first = 0; first < images.rows(); first += Blocking.IMAGES) {
            int count = Math.min(Blocking.IMAGES, images.rows() - first);
            byte[] pixels = block.gather(images, first, count);
            SimdPixels.blockGradient(pixels, 0, count, scoreGradient, first, gradient, 0, images.columns());
            SimdPixels.addSums(scoreGradient, first, count, sums);
        }
    }

    @Override
    protected void unfold(
            FloatMatrix weights,
            Preprocessing preprocessing,
            float lambda,
            FloatMatrix sums,
            FloatMatrix folded,
            LinearModel gradient) {
        PackedGradient.unfold(weights, preprocessing, lambda, sums, folded, gradient);
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
    protected void pixelDistances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        Scratch.ofThread().distances.distances(metric, queries, images, distances);
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return SimdDoubleDot.dot(a, aFrom, b, bFrom, length);
    }
}
