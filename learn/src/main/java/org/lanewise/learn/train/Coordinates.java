package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * Coordinates of a linear model in which neither the units of the features count nor their means: where L-BFGS moves. A
 * class has {@code features + 1} of them, for its weights and its bias.
 *
 * <p>Scores are {@code V z + c}: z are the features about their means over the training images, in units in which the
 * Hessian's diagonal is the same for all of them. With the curvature p of a loss at equal scores these are {@code
 * sqrt(var + 2 l2 / p)}. So weights are {@code W_d = unit_d V_d}, and with the means m of the features {@code c = b + W m}.
 *
 * <p>A free bias takes up the means: c is a coordinate like another, and {@code b = c - W m} in the end. A bias that is
 * regularized, or that is not there, is not free; then c depends on the others, {@code c = along V}, and steeply where means
 * are large against deviations. A last map, {@code V = (I + along along^T)^(-1/2) u}, makes it no steeper than the rest.
 *
 * <p>All of this is linear and in double. So the minimum is the same, and floats are rounded where numbers are well scaled.
 */
final class Coordinates {

    private final int classes;
    private final int features;
    private final double curvature;
    private final boolean hasBias;
    private final boolean isBiasFree;
    private final Preprocessing inner;

    /** The same on the heap. */
    private final double[] innerMean;

    private final double[] innerScale;

    /** What an inner parameter is multiplied with to be a weight, or at the end a regularized bias. */
    private final double[] unit;

    /** The mean of each preprocessed feature. */
    private final double[] mean;

    /** The strength of L2 regularization for each inner parameter. */
    private final double[] strength;

    /** How much each inner parameter adds to the inner bias; and the square root of 1 plus the sum of their squares. */
    private final double[] along;

    private final double steepness;

    /**
     * Makes coordinates of means and deviations.
     *
     * @param arena the owner of the inner preprocessing
     * @param standardization means and deviations of the training images; copied
     * @param outer the preprocessing that the model is for
     * @param classes number of classes
     * @param loss which loss
     * @param regularization what is added to it
     * @param hasBias whether there is a bias
     */
    Coordinates(
            Arena arena,
            Preprocessing standardization,
            Preprocessing outer,
            int classes,
            Loss loss,
            Regularization regularization,
            boolean hasBias) {
        this.classes = classes;
        this.hasBias = hasBias;
        features = standardization.features();
        curvature = curvature(loss, classes);
        isBiasFree = hasBias && !(regularization.bias() && regularization.l2() > 0);
        inner = new Preprocessing(copy(arena, standardization.mean()), copy(arena, standardization.scale()));
        innerMean = new double[features];
        innerScale = new double[features];
        unit = new double[features + 1];
        mean = new double[features + 1];
        strength = new double[features + 1];
        along = new double[features + 1];
        double flat = 2 * regularization.l2() / curvature;
        for (int d = 0; d < features; d++) {
            learn(d, outer, flat);
            innerMean[d] = inner.mean().get(0, d);
            innerScale[d] = inner.scale().get(0, d);
            strength[d] = regularization.l2() * unit[d] * unit[d];
        }
        if (hasBias) {
            mean[features] = 1;
            unit[features] = isBiasFree ? 1 : 1 / Math.sqrt(flat);
            strength[features] = isBiasFree ? 0 : curvature / 2;
        }
        double sum = 1;
        for (int d = 0; d <= features; d++) {
            along[d] = isBiasFree && d < features ? 0 : mean[d] * unit[d];
            sum += along[d] * along[d];
        }
        steepness = Math.sqrt(sum);
    }

    private static FloatMatrix copy(Arena arena, FloatMatrix row) {
        return FloatMatrix.copyOf(arena, 1, row.columns(), row.toArray());
    }

    /** Mean and unit of a feature, and its inner scale, of which the unit follows exactly. */
    private void learn(int d, Preprocessing outer, double flat) {
        double factor = outer.scale().get(0, d);
        float inverse = inner.scale().get(0, d);
        double deviation = inverse == 0 ? 0 : factor / inverse;
        double size = Math.sqrt(deviation * deviation + flat);
        float scale = deviation == 0 ? 0 : (float) (factor / size);
        inner.scale().set(0, d, scale);
        if (scale != 0) {
            unit[d] = scale / factor;
        } else {
            unit[d] = size == 0 ? 1 : 1 / size;
        }
        mean[d] = factor * ((double) inner.mean().get(0, d) - outer.mean().get(0, d));
    }

    /**
     * The second derivative of an image's loss with respect to a score, the mean over all classes where scores are equal:
     * {@code q (1 - q)} with {@code q = 1/K} for softmax; with the squared hinge 2 for a class that is not the correct one, and
     * {@code 2 (K - 1)} for the one that is.
     */
    private static double curvature(Loss loss, int classes) {
        double others = Math.max(1, classes - 1);
        return loss instanceof MulticlassHinge ? 4 * others / classes : others / classes / classes;
    }

