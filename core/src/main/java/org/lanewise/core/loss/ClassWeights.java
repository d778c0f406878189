package org.lanewise.core.loss;

import java.io.Serializable;
import java.util.Arrays;
import org.lanewise.core.data.Examples;
import org.lanewise.core.internal.Labels;

/**
 * The weight of each class in the loss: {@code L = 1/N sum_i w_y L_i}, where y is the correct class of image i. The sum
 * is divided by the number of images N, not by the sum of their weights, so a weight of 2 is the same as having each
 * image of the class twice, up to a factor of the whole loss (the convention of scikit-learn).
 *
 * <p>Immutable, and equal to another with the same weights.
 */
public final class ClassWeights implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ClassWeights EQUAL = new ClassWeights(null);

    /** Null for equal weights of 1, of any number of classes. */
    private final float[] weights;

    private ClassWeights(float[] weights) {
        this.weights = weights;
    }

    /** {@return a weight of 1 for every class, whatever their number} */
    public static ClassWeights equal() {
        return EQUAL;
    }

    /**
     * A weight for each class.
     *
     * @param weights the weight of each class, finite and at least 0; copied
     * @return the weights
     * @throws IllegalArgumentException if there is none, one is negative, NaN or infinite, or all are 0
     */
    public static ClassWeights of(float... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("Class weights need one weight for each class, but there is none.");
        }
        boolean isAny = false;
        for (int k = 0; k < weights.length; k++) {
            isAny |= weights[k] > 0;
            if (!(weights[k] >= 0) || weights[k] == Float.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("Class weights must be finite and at least 0, but that of class " + k
                        + " is " + weights[k] + ".");
            }
        }
        if (!isAny) {
            throw new IllegalArgumentException("Class weights must not all be 0, for there would be nothing to learn.");
        }
        return new ClassWeights(weights.clone());
    }

    /**
     * Weights that give every class of a set the same total weight, {@code w_k = N / (C n_k)} with n_k the number of
     * its images, and C that of the classes that have some: what scikit-learn calls balanced. A class without images
     * has weight 1, so that its images count in another set, such as the test set.
     *
     * @param data the training set, at least one image
     * @return the weights
     * @throws IllegalArgumentException if there is no image, or a label is out of range
     */
    public static ClassWeights balanced(Examples data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("Balanced class weights need at least one image, but there is none.");
        }
        int[] counts = new int[data.classes()];
        for (int i = 0; i < data.size(); i++) {
            counts[Labels.of(data, i)]++;
        }
        double present = Arrays.stream(counts).filter(count -> count > 0).count();
        float[] balanced = new float[counts.length];
        for (int k = 0; k < counts.length; k++) {
            balanced[k] = counts[k] == 0 ? 1 : (float) (data.size() / (present * counts[k]));
        }
        return of(balanced);
    }

    /** {@return whether every class has weight 1} */
    public boolean isEqual() {
        return weights == null;
    }

    /**
     * The weight of a class.
     *
     * @param label the class
     * @return its weight
     * @throws IndexOutOfBoundsException if these are weights of fewer classes
     */
    public float of(int label) {
        return weights == null ? 1 : weights[label];
    }

    /**
     * Whether there is a weight for each class of a model.
     *
     * @param classes the number of classes
     * @return true if these are as many weights, or equal ones
     */
    public boolean fits(int classes) {
        return weights == null || weights.length == classes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassWeights that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return weights == null ? "equal" : Arrays.toString(weights);
    }
}
