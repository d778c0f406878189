package org.lanewise.core.train;

import java.util.function.ToDoubleBiFunction;

/**
 * A step length that satisfies the strong Wolfe conditions, {@code f(x + t d) <= f(x) + 1e-4 t g d} and {@code |g(x + t d) d|
 * <= 0.9 |g d|}: Nocedal and Wright, "Numerical optimization", 2006, algorithms 3.5 and 3.6, with cubic interpolation.
 */
final class LineSearch {

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int EVALUATIONS = 20;

    /** The shares of a bracket within which interpolation is trusted. */
    private static final double INSIDE = 0.1;

    private final ToDoubleBiFunction<double[], double[]> objective;
    private final double[] start;
    private final double[] direction;
    private double valueAtStart;
    private double slopeAtStart;

    /** Where the search is: the point, its value and its gradient. */
    final double[] point;

    final double[] gradient;
    double value;
    double length;
    int evaluations;

    /** Prepares searches of a function that returns its value at its first argument and stores its gradient to the second. */
    LineSearch(ToDoubleBiFunction<double[], double[]> objective, int parameters) {
        this.objective = objective;
        start = new double[parameters];
        direction = new double[parameters];
        point = new double[parameters];
        gradient = new double[parameters];
    }

    /**
     * Searches along a direction of descent; leaves the point that it found.
     *
     * @return whether there is one: not if rounding hides any decrease
     */
    boolean search(double[] from, double valueThere, double[] gradientThere, double[] along, double first) {
        System.arraycopy(from, 0, start, 0, start.length);
        System.arraycopy(along, 0, direction, 0, direction.length);
        valueAtStart = valueThere;
        slopeAtStart = Vectors.dot(gradientThere, direction);
        double before = 0;
        double valueBefore = valueAtStart;
        double slopeBefore = slopeAtStart;
        double t = first;
        for (int i = 0; i < EVALUATIONS; i++) {
            double slope = move(t);
            if (!isLower() || i > 0 && value >= valueBefore) {
                return zoom(before, valueBefore, slopeBefore, t, value, slope, EVALUATIONS - i);
            }
            if (Math.abs(slope) <= -CURVATURE * slopeAtStart) {
                return true;
            }
            if (slope >= 0) {
                return zoom(t, value, slope, before, valueBefore, slopeBefore, EVALUATIONS - i);
            }
            before = t;
            valueBefore = value;
            slopeBefore = slope;
            t *= 2;
        }
        return false;
    }

    /** Narrows a bracket whose first end is the lowest point so far that decreases enough. */
    private boolean zoom(
            double low,
            double valueOfLow,
            double slopeOfLow,
            double high,
            double valueOfHigh,
            double slopeOfHigh,
            int evaluationsLeft) {
        double a = low;
        double valueOfA = valueOfLow;
        double slopeOfA = slopeOfLow;
        double b = high;
        double valueOfB = valueOfHigh;
        double slopeOfB = slopeOfHigh;
        for (int i = 0; i < evaluationsLeft; i++) {
            double t = minimumOfCubic(a, valueOfA, slopeOfA, b, valueOfB, slopeOfB);
            double slope = move(t);
            if (!isLower() || value >= valueOfA) {
                b = t;
                valueOfB = value;
                slopeOfB = slope;
                continue;
            }
            if (Math.abs(slope) <= -CURVATURE * slopeAtStart) {
                return true;
            }
            if (slope * (b - a) >= 0) {
                b = a;
                valueOfB = valueOfA;
                slopeOfB = slopeOfA;
            }
            a = t;
            valueOfA = value;
            slopeOfA = slope;
        }
        return value < valueAtStart;
    }

    private boolean isLower() {
        return value <= valueAtStart + DECREASE * length * slopeAtStart;
    }

    /** Goes to a step length; the slope there. */
    private double move(double t) {
        length = t;
        for (int i = 0; i < point.length; i++) {
            point[i] = (float) (start[i] + t * direction[i]);
        }
        value = objective.applyAsDouble(point, gradient);
        evaluations++;
        return Vectors.dot(gradient, direction);
    }

    /** Where the cubic through two points with these slopes is lowest, but not close to an end (N. and W., 3.59). */
    private static double minimumOfCubic(
            double a, double valueOfA, double slopeOfA, double b, double valueOfB, double slopeOfB) {
        double d1 = slopeOfA + slopeOfB - 3 * (valueOfA - valueOfB) / (a - b);
        double d2 = Math.signum(b - a) * Math.sqrt(Math.max(0, d1 * d1 - slopeOfA * slopeOfB));
        double t = b - (b - a) * (slopeOfB + d2 - d1) / (slopeOfB - slopeOfA + 2 * d2);
        double share = (t - a) / (b - a);
        return share >= INSIDE && share <= 1 - INSIDE ? t : (a + b) / 2;
    }
}
