package org.lanewise.core.loss;

import java.util.function.ToDoubleFunction;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The loss of the linear softmax classifier on a fixed set of images, as a function of all parameters, in double
 * precision: {@code L = 1/N sum_i (-f_y + log sum_k exp f_k) + lambda sum W^2} with {@code f = W x' + b}, the function
 * whose gradient {@link Kernels#lossAndGradient} computes.
 *
 * <p>Parameters are one vector in the layout of the bias trick: class after class, {@code features} weights and the
 * bias. Images are preprocessed explicitly, once, into a heap array of {@code N x (features + 1)} doubles: meant for
 * minibatches.
 *
 * <p>Evaluations reuse one array: one thread at a time.
 */
public final class SoftmaxLossFunction implements ToDoubleFunction<double[]> {

    private final Kernels kernels;
    private final int count;
    private final int classes;
    private final int row;
    private final double[] images;
    private final int[] labels;
    private final double lambda;
    private final double[] scores;

    /**
     * Fixes everything but the parameters.
     *
     * @param kernels who computes the scores
     * @param images N x D pixels, N at least 1
     * @param labels the correct class of each image, 0 to {@code classes - 1}; copied
     * @param classes number of classes K
     * @param preprocessing the map of the pixels, D features
     * @param lambda regularization strength
     * @throws IllegalArgumentException if a shape does not fit or a label is out of range
     */
    public SoftmaxLossFunction(
            Kernels kernels,
            PixelMatrix images,
            int[] labels,
            int classes,
            Preprocessing preprocessing,
            double lambda) {
        if (preprocessing.features() != images.columns()) {
            throw new IllegalArgumentException("The images have " + images.columns()
                    + " pixels, but the preprocessing has " + preprocessing.features() + " features.");
        }
        if (images.rows() == 0 || labels.length < images.rows()) {
            throw new IllegalArgumentException("A loss needs at least one image and a label for each, but there are "
                    + images.rows() + " images and " + labels.length + " labels.");
        }
        this.kernels = kernels;
        this.count = images.rows();
        this.classes = classes;
        this.row = images.columns() + 1;
        this.labels = labels.clone();
        this.lambda = lambda;
        this.images = new double[Math.multiplyExact(count, row)];
        this.scores = new double[classes];
        for (int i = 0; i < count; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("Label " + labels[i] + " of image " + i + " is out of range: with "
                        + classes + " classes labels are 0 to " + (classes - 1) + ".");
            }
            for (int d = 0; d < row - 1; d++) {
                this.images[i * row + d] = preprocessing.apply(images.get(i, d), d);
            }
            this.images[i * row + row - 1] = 1;
        }
    }

    /** {@return the number of parameters, {@code classes * (features + 1)}} */
    public int parameterCount() {
        return classes * row;
    }

    /**
     * Parameters, or a gradient, as one vector in this function's layout.
     *
     * @param model weights and bias
     * @return class after class, the weights and the bias
     */
    public static double[] vectorOf(LinearModel model) {
        FloatMatrix weights = model.weights();
        int row = weights.columns() + 1;
        double[] vector = new double[Math.multiplyExact(weights.rows(), row)];
        for (int k = 0; k < weights.rows(); k++) {
            for (int d = 0; d < row - 1; d++) {
                vector[k * row + d] = weights.get(k, d);
            }
            vector[k * row + row - 1] = model.bias().get(k, 0);
        }
        return vector;
    }

    /**
     * The loss.
     *
     * @param parameters {@link #parameterCount()} numbers
     * @return the loss L
     * @throws IllegalArgumentException if the vector has another length
     */
    @Override
    public double applyAsDouble(double[] parameters) {
        if (parameters.length != parameterCount()) {
            throw new IllegalArgumentException(
                    "The loss has " + parameterCount() + " parameters, but the vector has " + parameters.length + ".");
        }
        double loss = 0;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < classes; k++) {
                scores[k] = kernels.dot(parameters, k * row, images, i * row, row);
            }
            loss += logSumExp(scores) - scores[labels[i]];
        }
        return loss / count + lambda * sumOfSquaredWeights(parameters);
    }

    private static double logSumExp(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - max);
        }
        return max + Math.log(sum);
    }

    private double sumOfSquaredWeights(double[] parameters) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += kernels.dot(parameters, k * row, parameters, k * row, row - 1);
        }
        return sum;
    }
}