    /** {@return the curvature of the loss along a score} */
    double curvature() {
        return curvature;
    }

    /** {@return the preprocessing that makes z of images} */
    Preprocessing inner() {
        return inner;
    }

    int classes() {
        return classes;
    }

    int features() {
        return features;
    }

    /** {@return coordinates of a class} */
    int perClass() {
        return features + 1;
    }

    /** {@return the strength of L2 regularization for an inner parameter, which is nearly the one for its coordinate} */
    double strength(int d) {
        return strength[d];
    }

    /**
     * The strengths of L1 regularization of the weights, for all coordinates. Only for a bias that is free: then each coordinate
     * is one weight in another unit, or a bias.
     *
     * @param l1 the factor of the sum of magnitudes
     * @return c, such that {@code l1 sum |W| = sum c |u|}
     */
    double[] magnitudes(double l1) {
        double[] strengths = new double[classes * perClass()];
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                strengths[k * perClass() + d] = l1 * unit[d];
            }
        }
        return strengths;
    }

    /**
     * The inner parameters of a class.
     *
     * @param point coordinates
     * @param k the class
     * @param parameters takes its V, and at the end what a bias that is not free adds to c
     * @return its inner bias c
     */
    double inner(double[] point, int k, double[] parameters) {
        System.arraycopy(point, k * perClass(), parameters, 0, perClass());
        return flatten(parameters, 0) / steepness;
    }

    /**
     * Makes of derivatives with respect to the inner parameters of a class those with respect to its coordinates.
     *
     * @param gradient of all classes; replaced for this one
     * @param k the class
     * @param ofBias the derivative with respect to its c, apart from the others
     */
    void pullBack(double[] gradient, int k, double ofBias) {
        int from = k * perClass();
        flatten(gradient, from);
        for (int d = 0; d < along.length; d++) {
            gradient[from + d] += ofBias / steepness * along[d];
        }
    }

    /**
     * The coordinates of an image: a score is their product with the coordinates of a class.
     *
     * @param images images
     * @param row which
     * @param image takes the coordinates
     */
    void image(Features images, int row, double[] image) {
        float[] values = new float[features];
        images.copyRow(row, values);
        for (int d = 0; d < features; d++) {
            image[d] = (values[d] - innerMean[d]) * innerScale[d];
        }
        image[features] = 0;
        flatten(image, 0);
        for (int d = 0; d < along.length; d++) {
            image[d] += along[d] / steepness;
        }
    }

    /**
     * The direction of length 1 that changes the inner bias alone, or next to it.
     *
     * @return null if c hardly depends on the coordinates
     */
    float[] directionOfBias() {
        double length = Math.sqrt((steepness - 1) * (steepness + 1));
        if (length < 0.999) {
            return null;
        }
        float[] direction = new float[along.length];
        for (int d = 0; d < direction.length; d++) {
            direction[d] = (float) (along[d] / length);
        }
        return direction;
    }

    /** Where a model is. */
    void load(LinearModel model, double[] point) {
        for (int k = 0; k < classes; k++) {
            int from = k * perClass();
            double bias = hasBias ? model.bias().get(k, 0) : 0;
            double shift = 0;
            for (int d = 0; d < features; d++) {
                double weight = model.weights().get(k, d);
                point[from + d] = weight / unit[d];
                shift += weight * mean[d];
            }
            point[from + features] = isBiasFree ? bias + shift : bias == 0 ? 0 : bias / unit[features];
            steepen(point, from);
        }
    }

    /** The model at a point. Its bias makes up for the rounding of its weights. */
    void store(double[] point, LinearModel model) {
        double[] parameters = new double[perClass()];
        for (int k = 0; k < classes; k++) {
            double bias = inner(point, k, parameters);
            for (int d = 0; d < features; d++) {
                float weight = (float) (parameters[d] * unit[d]);
                model.weights().set(k, d, weight);
                bias -= weight * mean[d];
            }
            if (hasBias) {
                model.bias().set(k, 0, (float) bias);
            }
        }
    }

    /** Multiplies by {@code (I + along along^T)^(-1/2)}; returns the product of {@code along} with what was there before. */
    private double flatten(double[] vector, int from) {
        return addAlong(vector, from, -1 / (steepness * (steepness + 1)));
    }

    /** Multiplies by {@code (I + along along^T)^(1/2)}. */
    private void steepen(double[] vector, int from) {
        addAlong(vector, from, 1 / (steepness + 1));
    }

    /** Multiplies by {@code I + factor along along^T}. */
    private double addAlong(double[] vector, int from, double factor) {
        double product = 0;
        for (int d = 0; d < along.length; d++) {
            product += along[d] * vector[from + d];
        }
        for (int d = 0; d < along.length; d++) {
            vector[from + d] += factor * product * along[d];
        }
        return product;
    }
}
