package org.lanewise.core.kernels;

import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.scalar.ScalarPrepared;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The public edge of every implementation: checks arguments once, then calls the loops, which trust them. What is
 * composed of several loops is composed here, so that implementations cannot differ in it.
 *
 * <p>An implementation must add in the order that {@link Kernels} fixes, allocate nothing per call, and be safe to use
 * from several threads.
 */
public abstract class AbstractKernels implements Kernels {

    private final KernelInfo info;

    /**
     * Names the implementation.
     *
     * @param info what {@link #info()} returns
     */
    protected AbstractKernels(KernelInfo info) {
        this.info = Objects.requireNonNull(info, "info");
    }

    @Override
    public final KernelInfo info() {
        return info;
    }

    @Override
    public final void matmul(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        Checks.matmul(transposeA, transposeB, a, b, c);
        Checks.shared(info.threads(), "matmul", a);
        Checks.shared(info.threads(), "matmul", b);
        Checks.shared(info.threads(), "matmul", c);
        gemm(transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    public final void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        Checks.elementwise("softmax", scores, probabilities);
        softmaxRows(scores, probabilities);
    }

    @Override
    public final void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        Checks.elementwise("log-softmax", scores, logProbabilities);
        logSoftmaxRows(scores, logProbabilities);
    }

    @Override
    public final double softmaxCrossEntropy(FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        Checks.elementwise("softmax cross-entropy", scores, gradient);
        Checks.labels(labels, scores.rows(), scores.columns());
        return crossEntropyRows(scores, labels, gradient) / scores.rows();
    }

