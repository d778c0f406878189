package org.lanewise.bench.auto;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.AbstractKernels;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * All kernels as plain Java that C2 vectorizes by itself. Sums are added in another order than the contract of
 * {@code Kernels} fixes, which makes them faster, so results differ from the scalar kernels by rounding.
 *
 * <p>Each thread has heap arrays of its own, which grow to the sizes used and stay.
 */
public final class AutoKernels extends AbstractKernels {

    private static final ThreadLocal<Heap> HEAP = ThreadLocal.withInitial(Heap::new);

    /** Makes the kernels. */
    public AutoKernels() {
        super(new KernelInfo("auto", Float.SIZE, Fma.AVAILABLE, "plain Java, vectorized by C2 where it can"));
    }

    /** What a thread works with. */
    private static final class Heap {
        private final AutoMatmul matmul = new AutoMatmul();
        private final AutoPixels pixels = new AutoPixels();
        private final AutoRows rows = new AutoRows();
        private final AutoModel model = new AutoModel();
        private final AutoPrepared prepared = new AutoPrepared();
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
        HEAP.get().matmul.gemm(transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    protected void softmaxRows(FloatMatrix scores, FloatMatrix probabilities) {
        HEAP.get().rows.softmax(scores, probabilities);
    }

    @Override
    protected void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities) {
        HEAP.get().rows.logSoftmax(scores, logProbabilities);
    }

    @Override
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return loss.equals(SoftmaxCrossEntropy.softmax())
                ? HEAP.get().rows.crossEntropy(scores, labels, gradient)
                : super.lossRows(loss, scores, labels, gradient);
    }

    /** On the heap: the other operations on prepared images read it there. */
    @Override
    protected void prepare(PixelMatrix images, Preprocessing preprocessing, FloatMatrix prepared) {
        HEAP.get().prepared.prepare(images, preprocessing);
    }

    @Override
    protected double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        return HEAP.get().prepared.scores(model, scores);
    }

    @Override
    protected void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        HEAP.get().prepared.gradient(scoreGradient, weights, lambda, gradient);
    }

    @Override
    protected void preparedUpdate(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float learningRate,
            LinearModel gradient) {
        HEAP.get().prepared.update(scoreGradient, model, lambda, learningRate);
    }

    @Override
    protected void fold(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias) {
        HEAP.get().model.fold(model, preprocessing, foldedWeights, foldedBias);
    }

    @Override
    protected void pixelScores(
            PixelMatrix images, FloatMatrix foldedWeights, FloatMatrix foldedBias, FloatMatrix scores) {
        HEAP.get().pixels.scores(images, foldedWeights, foldedBias, scores);
    }

    @Override
    protected void pixelGradient(
            PixelMatrix images, FloatMatrix scoreGradient, FloatMatrix gradient, FloatMatrix sums) {
        HEAP.get().pixels.gradient(images, scoreGradient, gradient, sums);
    }

    @Override
    protected void unfold(
            FloatMatrix weights, Preprocessing preprocessing, float lambda, FloatMatrix sums, LinearModel gradient) {
        HEAP.get().model.unfold(weights, preprocessing, lambda, sums, gradient);
    }

    @Override
    protected double sumOfSquares(FloatMatrix matrix) {
        return HEAP.get().model.sumOfSquares(matrix);
    }

    @Override
    protected void addScaled(float alpha, FloatMatrix x, FloatMatrix y) {
        HEAP.get().model.addScaled(alpha, x, y);
    }

    @Override
    protected double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length) {
        return Dots.dot(a, aFrom, b, bFrom, length);
    }
}
