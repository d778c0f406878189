package org.lanewise.core.gradient;

import java.util.List;

/**
 * The result of comparing an analytic gradient with a numeric one: the component that agrees least.
 *
 * <p>The relative error of a component is the lecture's, {@code |a - n| / max(|a|, |n|)}, but with a floor: a component with
 * {@code max(|a|, |n|) < floor} is judged by {@code |a - n| / floor}. For both gradients are sums of many terms, rounded in
 * proportion to these; where the terms cancel the rounding is all that is left, and has any size relative to the sum.
 * {@link NumericReference} has a floor that follows from the terms. Equal components, both zero included, have error 0;
 * NaN on either side gives NaN, which is never accepted.
 *
 * @param checked how many components were judged
 * @param relativeError the largest relative error
 * @param index the component that has it, -1 if none was judged
 * @param analytic that component of the analytic gradient
 * @param numeric that component of the numeric gradient
 * @param floor the smallest denominator
 * @param kinks the components that were not judged
 */
public record GradientCheck(
        int checked, double relativeError, int index, double analytic, double numeric, double floor, List<Kink> kinks) {

    /**
     * Compares two gradients, all their components.
     *
     * @param analytic the analytic gradient
     * @param numeric the numeric gradient, as long
     * @param floor the smallest denominator, at least 0
     * @return the worst component
     * @throws IllegalArgumentException if the lengths differ or the floor is negative
     */
    public static GradientCheck compare(double[] analytic, double[] numeric, double floor) {
        if (analytic.length != numeric.length) {
            throw new IllegalArgumentException("The gradients have " + analytic.length + " and " + numeric.length
                    + " components; they must have the same number.");
        }
        if (!(floor >= 0)) {
            throw new IllegalArgumentException("The floor must be at least 0, but it is " + floor + ".");
        }
        int worst = -1;
        double largest = 0;
        for (int i = 0; i < analytic.length && !Double.isNaN(largest); i++) {
            double error = relativeError(analytic[i], numeric[i], floor);
            if (worst < 0 || !(error <= largest)) {
                worst = i;
                largest = error;
            }
        }
        double a = worst < 0 ? 0 : analytic[worst];
        double n = worst < 0 ? 0 : numeric[worst];
        return new GradientCheck(analytic.length, largest, worst, a, n, floor, List.of());
    }

    /** This comparison of chosen parameters, under their own indices, beside others that have kinks. */
    GradientCheck of(int[] parameters, List<Kink> besides) {
        int parameter = index < 0 ? index : parameters[index];
        return new GradientCheck(checked, relativeError, parameter, analytic, numeric, floor, List.copyOf(besides));
    }

    /**
     * The relative error of one component.
     *
     * @param analytic its analytic value
     * @param numeric its numeric value
     * @param floor the smallest denominator, at least 0
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
     * @return true if every component is within the tolerance; false if one is NaN, or if there were only kinks
     */
    public boolean passes(double tolerance) {
        return relativeError <= tolerance && (checked > 0 || kinks.isEmpty());
    }
}
