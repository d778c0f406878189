package org.lanewise.core.gradient;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Labels;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The loss of a linear classifier on a fixed set of images as a function of all its parameters, in double precision:
 * {@code L = 1/N sum_i w_y L_i(f_i) + R} with {@code f_i = W x'_i + b}, any {@link Loss} and any {@link Regularization}; and
 * its analytic gradient. It is the function whose gradient {@link Kernels#gradient} computes in float.
 *
 * <p>Parameters are one vector, class after class: {@code features} weights and, if there is one, the bias, as in the bias
 * trick. Images are preprocessed explicitly, once, into {@code N x (features + 1)} doubles on the heap: meant for
 * minibatches.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class LossFunction implements ToDoubleFunction<double[]> {

    private final Kernels kernels;
    private final Loss loss;
    private final Regularization regularization;
    private final int classes;
    private final int features;
    /** Parameters of a class. */
    private final int row;
    /** x', with a last 1 for the bias. */
    private final double[][] inputs;

    private final int[] labels;

    /**
     * Fixes everything but the parameters.
     *
     * @param kernels the kernels that compute the scores
     * @param examples N examples, N at least 1; copied
     * @param classes number of classes K
     * @param preprocessing the map of the features, D of them
     * @param objective the loss, and what is added to it
     * @param bias whether the classifier has a bias
     * @throws IllegalArgumentException if a shape does not fit, a label is out of range, or the loss weighs another number
     *     of classes
     */
    public LossFunction(
            Kernels kernels,
            Minibatch examples,
            int classes,
            Preprocessing preprocessing,
            Objective objective,
            boolean bias) {
        Features images = examples.features();
        int[] labels = examples.labels();
        loss = objective.loss();
        regularization = objective.regularization();
        requireShapes(images, labels, classes, preprocessing, loss);
        this.kernels = kernels;
        this.classes = classes;
        this.features = images.columns();
        this.row = features + (bias ? 1 : 0);
        this.labels = Arrays.copyOf(labels, images.rows());
        this.inputs = new double[images.rows()][row];
        for (int i = 0; i < inputs.length; i++) {
            Labels.require(labels[i], "image", i, classes);
            for (int d = 0; d < features; d++) {
                inputs[i][d] = preprocessing.apply(images.get(i, d), d);
            }
            if (bias) {
                inputs[i][features] = 1;
            }
        }
    }

    private static void requireShapes(
            Features images, int[] labels, int classes, Preprocessing preprocessing, Loss loss) {
        if (preprocessing.features() != images.columns()) {
            throw new IllegalArgumentException("The images have " + images.columns()
                    + " pixels, but the preprocessing has " + preprocessing.features() + " features.");
        }
        if (images.rows() == 0 || labels.length < images.rows()) {
            throw new IllegalArgumentException("A loss needs at least one image and a label for each, but there are "
                    + images.rows() + " images and " + labels.length + " labels.");
        }
        if (classes * (images.columns() + 1L) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A vector cannot hold the parameters of " + classes + " classes and "
                    + images.columns() + " features.");
        }
        if (!loss.weights().fits(classes)) {
            throw new IllegalArgumentException("There are " + classes
                    + " classes, so the loss needs as many class weights, but it has " + loss.weights() + ".");
        }
    }

    /** {@return the loss} */
    public Loss loss() {
        return loss;
    }

    /** {@return the regularization} */
    public Regularization regularization() {
        return regularization;
    }

    /** {@return the number of images N} */
    public int examples() {
        return inputs.length;
    }

    /**
     * The correct class of an image.
     *
     * @param image the image
     * @return its label
     */
    public int label(int image) {
        return labels[image];
    }

    /** {@return the number of parameters, {@code classes * (features + 1)}, or without a bias {@code classes * features}} */
    public int parameterCount() {
        return classes * row;
    }

    /**
     * The class whose score a parameter is for.
     *
     * @param parameter its index
     * @return k
     */
    public int classOf(int parameter) {
        return parameter / row;
    }

    /**
     * The feature that a parameter weighs.
     *
     * @param parameter its index
     * @return d; the number of features if it is the bias
     */
    public int featureOf(int parameter) {
        return parameter % row;
    }

    /**
     * Whether a parameter is a bias.
     *
     * @param parameter its index
     * @return false if it is a weight
     */
    public boolean isBias(int parameter) {
        return featureOf(parameter) == features;
    }

    /**
     * Whether a parameter counts in the regularization.
     *
     * @param parameter its index
     * @return true of weights, and of the bias if the regularization says so
     */
    public boolean isRegularized(int parameter) {
        return regularization.bias() || !isBias(parameter);
    }

    /**
     * What a parameter is multiplied with in the score of an image.
     *
     * @param image the image
     * @param parameter its index
     * @return the preprocessed pixel, or 1 for the bias
     */
    public double input(int image, int parameter) {
        return inputs[image][featureOf(parameter)];
    }

    /**
     * Parameters, or a gradient, as one vector in this function's layout.
     *
     * @param model weights of as many classes and features, and a bias, which is left out if this function has none
     * @return class after class, the weights and the bias
     * @throws IllegalArgumentException if the shape is another
     */
    public double[] vectorOf(LinearModel model) {
        if (model.classes() != classes || model.features() != features) {
            throw new IllegalArgumentException("The loss is one of " + classes + " classes and " + features
                    + " features, but the model has " + model.classes() + " and " + model.features() + ".");
        }
        FloatMatrix weights = model.weights();
        double[] vector = new double[parameterCount()];
        for (int p = 0; p < vector.length; p++) {
            int k = classOf(p);
            vector[p] = isBias(p) ? model.bias().get(k, 0) : weights.get(k, featureOf(p));
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
        requireLength(parameters);
        double sum = 0;
        double[] scores = new double[classes];
        for (int i = 0; i < inputs.length; i++) {
            score(parameters, i, scores);
            sum += loss.value(scores, labels[i]);
        }
        return sum / inputs.length + penalty(parameters);
    }

    /**
     * The scores of all images.
     *
     * @param parameters {@link #parameterCount()} numbers
     * @return f, a new array of N times K
     * @throws IllegalArgumentException if the vector has another length
     */
    public double[][] scores(double[] parameters) {
        requireLength(parameters);
        double[][] scores = new double[inputs.length][classes];
        for (int i = 0; i < scores.length; i++) {
            score(parameters, i, scores[i]);
        }
        return scores;
    }

    /**
     * The analytic gradient: {@code 1/N sum_i w_y dL_i/df_k x'_id + dR/dW_kd}.
     *
     * @param parameters {@link #parameterCount()} numbers
     * @return its components, as many
     * @throws IllegalArgumentException if the vector has another length
     */
    public double[] gradient(double[] parameters) {
        requireLength(parameters);
        double[] gradient = new double[parameters.length];
        double[] scores = new double[classes];
        double[] slopes = new double[classes];
        for (int i = 0; i < inputs.length; i++) {
            score(parameters, i, scores);
            loss.gradient(scores, labels[i], slopes);
            for (int k = 0; k < classes; k++) {
                add(slopes[k] / inputs.length, inputs[i], gradient, k * row);
            }
        }
        for (int p = 0; p < gradient.length; p++) {
            gradient[p] += isRegularized(p) ? regularization.slope(parameters[p]) : 0;
        }
        return gradient;
    }

    private static void add(double factor, double[] input, double[] gradient, int from) {
        for (int d = 0; d < input.length; d++) {
            gradient[from + d] += factor * input[d];
        }
    }

    /**
     * How large the terms are that a component of the gradient is the sum of: {@code 1/N sum_i w_y |dL_i/df_k x'_id| +
     * |dR/dW_kd|}, the mean over all parameters. Rounding errors are in proportion to it, whatever the terms add up to.
     *
     * @param parameters {@link #parameterCount()} numbers
     * @return the mean sum of magnitudes
     * @throws IllegalArgumentException if the vector has another length
     */
    public double gradientMagnitude(double[] parameters) {
        requireLength(parameters);
        double sum = 0;
        double[] scores = new double[classes];
        double[] slopes = new double[classes];
        for (int i = 0; i < inputs.length; i++) {
            score(parameters, i, scores);
            loss.gradient(scores, labels[i], slopes);
            sum += sumOfMagnitudes(slopes, 0, classes) * sumOfMagnitudes(inputs[i], 0, row) / inputs.length;
        }
        for (int p = 0; p < parameters.length; p++) {
            sum += isRegularized(p) ? Math.abs(regularization.slope(parameters[p])) : 0;
        }
        return sum / Math.max(1, parameters.length);
    }

    private void score(double[] parameters, int image, double[] scores) {
        for (int k = 0; k < classes; k++) {
            scores[k] = kernels.dot(parameters, k * row, inputs[image], 0, row);
        }
    }

    private double penalty(double[] parameters) {
        int length = regularization.bias() ? row : features;
        double squares = 0;
        double magnitudes = 0;
        for (int k = 0; k < classes; k++) {
            squares += kernels.dot(parameters, k * row, parameters, k * row, length);
            magnitudes += regularization.l1() == 0 ? 0 : sumOfMagnitudes(parameters, k * row, length);
        }
        return regularization.l2() * squares + regularization.l1() * magnitudes;
    }

    private static double sumOfMagnitudes(double[] values, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += Math.abs(values[i]);
        }
        return sum;
    }

    private void requireLength(double[] parameters) {
        if (parameters.length != parameterCount()) {
            throw new IllegalArgumentException(
                    "The loss has " + parameterCount() + " parameters, but the vector has " + parameters.length + ".");
        }
    }
}
