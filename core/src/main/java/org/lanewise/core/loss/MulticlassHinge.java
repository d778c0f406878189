package org.lanewise.core.loss;

import java.util.Objects;

/**
 * The multiclass support vector machine's loss (Weston and Watkins, 1999): with violations
 * {@code m_j = max(0, f_j - f_y + margin)} of the wrong classes j, {@code L_i = sum_j m_j}, or squared
 * {@code L_i = sum_j m_j^2}. Its gradient is {@code dL_i/df_j = 1} where {@code m_j > 0}, or {@code 2 m_j}, and minus the
 * sum of these for the correct class.
 *
 * <p>At a kink, where {@code f_j - f_y + margin} is exactly 0, the plain loss has no gradient; 0 is taken, one of its
 * subgradients.
 *
 * @param margin by how much the correct class must win, at least 0
 * @param squared whether violations are squared, which has no kinks and punishes large ones harder
 * @param weights what mistakes on images of each class cost
 */
public record MulticlassHinge(float margin, boolean squared, ClassWeights weights) implements Loss {

    private static final MulticlassHinge PLAIN = new MulticlassHinge(1, false, ClassWeights.equal());
    private static final MulticlassHinge SQUARED = new MulticlassHinge(1, true, ClassWeights.equal());

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException if it is negative, NaN or infinite
     */
    public MulticlassHinge {
        Objects.requireNonNull(weights, "weights");
        if (!(margin >= 0) || margin == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("The margin must be finite and at least 0, but it is " + margin + ".");
        }
    }

    /** {@return the SVM loss of the lecture: margin 1, not squared, equal weights} */
    public static MulticlassHinge svm() {
        return PLAIN;
    }

    /** {@return the L2-SVM: margin 1, squared, equal weights} */
    public static MulticlassHinge squaredSvm() {
        return SQUARED;
    }
}