    @Override
    public final void scores(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            FloatMatrix scores,
            Workspace workspace) {
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), "scores", model, preprocessing, images, workspace);
        Checks.scores(model, preprocessing, images, scores);
        Checks.shared(info.threads(), "scores", scores);
        fold(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
        pixelScores(images, workspace.foldedWeights(), workspace.foldedBias(), scores);
    }

    @Override
    public final double lossAndGradient(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            float lambda,
            LinearModel gradient,
            Workspace workspace) {
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), "the gradient", model, preprocessing, images, workspace);
        Checks.labels(labels, images.rows(), model.classes());
        Checks.minibatch(images, lambda, workspace);
        Checks.gradient(model, preprocessing, gradient);
        if (images.rows() <= PREPARED) {
            double loss = preparedLoss(model, preprocessing, images, labels, lambda, workspace);
            FloatMatrix scoreGradient = workspace.scores(images.rows());
            preparedGradient(workspace.preparedImages(images.rows()), scoreGradient, model.weights(), lambda, gradient);
            return loss;
        }
        LinearModel folded = workspace.gradient();
        double loss = foldedLossAndGradient(model, preprocessing, images, labels, lambda, folded, workspace);
        unfold(model.weights(), preprocessing, lambda, workspace.scoreSums(), folded.weights(), gradient);
        return loss;
    }

    @Override
    public final double gradientStep(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            float lambda,
            float learningRate,
            Workspace workspace) {
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), "a gradient step", model, preprocessing, images, workspace);
        Checks.labels(labels, images.rows(), model.classes());
        Checks.minibatch(images, lambda, workspace);
        LinearModel gradient = workspace.gradient();
        if (images.rows() <= PREPARED) {
            double loss = preparedLoss(model, preprocessing, images, labels, lambda, workspace);
            FloatMatrix scoreGradient = workspace.scores(images.rows());
            FloatMatrix prepared = workspace.preparedImages(images.rows());
            preparedUpdate(prepared, scoreGradient, model, lambda, learningRate, gradient);
            return loss;
        }
        double loss = foldedLossAndGradient(model, preprocessing, images, labels, lambda, gradient, workspace);
        update(model, preprocessing, lambda, learningRate, gradient, workspace.scoreSums());
        return loss;
    }

    /** The loss of a small minibatch; prepared images and the scores' gradient are left in the workspace. */
    private double preparedLoss(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            float lambda,
            Workspace workspace) {
        FloatMatrix prepared = workspace.preparedImages(images.rows());
        FloatMatrix scores = workspace.scores(images.rows());
        prepare(images, preprocessing, prepared);
        double squares = preparedScores(prepared, model, scores);
        return crossEntropyRows(scores, labels, scores) / images.rows() + lambda * squares;
    }

    /** The loss; the gradient's weights are left as G, with respect to the folded weights. */
    private double foldedLossAndGradient(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            float lambda,
            LinearModel gradient,
            Workspace workspace) {
        double squares = foldAndSquare(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
        double dataLoss = batchGradient(
                images,
                labels,
                workspace.foldedWeights(),
                workspace.foldedBias(),
                workspace.scores(images.rows()),
                gradient.weights(),
                workspace.scoreSums());
        return dataLoss / images.rows() + lambda * squares;
    }

    @Override
    public final void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
        Checks.sameShape("axpy", x, y);
        if (x.overlaps(y)) {
            throw new IllegalArgumentException("axpy cannot add a matrix to one that overlaps it; copy it first.");
        }
        addScaled(alpha, x, y);
    }

    @Override
    public final double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        return dotInDouble(a, aFrom, b, bFrom, length);
    }

    /**
     * {@link Kernels#matmul} with checked arguments.
     *
     * @param transposeA whether A is read transposed
     * @param transposeB whether B is read transposed
     * @param alpha factor of the product
     * @param a A as stored
     * @param b B as stored
     * @param beta factor of what is in C; 0: C is not read
     * @param c C
     */
    protected abstract void gemm(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c);

    /**
     * {@link Kernels#softmax} with checked arguments.
     *
     * @param scores f, N x K
     * @param probabilities p, N x K, perhaps f itself
     */
    protected abstract void softmaxRows(FloatMatrix scores, FloatMatrix probabilities);

    /**
     * {@link Kernels#logSoftmax} with checked arguments.
     *
     * @param scores f, N x K
     * @param logProbabilities result, N x K, perhaps f itself
     */
    protected abstract void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities);

    /**
     * {@link Kernels#softmaxCrossEntropy} with checked arguments.
     *
     * @param scores f, N x K
     * @param labels y
     * @param gradient gradient of the mean loss, N x K, perhaps f itself
     * @return the sum of the losses of the rows
     */
    protected abstract double crossEntropyRows(FloatMatrix scores, int[] labels, FloatMatrix gradient);

    /**
     * Preprocesses the images of a small minibatch, {@code x'_id = (x_id - mean_d) scale_d}.
     *
     * @param images x, N x D
     * @param preprocessing mean and scale
     * @param prepared x', N x D, overwritten
     */
    protected void prepare(PixelMatrix images, Preprocessing preprocessing, FloatMatrix prepared) {
        ScalarPrepared.prepare(images, preprocessing, prepared);
    }

    /**
     * Scores of preprocessed images, {@code f_ik = sum_d W_kd x'_id + b_k}, and the {@link #sumOfSquares} of W.
     *
     * @param prepared x', N x D, N at least 1
     * @param model W and b
     * @param scores f, N x K, overwritten
     * @return the sum of the squares of W
     */
    protected double preparedScores(FloatMatrix prepared, LinearModel model, FloatMatrix scores) {
        ScalarPrepared.scores(prepared, model, scores);
        return sumOfSquares(model.weights());
    }

    /**
     * Gradient of the regularized loss from preprocessed images, {@code dW_kd = sum_i g_ik x'_id + 2 lambda W_kd},
     * {@code db_k = sum_i g_ik}.
     *
     * @param prepared x', N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param weights W, K x D
     * @param lambda regularization strength
     * @param gradient dW and db, overwritten
     */
    protected void preparedGradient(
            FloatMatrix prepared, FloatMatrix scoreGradient, FloatMatrix weights, float lambda, LinearModel gradient) {
        ScalarPrepared.gradient(prepared, scoreGradient, weights, lambda, gradient);
    }

    /**
     * {@link #preparedGradient}, and the step against it; an implementation may override it to do both in one pass, with
     * the same roundings.
     *
     * @param prepared x', N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param model W and b, changed
     * @param lambda regularization strength
     * @param learningRate the step size
     * @param gradient scratch for dW and db
     */
    protected void preparedUpdate(
            FloatMatrix prepared,
            FloatMatrix scoreGradient,
            LinearModel model,
            float lambda,
            float learningRate,
            LinearModel gradient) {
        preparedGradient(prepared, scoreGradient, model.weights(), lambda, gradient);
        addScaled(-learningRate, gradient.weights(), model.weights());
        addScaled(-learningRate, gradient.bias(), model.bias());
    }

    /**
     * Folds preprocessing into parameters: {@code V_kd = W_kd scale_d}, {@code c_k = b_k - sum_d V_kd mean_d}.
     *
     * @param model W and b
     * @param preprocessing mean and scale
     * @param foldedWeights V, K x D, overwritten; read by this implementation alone, which may arrange the elements as
     *     it likes; its memory has a row to spare
     * @param foldedBias c, K x 1, overwritten
     */
    protected abstract void fold(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias);

    /**
     * {@link #fold}, and {@link #sumOfSquares} of the weights; an implementation may override it to do both in one pass.
     *
     * @param model W and b
     * @param preprocessing mean and scale
     * @param foldedWeights V, K x D, overwritten
     * @param foldedBias c, K x 1, overwritten
     * @return the sum of the squares of W
     */
    protected double foldAndSquare(
            LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix foldedBias) {
        fold(model, preprocessing, foldedWeights, foldedBias);
        return sumOfSquares(model.weights());
    }

    /**
     * Scores of raw pixels, {@code f_ik = sum_d V_kd x_id + c_k}.
     *
     * @param images x, N x D
     * @param foldedWeights V, K x D
     * @param foldedBias c, K x 1
     * @param scores f, N x K, overwritten
     */
    protected abstract void pixelScores(
            PixelMatrix images, FloatMatrix foldedWeights, FloatMatrix foldedBias, FloatMatrix scores);

    /**
     * Scores, losses and gradient with respect to folded weights of a minibatch; an implementation may override it to do
     * all three on a block of images while it is in the cache.
     *
     * @param images x, N x D, N at least 1
     * @param labels y
     * @param foldedWeights V, K x D
     * @param foldedBias c, K x 1
     * @param scores scratch, N x K
     * @param gradient G, K x D, overwritten; read by this implementation alone, which may arrange the elements as it
     *     likes; its memory has rows and columns to spare
     * @param sums s, K x 1, overwritten
     * @return the sum of the losses of the images
     */
    protected double batchGradient(
            PixelMatrix images,
            int[] labels,
            FloatMatrix foldedWeights,
            FloatMatrix foldedBias,
            FloatMatrix scores,
            FloatMatrix gradient,
            FloatMatrix sums) {
        pixelScores(images, foldedWeights, foldedBias, scores);
        double loss = crossEntropyRows(scores, labels, scores);
        pixelGradient(images, scores, gradient, sums);
        return loss;
    }

    /**
     * Gradient with respect to folded weights, {@code G_kd = sum_i g_ik x_id}, and {@code s_k = sum_i g_ik}.
     *
     * @param images x, N x D, N at least 1
     * @param scoreGradient g, N x K
     * @param gradient G, K x D, overwritten
     * @param sums s, K x 1, overwritten
     */
    protected abstract void pixelGradient(
            PixelMatrix images, FloatMatrix scoreGradient, FloatMatrix gradient, FloatMatrix sums);

    /**
     * Turns the gradient of the folded parameters into that of the regularized loss, in place:
     * {@code dW_kd = (G_kd - s_k mean_d) scale_d + 2 lambda W_kd}, {@code db_k = s_k}.
     *
     * @param weights W, K x D
     * @param preprocessing mean and scale
     * @param lambda regularization strength
     * @param sums s, K x 1
     * @param gradient G, replaced by dW, and db, overwritten
     */
    protected void unfold(
            FloatMatrix weights, Preprocessing preprocessing, float lambda, FloatMatrix sums, LinearModel gradient) {
        throw new UnsupportedOperationException("unfolds from a matrix of its own");
    }

    /**
     * Turns the gradient of the folded parameters into that of the regularized loss. An implementation overrides this
     * method if G is arranged in a way of its own, or else the one that works in place.
     *
     * @param weights W, K x D
     * @param preprocessing mean and scale
     * @param lambda regularization strength
     * @param sums s, K x 1
     * @param folded G, as {@link #batchGradient} left it
     * @param gradient dW and db, overwritten
     */
    protected void unfold(
            FloatMatrix weights,
            Preprocessing preprocessing,
            float lambda,
            FloatMatrix sums,
            FloatMatrix folded,
            LinearModel gradient) {
        gradient.weights().copyFrom(folded);
        unfold(weights, preprocessing, lambda, sums, gradient);
    }

    /**
     * Unfolds the gradient and steps against it, {@code W -= learning rate * dW}, {@code b -= learning rate * db}; an
     * implementation may override it to do both in one pass, with the same roundings.
     *
     * @param model W and b, changed
     * @param preprocessing mean and scale
     * @param lambda regularization strength
     * @param learningRate the step size
     * @param gradient G and scratch for db, overwritten
     * @param sums s, K x 1
     */
    protected void update(
            LinearModel model,
            Preprocessing preprocessing,
            float lambda,
            float learningRate,
            LinearModel gradient,
            FloatMatrix sums) {
        unfold(model.weights(), preprocessing, lambda, sums, gradient);
        addScaled(-learningRate, gradient.weights(), model.weights());
        addScaled(-learningRate, gradient.bias(), model.bias());
    }

    /**
     * Sum of the squares of all elements: a dot product of each row with itself, in float, added in double.
     *
     * @param matrix any matrix
     * @return the sum
     */
    protected abstract double sumOfSquares(FloatMatrix matrix);

    /**
     * {@link Kernels#axpy} with checked arguments.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected abstract void addScaled(float alpha, FloatMatrix x, FloatMatrix y);

    /**
     * {@link Kernels#dot(double[], int, double[], int, int)} with checked arguments.
     *
     * @param a first array
     * @param aFrom where its range begins
     * @param b second array
     * @param bFrom where its range begins
     * @param length length of both ranges
     * @return the dot product
     */
    protected abstract double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length);
}
