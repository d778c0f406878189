package org.lanewise.core.gradient;

import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The gradient of any scalar function by differences: slow, approximate, and easy to get right, so it checks the
 * analytic gradient, which is fast, exact, and easy to get wrong.
 *
 * <p>For every parameter i, with e_i its unit vector: the forward difference {@code (f(x + h e_i) - f(x)) / h}, whose
 * error is of order h, takes n + 1 evaluations; the centered difference {@code (f(x + h e_i) - f(x - h e_i)) / 2h}, of
 * order h squared, takes 2n.
 *
 * <p><b>Why double.</b> A loss of about 2 has neighbours 2.4e-7 apart in float. Divided by 2h = 2e-5 this rounding
 * alone is an error of about 0.01 in every component, as large as the gradient itself; and a weight of 1 plus 1e-5 is
 * off by up to 0.6 % of the step. In double the same rounding gives 2e-11. Float would need h near 1e-2, where the
 * function's curvature shows. So the parameters and the function's value are double here.
 *
 * <p>Any function will do. {@link ScoreColumnGradient} is for the loss of a linear classifier, and faster by a factor of the
 * number of features.
 *
 * <p>The parameter array is changed during an evaluation and restored exactly, bit for bit, also if the function
 * throws. Thread safety: the array must not be used elsewhere meanwhile.
 */
public final class NumericGradient {

    /** The step of the lecture, about the cube root of the rounding unit of double, which suits centered differences. */
    public static final double DEFAULT_STEP = 1e-5;

    private NumericGradient() {}

    /**
     * Centered differences of every parameter with {@link #DEFAULT_STEP}.
     *
     * @param function the function
     * @param parameters where to take the gradient; restored exactly
     * @return the gradient, as long as the parameters
     */
    public static double[] centered(ToDoubleFunction<double[]> function, double[] parameters) {
        return centered(function, parameters, DEFAULT_STEP, 0, parameters.length);
    }

    /**
     * Centered differences of a range of parameters.
     *
     * @param function the function
     * @param parameters where to take the gradient; restored exactly
     * @param step h, positive and finite
     * @param from first parameter of the range
     * @param to parameter after the last
     * @return the range of the gradient, {@code to - from} numbers, from {@code 2 (to - from)} evaluations
     * @throws IllegalArgumentException if the step is not positive and finite
     * @throws IndexOutOfBoundsException if the range is outside the parameters
     */
    public static double[] centered(
            ToDoubleFunction<double[]> function, double[] parameters, double step, int from, int to) {
        requireArguments(parameters, step, from, to);
        double[] gradient = new double[to - from];
        for (int i = from; i < to; i++) {
            double right = shifted(function, parameters, i, step);
            double left = shifted(function, parameters, i, -step);
            gradient[i - from] = (right - left) / (2 * step);
        }
        return gradient;
    }

    /**
     * Forward differences of every parameter with {@link #DEFAULT_STEP}.
     *
     * @param function the function
     * @param parameters where to take the gradient; restored exactly
     * @return the gradient, as long as the parameters
     */
    public static double[] forward(ToDoubleFunction<double[]> function, double[] parameters) {
        return forward(function, parameters, DEFAULT_STEP, 0, parameters.length);
    }

    /**
     * Forward differences of a range of parameters.
     *
     * @param function the function
     * @param parameters where to take the gradient; restored exactly
     * @param step h, positive and finite
     * @param from first parameter of the range
     * @param to parameter after the last
     * @return the range of the gradient, {@code to - from} numbers, from {@code to - from + 1} evaluations
     * @throws IllegalArgumentException if the step is not positive and finite
     * @throws IndexOutOfBoundsException if the range is outside the parameters
     */
    public static double[] forward(
            ToDoubleFunction<double[]> function, double[] parameters, double step, int from, int to) {
        requireArguments(parameters, step, from, to);
        double[] gradient = new double[to - from];
        double here = function.applyAsDouble(parameters);
        for (int i = from; i < to; i++) {
            gradient[i - from] = (shifted(function, parameters, i, step) - here) / step;
        }
        return gradient;
    }

    private static double shifted(ToDoubleFunction<double[]> function, double[] parameters, int i, double step) {
        double original = parameters[i];
        try {
            parameters[i] = original + step;
            return function.applyAsDouble(parameters);
        } finally {
            parameters[i] = original;
        }
    }

    static void requireArguments(double[] parameters, double step, int from, int to) {
        Objects.checkFromToIndex(from, to, parameters.length);
        if (!(step > 0) || step == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("The step h must be positive and finite, but it is " + step + ".");
        }
    }
}
