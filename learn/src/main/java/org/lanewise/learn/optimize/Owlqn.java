package org.lanewise.learn.optimize;

import java.util.function.BooleanSupplier;

/**
 * L-BFGS for a smooth convex function plus an L1 norm, {@code f(x) + sum_i c_i |x_i|}, which leads to coordinates that are exactly
 * zero: OWL-QN, Andrew and Gao, "Scalable Training of L1-Regularized Log-Linear Models", 2007.
 *
 * <p>Within an orthant the norm is linear. So a step stays within the orthant of the point, which a coordinate of zero chooses
 * by the side on which the sum falls; what would cross over stays at zero, until the next step. In place of the gradient is the
 * <i>pseudo-gradient</i>, the subgradient of least length. Where it is zero is the minimum. Steps and changes are remembered of
 * the smooth part alone.
 *
 * <p>The end is judged as by {@link Minimizer}, with the pseudo-gradient. One minimization per object, on one thread.
 */
public final class Owlqn {

    /** The share of the expected fall that a step has to have. */
    private static final double SUFFICIENT = 1e-4;

    /** How often a step is cut in half. */
    private static final int CUTS = 40;

    /** Steps without progress that are too many: rounding leads them. */
    private static final int PATIENCE = 20;

    /** One with directions of its own would promise gains of coordinates that stay at zero. */
    private static final Preconditioner IDENTITY = vector -> {};

    private final DifferentiableFunction function;
    private final double[] strengths;
    private final History history;
    private double[] point;
    private double[] gradient;
    private double[] nextPoint;
    private double[] nextGradient;
    private final double[] slope;
    private final double[] direction;
    private double value;
    private double gain;
    private double length;
    private int evaluations;
    private double lowestValue;
    private double leastGain = Double.POSITIVE_INFINITY;
    private int idle;

    /**
     * Prepares one minimization.
     *
     * @param function the smooth part; a multiple of the identity should be near its Hessian's diagonal
     * @param strengths c, one per coordinate, at least 0; not changed
     * @param remembered how many steps are remembered, at least 1
     * @param from where it begins; not changed
     */
    public Owlqn(DifferentiableFunction function, double[] strengths, int remembered, double[] from) {
        this.function = function;
        this.strengths = strengths;
        history = new History(IDENTITY, remembered, function.size());
        point = from.clone();
        gradient = new double[point.length];
        nextPoint = new double[point.length];
        nextGradient = new double[point.length];
        slope = new double[point.length];
        direction = new double[point.length];
    }

    /**
     * Minimizes.
     *
     * @param most iterations
     * @param tolerance the gain, relative to the value, that is not worth a step
     * @param stop whether to end before a step
     * @param listener is told after each step
     * @return where it ended, with the norm of the pseudo-gradient; the listener knows the point
     */
    public Minimum minimize(int most, double tolerance, BooleanSupplier stop, Minimizer.Listener listener) {
        value = evaluate(point, gradient);
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
                reason = isReached(tolerance) ? Minimum.Reason.CONVERGED : Minimum.Reason.SHORT_STEPS;
            } else {
                listener.stepDone(iterations++, evaluations, value, point, length);
            }
        }
        return new Minimum(value, Math.sqrt(Vectors.dot(slope, slope)), gain, iterations, evaluations, reason);
    }

    private double evaluate(double[] at, double[] gradientThere) {
        evaluations++;
        double sum = function.at(at, gradientThere);
        for (int i = 0; i < at.length; i++) {
            sum += strengths[i] * Math.abs(at[i]);
        }
        return sum;
    }

    private boolean isReached(double tolerance) {
        return gain <= tolerance * Math.abs(value);
    }

    /** Finds the pseudo-gradient, the direction of the next step, and what it should gain. */
    private void aim() {
        for (int i = 0; i < slope.length; i++) {
            slope[i] = slope(point[i], gradient[i], strengths[i]);
        }
        System.arraycopy(slope, 0, direction, 0, slope.length);
        history.apply(direction);
        for (int i = 0; i < direction.length; i++) {
            // What does not go down is left out.
            direction[i] = direction[i] * slope[i] > 0 ? -direction[i] : 0;
        }
        gain = -Vectors.dot(slope, direction) / 2;
    }

    /** The derivative; where there is none, that of the side on which the sum falls, or zero. */
    private static double slope(double x, double derivative, double strength) {
        if (x != 0) {
            return derivative + Math.copySign(strength, x);
        }
        return derivative > strength ? derivative - strength : Math.min(derivative + strength, 0);
    }

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
            history.remember(point, nextPoint, gradient, nextGradient);
            double[] before = point;
            point = nextPoint;
            nextPoint = before;
            before = gradient;
            gradient = nextGradient;
            nextGradient = before;
        }
        return isFound;
    }

    /** Cuts a step until the sum falls enough, or as far as can be seen at all. */
    private boolean search() {
        length = 1;
        for (int cut = 0; cut <= CUTS; cut++, length /= 2) {
            double expected = move();
            if (expected == 0) {
                return false;
            }
            double next = evaluate(nextPoint, nextGradient);
            if (next <= value + SUFFICIENT * expected + LineSearch.noise(value)) {
                value = next;
                return true;
            }
        }
        return false;
    }

    /** Goes along the direction, as far as the orthant reaches; returns the fall that the slope promises, which is negative. */
    private double move() {
        double expected = 0;
        for (int i = 0; i < point.length; i++) {
            double next = point[i] + length * direction[i];
            double side = point[i] != 0 ? point[i] : direction[i];
            // Without a norm there is nothing to stop at.
            nextPoint[i] = strengths[i] > 0 && next * side <= 0 ? 0 : next;
            expected += slope[i] * (nextPoint[i] - point[i]);
        }
        return expected;
    }
}
