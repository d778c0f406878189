package org.lanewise.core.gradient;

/**
 * The result of comparing an analytic gradient with a numeric one: the component that agrees least.
 *
 * <p>The relative error of a component is {@code |a - n| / max(|a|, |n|)}. Where both are tiny the difference is the
 * noise of the numeric gradient, so the denominator is never taken smaller than a floor: a component with
 * {@code max(|a|, |n|) < floor} is judged by {@code |a - n| / floor}. Equal components, both zero included, have error
 * 0; NaN on either side gives NaN, which is never accepted.
 *
 * @param relativeError the largest relative error
 * @param index the component that has it, -1 if the gradients are empty
 * @param analytic that component of the analytic gradient
 * @param numeric that component of the numeric gradient
 */
public record GradientCheck(double relativeError, int index, double analytic, double numeric) {

    /** The floor if none is given: 1e-6, at which double rounding in a centered difference of step 1e-5 is 1e-5. */
    public static final double DEFAULT_FLOOR = 1e-6;

    /**
     * Compares two gradients with {@link #DEFAULT_FLOOR}.
     *
     * @param analytic the analytic gradient
     * @param numeric the numeric gradient, as long
     * @return the worst component
     * @throws IllegalArgumentException if the lengths differ
     */
    public static GradientCheck compare(double[] analytic, double[] numeric) {
        return compare(analytic, numeric, DEFAULT_FLOOR);
    }

    /**
     * Compares two gradients.
     *
     * @param analytic the analytic gradient
     * @param numeric the numeric gradient, as long
     * @param floor the smallest denominator, positive
     * @return the worst component
     * @throws IllegalArgumentException if the lengths differ or the floor is not positive
     */
    public static GradientCheck compare(double[] analytic, double[] numeric, double floor) {
        if (analytic.length != numeric.length) {
            throw new IllegalArgumentException("The gradients have " + analytic.length + " and " + numeric.length
                    + " components; they must have the same number.");
        }
        if (!(floor > 0)) {
            throw new IllegalArgumentException("The floor must be positive, but it is " + floor + ".");
        }
        GradientCheck worst = new GradientCheck(0, -1, 0, 0);
        for (int i = 0; i < analytic.length; i++) {
            double error = relativeError(analytic[i], numeric[i], floor);
            if (worst.index < 0 || !(error <= worst.relativeError)) {
                worst = new GradientCheck(error, i, analytic[i], numeric[i]);
            }
            if (Double.isNaN(error)) {
                return worst;
            }
        }
        return worst;
    }

    /**
     * The relative error of one component.
     *
     * @param analytic its analytic value
     * @param numeric its numeric value
     * @param floor the smallest denominator, positive
     * @return {@code |a - n| / max(|a|, |n|, floor)}, 0 if they are equal
     */
    public static double relativeError(double analytic, double numeric, double floor) {
        if (analytic == numeric) {
            return 0;
        }
        return Math.abs(analytic - numeric) / Math.max(floor, Math.max(Math.abs(analytic), Math.abs(numeric)));
    }

    /**
     * Whether the gradients agree.
     *
     * @param tolerance the largest relative error that is accepted, such as 1e-7 in double
     * @return true if every component is within the tolerance; false if one is NaN
     */
    public boolean passes(double tolerance) {
        return relativeError <= tolerance;
    }
}
