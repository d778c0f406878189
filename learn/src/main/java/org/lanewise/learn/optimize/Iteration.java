package org.lanewise.learn.optimize;

import java.util.function.BooleanSupplier;

/**
 * Steps along directions that a history of steps finds, until they gain nothing: what minimizations by quasi-Newton steps have in
 * common. A subclass knows how to aim and how to search along a direction.
 */
abstract class Iteration {

    /** Steps without progress that are too many: rounding leads them. */
    private static final int PATIENCE = 20;

    final History history;

    /** The value at the point. */
    double value;

    /** What the next step should gain. */
    double gain;

    private double lowestValue;
    private double leastGain = Double.POSITIVE_INFINITY;
    private int idle;

    Iteration(History history) {
        this.history = history;
    }

    /** {@return the value where it begins} */
    abstract double begin();

    /** Finds the direction of the next step, and what it should gain. */
    abstract void aim();

    /** Looks for a step along the direction; false if it leads nowhere. */
    abstract boolean search();

    /** Goes where the search ended. */
    abstract void go();

    /** {@return how often the function was evaluated} */
    abstract int evaluations();

    /** {@return the length of the last step} */
    abstract double length();

    /** {@return where it is} */
    abstract double[] point();

    /** {@return what is zero at a minimum} */
    abstract double[] slope();

    /**
     * Minimizes.
     *
     * @param most iterations
     * @param tolerance the gain, relative to the value, that is not worth a step
     * @param stop whether to end before a step
     * @param listener is told after each step
     * @return where it ended; the listener knows the point
     */
    public final Minimum minimize(int most, double tolerance, BooleanSupplier stop, Minimizer.Listener listener) {
        value = begin();
        lowestValue = value;
        int iterations = 0;
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
                listener.stepDone(iterations++, evaluations(), value, point(), length());
            }
        }
        double norm = Math.sqrt(Vectors.dot(slope(), slope()));
        return new Minimum(value, norm, gain, iterations, evaluations(), reason);
    }

    private boolean isReached(double tolerance) {
        return gain <= tolerance * Math.abs(value);
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
        boolean isFound = search();
        if (!isFound && !history.isEmpty()) {
            history.clear();
            aim();
            isFound = search();
        }
        if (isFound) {
            go();
        }
        return isFound;
    }
}
