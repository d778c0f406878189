package org.lanewise.core.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numeric gradient of a loss at chosen parameters, with what has to be known of it to check analytic gradients: where a
 * kink is within reach of the differences, and below which floor roundings are all that is left.
 *
 * <p><b>Step.</b> Centered differences by {@link ScoreColumnGradient}. The step of a parameter is h, divided by the largest
 * input that it is multiplied with if that is more than 1: no score moves by more than h, so that pixels from 0 to 255 are as
 * good as pixels from -1 to 1.
 *
 * <p><b>Floor.</b> A twentieth of {@link LossFunction#gradientMagnitude}, the magnitude T of the terms that a component is the
 * sum of. Kernels were seen to be off by 25 u T, 1.5e-6 T: terms of folded preprocessing are some five times as large, and a sum
 * rounds at every image. So at a relative error of 1e-4 components down to a few hundredths of T can be told right from wrong;
 * smaller ones are judged by what would be wrong in one of T / 20. Differences in double round by some 1e-16 L / h, for one image
 * at h = 1e-5 up to 1e-9 T, and are off by {@code h^2 T / 6}, 2e-11 T, and less: at 1e-7 the same floor stands up to both, 5e-9
 * T. It does not depend on the step, so a step that is too large or small fails the check.
 *
 * <p><b>Kinks.</b> A parameter is not judged but listed where {@link org.lanewise.core.loss.Loss#hasKink a loss has a kink}
 * within reach of the step, or where L1 has one, {@code |w| <= h}.
 *
 * <p>Safe to share between threads.
 */
public final class NumericReference {

    private static final double FLOOR = 0.05;

    private final LossFunction function;
    private final double[] parameters;
    private final double[][] scores;
    private final int[] chosen;
    private final double[] steps;
    private final double[] numeric;
    private final double floor;

    private NumericReference(LossFunction function, double[] parameters, double step, int[] chosen) {
        this.function = function;
        this.parameters = parameters.clone();
        this.chosen = chosen.clone();
        ScoreColumnGradient columns = new ScoreColumnGradient(function, this.parameters);
        this.steps = IntStream.of(chosen)
                .mapToDouble(p -> step / Math.max(1, largestInput(p)))
                .toArray();
        this.numeric = IntStream.range(0, chosen.length)
                .mapToDouble(c -> columns.centered(steps[c], chosen[c], chosen[c] + 1)[0])
                .toArray();
        this.scores = columns.scores();
        this.floor = FLOOR * function.gradientMagnitude(parameters);
    }

    /**
     * Takes differences of chosen parameters.
     *
     * @param function the loss
     * @param parameters where to take the gradient; copied
     * @param step h, positive and finite: by how much a score moves at most
     * @param chosen the parameters to look at; copied
     * @return the reference
     * @throws IllegalArgumentException if the step is not positive and finite, or the function has another number of
     *     parameters
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public static NumericReference of(LossFunction function, double[] parameters, double step, int... chosen) {
        return new NumericReference(function, parameters, step, chosen);
    }

    private double largestInput(int parameter) {
        double largest = 0;
        for (int i = 0; i < function.examples(); i++) {
            largest = Math.max(largest, Math.abs(function.input(i, parameter)));
        }
        return largest;
    }

    /**
     * Checks an analytic gradient in double.
     *
     * @param analytic all components, in the order of the function's parameters
     * @return the comparison of the chosen ones
     * @throws IllegalArgumentException if the function has another number of parameters
     */
    public GradientCheck check(double[] analytic) {
        return check(analytic, new double[function.examples()]);
    }

    /**
     * Checks an analytic gradient whose scores are rounded, as those of kernels: margins as near to 0 as that are kinks, for
     * they may be taken for violated or not.
     *
     * @param analytic all components, in the order of the function's parameters
     * @param uncertainty for each image how far the difference of two scores may be off, see {@link ScoreRounding}
     * @return the comparison of the chosen ones
     * @throws IllegalArgumentException if the function has another number of parameters or images
     */
    public GradientCheck check(double[] analytic, double[] uncertainty) {
        if (analytic.length != parameters.length || uncertainty.length != function.examples()) {
            throw new IllegalArgumentException("The loss has " + parameters.length + " parameters and "
                    + function.examples() + " examples, but the gradient has " + analytic.length + " components and "
                    + uncertainty.length + " examples are rounded.");
        }
        List<Kink> kinks = new ArrayList<>();
        int[] judged = new int[chosen.length];
        double[] ofAnalytic = new double[chosen.length];
        double[] ofNumeric = new double[chosen.length];
        int count = 0;
        for (int c = 0; c < chosen.length; c++) {
            int p = chosen[c];
            if (isAtZeroOfL1(c)) {
                kinks.add(new Kink(p, Kink.Cause.WEIGHT, analytic[p], numeric[c]));
            } else if (isAtMargin(c, uncertainty)) {
                kinks.add(new Kink(p, Kink.Cause.MARGIN, analytic[p], numeric[c]));
            } else {
                judged[count] = p;
                ofAnalytic[count] = analytic[p];
                ofNumeric[count++] = numeric[c];
            }
        }
        return GradientCheck.compare(Arrays.copyOf(ofAnalytic, count), Arrays.copyOf(ofNumeric, count), floor)
                .of(judged, kinks);
    }

    private boolean isAtZeroOfL1(int c) {
        int p = chosen[c];
        boolean counts = function.regularization().l1() > 0 && function.isRegularized(p);
        return counts && Math.abs(parameters[p]) <= steps[c];
    }

    private boolean isAtMargin(int c, double[] uncertainty) {
        int p = chosen[c];
        for (int i = 0; i < scores.length; i++) {
            double moved = steps[c] * Math.abs(function.input(i, p));
            // Where the input is 0 the image has no part in this component.
            if (moved > 0
                    && function.loss()
                            .hasKink(scores[i], function.label(i), function.classOf(p), moved + uncertainty[i])) {
                return true;
            }
        }
        return false;
    }
}
