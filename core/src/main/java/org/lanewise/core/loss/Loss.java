package org.lanewise.core.loss;

/**
 * What a linear classifier is trained to make small: a function of the scores f of an image and its correct class y. The
 * data loss of a set is the mean over its images, {@code 1/N sum_i w_y L_i}, to which a {@link Regularization} is added.
 *
 * <p>A loss is an immutable description and computes nothing: {@link org.lanewise.core.kernels.Kernels} does, in loops
 * that know every loss there is; so the hierarchy is sealed.
 */
public sealed interface Loss permits SoftmaxCrossEntropy, MulticlassHinge {

    /** {@return what mistakes on images of each class cost} */
    ClassWeights weights();
}
