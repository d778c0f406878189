package org.lanewise.core.loss;

/**
 * The preference for small weights that is added to the data loss, {@code R = l2 sum W^2 + l1 sum |W|}: L2, L1, or with
 * both the elastic net. Its gradient is {@code 2 l2 W + l1 sign(W)}; where a weight is 0, {@code |W|} has no derivative
 * and 0 is taken, a subgradient. So gradient descent with L1 makes weights small, and rarely exactly zero.
 *
 * @param l1 strength of the sum of magnitudes, finite and at least 0
 * @param l2 strength of the sum of squares, finite and at least 0; there is no factor of a half
 * @param bias whether the bias counts like a weight; usually not, since a bias scales nothing
 */
public record Regularization(float l1, float l2, boolean bias) {

    /**
     * Checks the strengths.
     *
     * @throws IllegalArgumentException if one is negative, NaN or infinite
     */
    public Regularization {
        requireStrength(l1);
        requireStrength(l2);
    }

    private static void requireStrength(float strength) {
        if (!(strength >= 0) || strength == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "The regularization strength must be a finite number of at least 0, but it is " + strength + ".");
        }
    }

    /** {@return no regularization} */
    public static Regularization none() {
        return l2(0);
    }

    /**
     * L2 regularization, as in ridge regression.
     *
     * @param strength factor of the sum of squares
     * @return the regularization of the weights, not of the bias
     */
    public static Regularization l2(float strength) {
        return new Regularization(0, strength, false);
    }

    /**
     * L1 regularization, as in the lasso.
     *
     * @param strength factor of the sum of magnitudes
     * @return the regularization of the weights, not of the bias
     */
    public static Regularization l1(float strength) {
        return new Regularization(strength, 0, false);
    }

    /** {@return this regularization, of the bias as well} */
    public Regularization withBias() {
        return new Regularization(l1, l2, true);
    }

    /** {@return whether this is the sum of squares of the weights alone, which kernels compute in passing} */
    public boolean isPlainL2() {
        return l1 == 0 && !bias;
    }

    /**
     * What one parameter adds to R.
     *
     * @param w the parameter, a weight, or a bias if these count
     * @return {@code l2 w^2 + l1 |w|}
     */
    public double penalty(double w) {
        return l2 * w * w + l1 * Math.abs(w);
    }

    /**
     * The derivative of {@link #penalty}.
     *
     * @param w the parameter, a weight, or a bias if these count
     * @return {@code 2 l2 w + l1 sign(w)}
     */
    public double slope(double w) {
        return 2 * l2 * w + l1 * Math.signum(w);
    }
}
