package org.lanewise.learn.optimize;

import java.util.function.BooleanSupplier;

/**
 * L-BFGS with a line search for the strong Wolfe conditions: Nocedal and Wright, "Numerical optimization", 2006, algorithm
 * 7.5. It knows the function alone.
 *
 * <p>The end is judged by the gradient g: Newton's method expects a step to gain {@code g H^-1 g / 2}, half the square of the
 * Newton decrement, which is the same in any coordinates (Boyd and Vandenberghe, "Convex optimization", 2004, section
 * 9.5.1). With H as the last steps have it, and as it was guessed at the start, the larger of both counts. A short step, or a
 * search that fails, says nothing of where the minimum is.
 *
 * <p>One minimization per object, on one thread.
 *
 * {@snippet :
 * DifferentiableFunction parabola = ...;                      // size, and value and gradient at a point
 * var minimizer = new Minimizer(parabola, vector -> {}, 10, new double[parabola.size()]);
 * Minimum minimum = minimizer.minimize(100, 1e-8, () -> false, (iteration, calls, value, point, length) -> {
 *     System.out.println(iteration + ": " + value);
 * });
 * }
 */
public final class Minimizer {

    /** Steps without progress that are too many: rounding leads them. */
    private static final int PATIENCE = 20;

    private final DifferentiableFunction function;
    private final Preconditioner start;
    private final History history;
    private final LineSearch search;
    private final double[] point;
    private final double[] gradient;
    private final double[] direction;
    private double value;
    private double gain;
    private int iterations;
    private double lowestValue;
    private double leastGain;
    private int idle;

    /** Is told after each step. */
    public interface Listener {

        /**
         * After a step.
         *
         * @param iteration its number, 0 for the first
         * @param evaluations of the function so far
         * @param value the value that it led to
         * @param point where it led to; not to be changed
         * @param length the length of the step, 1 for the expected one
         */
        void stepDone(int iteration, int evaluations, double value, double[] point, double length);
    }

    /**
     * Prepares one minimization.
     *
     * @param function what is minimized
     * @param start the inverse Hessian before any step
     * @param remembered how many steps are remembered, at least 1
     * @param from where it begins; not changed
     */
    public Minimizer(DifferentiableFunction function, Preconditioner start, int remembered, double[] from) {
        this.function = function;
        this.start = start;
        history = new History(start, remembered, function.size());
        search = new LineSearch(function);
        point = from.clone();
        gradient = new double[point.length];
        direction = new double[point.length];
    }

    /**
     * Minimizes.
     *
     * @param most iterations
     * @param tolerance the gain, relative to the value, that is not worth a step
     * @param stop whether to end before a step
     * @param listener is told after each step
     * @return where it ended; the listener knows the point
     */
    public Minimum minimize(int most, double tolerance, BooleanSupplier stop, Listener listener) {
        value = function.at(point, gradient);
        lowestValue = value;
        leastGain = Double.POSITIVE_INFINITY;
        Minimum.Reason reason = Double.isFinite(value) ? null : Minimum.Reason.NOT_FINITE;
        while (reason == null) {
            aim();
            if (isReached(tolerance)) {
                reason = Minimum.Reason.CONVERGED;
            } else if (stop.getAsBoolean()) {
                reason = Minimum.Reason.STOPPED;
            } else if (iterations >= most) {
                reason = Minimum.Reason.ITERATIONS_DONE;
            } else if (!progresses() || !step()) {
                // A history that was at fault is gone by now, and what it expected with it.
                reason = isReached(tolerance) ? Minimum.Reason.CONVERGED : Minimum.Reason.SHORT_STEPS;
            } else {
                listener.stepDone(iterations++, search.evaluations + 1, value, point, search.length);
            }
        }
        double norm = Math.sqrt(Vectors.dot(gradient, gradient));
        return new Minimum(value, norm, gain, iterations, search.evaluations + 1, reason);
    }

    private boolean isReached(double tolerance) {
        return gain <= tolerance * Math.abs(value);
    }

    /** Finds the direction of the next step, and what it should gain. */
    private void aim() {
        System.arraycopy(gradient, 0, direction, 0, direction.length);
        start.apply(direction);
        gain = Vectors.dot(gradient, direction) / 2;
        if (!history.isEmpty()) {
            System.arraycopy(gradient, 0, direction, 0, direction.length);
            history.apply(direction);
            gain = Math.max(gain, Vectors.dot(gradient, direction) / 2);
        }
        Vectors.scale(-1, direction);
    }

    /** Whether the last steps led anywhere: to a value that is lower by more than noise, or half the gain that is left. */
    private boolean progresses() {
        boolean isLower = value < lowestValue - LineSearch.noise(lowestValue);
        boolean isFlatter = gain < leastGain / 2;
        idle = isLower || isFlatter ? 0 : idle + 1;
        lowestValue = isLower ? value : lowestValue;
        leastGain = isFlatter ? gain : leastGain;
        return idle <= PATIENCE;
    }

    /** A step along the direction; where it leads nowhere, the history may be at fault, so one without it. */
    private boolean step() {
        boolean isFound = search.search(point, value, gradient, direction, 1);
        if (!isFound && !history.isEmpty()) {
            history.clear();
            aim();
            isFound = search.search(point, value, gradient, direction, 1);
        }
        if (isFound) {
            history.remember(point, search.point, gradient, search.gradient);
            System.arraycopy(search.point, 0, point, 0, point.length);
            System.arraycopy(search.gradient, 0, gradient, 0, gradient.length);
            value = search.value;
        }
        return isFound;
    }
}
