package org.lanewise.core.kernels;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.scalar.ScalarDistances;
import org.lanewise.core.internal.scalar.ScalarLosses;
import org.lanewise.core.internal.scalar.ScalarPenalties;
import org.lanewise.core.internal.scalar.ScalarPrepared;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The loops beneath {@link AbstractKernels}, which trust their arguments. Those with a body are an implementation's
 * to override where it has a faster one, with the same roundings.
 */
abstract class KernelLoops implements Kernels {

    /** For the subclass. */
    KernelLoops() {}

    /**
     * {@link Kernels#matmul} with checked arguments, none of them empty but for K, and in allocated memory.
     *
     * @param inLanes whether elements are dot products in virtual lanes, as the shape of the whole product decides, of which this may
     *     be a part
     * @param transposeA whether A is read transposed
     * @param transposeB whether B is read transposed
     * @param alpha factor of the product
     * @param a A as stored
     * @param b B as stored
     * @param beta factor of what is in C; 0: C is not read
     * @param c C
     */
    protected abstract void gemm(
            boolean inLanes,
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
     * {@link Kernels#loss} with checked arguments.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param gradient gradient of the mean loss, N x K, perhaps f itself
     * @return the sum of the losses of the rows
     */
    protected double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        return ScalarLosses.sum(loss, scores, labels, gradient);
    }

    /**
     * {@link Kernels#losses} with checked arguments.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param losses the loss of each row, overwritten
     */
    protected void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        ScalarLosses.each(loss, scores, labels, losses);
    }

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
     * @param loss which loss
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
            Loss loss,
            FloatMatrix foldedWeights,
            FloatMatrix foldedBias,
            FloatMatrix scores,
            FloatMatrix gradient,
            FloatMatrix sums) {
        pixelScores(images, foldedWeights, foldedBias, scores);
        double sum = lossRows(loss, scores, labels, scores);
        pixelGradient(images, scores, gradient, sums);
        return sum;
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
     * {@link #batchGradient}, then {@link #unfold}, then the step {@code W -= learning rate * dW},
     * {@code b -= learning rate * db}; an implementation may override it to use the gradient as it is completed, with the
     * same roundings.
     *
     * @param images x, N x D, N at least 1
     * @param labels y
     * @param loss which loss
     * @param foldedWeights V, K x D
     * @param foldedBias c, K x 1
     * @param scores scratch, N x K
     * @param gradient scratch for G, dW and db
     * @param sums scratch for s, K x 1
     * @param model W and b, changed
     * @param preprocessing mean and scale
     * @param lambda regularization strength
     * @param learningRate the step size
     * @return the sum of the losses of the images
     */
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
        double sum = batchGradient(images, labels, loss, foldedWeights, foldedBias, scores, gradient.weights(), sums);
        unfold(model.weights(), preprocessing, lambda, sums, gradient);
        addScaled(-learningRate, gradient.weights(), model.weights());
        addScaled(-learningRate, gradient.bias(), model.bias());
        return sum;
    }

    /**
     * Sum of the squares of all elements: a dot product of each row with itself, in float, added in double.
     *
     * @param matrix any matrix
     * @return the sum
     */
    protected double sumOfSquares(FloatMatrix matrix) {
        return ScalarPenalties.sumOfSquares(matrix);
    }

    /**
     * Sum of the magnitudes of all elements: along each row in 16 virtual lanes, in float, added in double.
     *
     * @param matrix any matrix
     * @return the sum
     */
    protected double sumOfMagnitudes(FloatMatrix matrix) {
        return ScalarPenalties.sumOfMagnitudes(matrix);
    }

    /**
     * {@code Y += alpha sign(X)}, where the sign of zero is 0.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
        ScalarPenalties.addSigns(alpha, x, y);
    }

    /**
     * {@link Kernels#axpy} with checked arguments.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected abstract void addScaled(float alpha, FloatMatrix x, FloatMatrix y);

    /**
     * {@link Kernels#distances} with checked arguments.
     *
     * @param metric which distance
     * @param queries Q x D
     * @param images N x D
     * @param distances Q x N, row after row, overwritten
     */
    protected void pixelDistances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        ScalarDistances.distances(metric, queries, images, distances);
    }

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
