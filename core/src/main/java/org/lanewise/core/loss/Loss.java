package org.lanewise.core.loss;

import java.io.Serializable;

/**
 * What the training of a linear classifier minimizes: a function of the scores f of an image and its correct class y.
 * The data loss of a set is the mean over its images, {@code 1/N sum_i w_y L_i}, to which a {@link Regularization} is
 * added.
 *
 * <p>A loss is an immutable description. Training computes it by {@link org.lanewise.core.kernels.Kernels}, in float
 * loops that know every loss there is; so the hierarchy is sealed. The methods here are its definition in double, one
 * example at a time: slow, and the reference for the kernels.
 */
public sealed interface Loss extends Serializable permits SoftmaxCrossEntropy, MulticlassHinge {

    /** {@return the weight of each class} */
    ClassWeights weights();

    /**
     * The loss of one example.
     *
     * @param scores f, one per class
     * @param label the correct class y
     * @return {@code w_y L}
     */
    double value(double[] scores, int label);

    /**
     * The gradient of the loss of one example with respect to its scores.
     *
     * @param scores f, one per class
     * @param label the correct class y
     * @param gradient {@code w_y dL/df}, overwritten; as long as the scores, and another array
     */
    void gradient(double[] scores, int label, double[] gradient);

    /**
     * Whether the loss of one example has a kink, a place where it or its slope has no derivative, that a score is moved
     * to or across: there differences say little about the gradient.
     *
     * @param scores f, one per class
     * @param label the correct class y
     * @param moved the class whose score is moved
     * @param reach by how much it is moved at most, up or down
     * @return whether there is one
     */
    boolean hasKink(double[] scores, int label, int moved, double reach);
}
