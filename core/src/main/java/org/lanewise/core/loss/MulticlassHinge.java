package org.lanewise.core.loss;

import java.util.Objects;

/**
 * The multiclass support vector machine's loss (Weston and Watkins, 1999): with violations
 * {@code m_j = max(0, f_j - f_y + margin)} of the wrong classes j, {@code L_i = sum_j m_j}, or squared
 * {@code L_i = sum_j m_j^2}. Its gradient is {@code dL_i/df_j = 1} where {@code m_j > 0}, or {@code 2 m_j}, and minus the
 * sum of these for the correct class.
 *
 * <p>At a kink, where {@code f_j - f_y + margin} is exactly 0, the plain loss has no gradient; 0 is taken, one of its
 * subgradients. There the squared loss has one, with a kink.
 *
 * @param margin by how much the correct class must win, at least 0
 * @param squared whether violations are squared, which has a gradient everywhere and punishes large ones harder
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

    @Override
    public double value(double[] scores, int label) {
        double sum = 0;
        for (int j = 0; j < scores.length; j++) {
            double violation = j == label ? 0 : Math.max(0, excess(scores, label, j));
            sum += squared ? violation * violation : violation;
        }
        return weights.of(label) * sum;
    }

    @Override
    public void gradient(double[] scores, int label, double[] gradient) {
        double sum = 0;
        for (int j = 0; j < scores.length; j++) {
            double excess = excess(scores, label, j);
            boolean holds = j == label || excess <= 0;
            gradient[j] = holds ? 0 : weights.of(label) * slope(excess);
            sum += gradient[j];
        }
        gradient[label] = -sum;
    }

    /** Of a violation; NaN if it is none. */
    private double slope(double violation) {
        return squared ? 2 * violation : Double.isNaN(violation) ? violation : 1;
    }

    /** Where one of the margins that the score has a part in is about 0; the slope of the squared loss has its kink there. */
    @Override
    public boolean hasKink(double[] scores, int label, int moved, double reach) {
        if (weights.of(label) == 0) {
            return false;
        }
        for (int j = 0; j < scores.length; j++) {
            boolean moves = j != label && (moved == label || moved == j);
            if (moves && Math.abs(excess(scores, label, j)) <= reach) {
                return true;
            }
        }
        return false;
    }

    private double excess(double[] scores, int label, int j) {
        return scores[j] - scores[label] + margin;
    }
}
