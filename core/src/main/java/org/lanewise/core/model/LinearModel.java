package org.lanewise.core.model;

import java.lang.foreign.Arena;
import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;

/**
 * The parameters of a linear score function {@code f(x; W, b) = W x + b}, or a gradient with respect to them.
 *
 * <p>Both matrices are views; the memory belongs to the arena that they were allocated in. Instances are immutable,
 * the elements are not.
 *
 * @param weights W, {@code classes x features}: row k scores class k
 * @param bias b, {@code classes x 1}; any leading dimension, so the last column of a bias-trick matrix serves as well
 *     as a vector of its own
 */
public record LinearModel(FloatMatrix weights, FloatMatrix bias) {

    /**
     * Checks that weights and bias fit together.
     *
     * @throws IllegalArgumentException if the bias is not {@code classes x 1}, or shares elements with the weights
     */
    public LinearModel {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(bias, "bias");
        if (bias.rows() != weights.rows() || bias.columns() != 1) {
            throw new IllegalArgumentException("Weights of " + weights.shape() + " need a bias of " + weights.rows()
                    + " x 1, but it is " + bias.shape() + ".");
        }
        if (bias.overlaps(weights)) {
            throw new IllegalArgumentException("Weights and bias share memory; give each its own elements.");
        }
    }

    /**
     * Allocates parameters of zeros with a separate bias; rows of weights are padded to whole cache lines.
     *
     * @param arena the owner of the memory
     * @param classes number of classes
     * @param features number of features (pixels) of an image
     * @return the parameters
     */
    public static LinearModel allocate(Arena arena, int classes, int features) {
        return new LinearModel(
                FloatMatrix.allocatePadded(arena, classes, features), FloatMatrix.allocate(arena, classes, 1));
    }

    /**
     * The bias trick: one {@code classes x (features + 1)} matrix whose last column is the bias, as if every image had
     * a last feature of constant 1. Shares the elements of the matrix.
     *
     * @param extended weights and, as the last column, the bias; at least one column
     * @return the parameters, views into {@code extended}
     */
    public static LinearModel ofBiasTrick(FloatMatrix extended) {
        int features = extended.columns() - 1;
        if (features < 0) {
            throw new IllegalArgumentException(
                    "A bias-trick matrix has features + 1 columns, at least 1, but it is " + extended.shape() + ".");
        }
        return new LinearModel(extended.columns(0, features), extended.columns(features, features + 1));
    }

    /** {@return the number of classes K} */
    public int classes() {
        return weights.rows();
    }

    /** {@return the number of features D of an image} */
    public int features() {
        return weights.columns();
    }
}
