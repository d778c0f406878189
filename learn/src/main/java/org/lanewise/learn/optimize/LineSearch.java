package org.lanewise.learn.optimize;

/**
 * A step length that satisfies the strong Wolfe conditions, {@code f(x + t d) <= f(x) + 1e-4 t g d} and {@code |g(x + t d) d|
 * <= 0.9 |g d|}: Nocedal and Wright, "Numerical optimization", 2006, algorithms 3.5 and 3.6, with cubic interpolation.
 * Where rounding hides by how much the value falls, the second, of slopes alone, decides (Hager and Zhang, "A new conjugate
 * gradient method with guaranteed descent and an efficient line search", 2005, section 4).
 */
final class LineSearch {

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int EVALUATIONS = 20;

    /** Differences of values that floats may get wrong, relative to the value, or to 1 as their logarithms are. */
    private static final double NOISE = 0x1p-23;

    /** The shares of a bracket within which interpolation is trusted. */
    private static final double INSIDE = 0.1;

    private final DifferentiableFunction function;
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

    private final double[] lowestPoint;
    private final double[] lowestGradient;
    private double lowestValue;
    private double lowestLength;

    LineSearch(DifferentiableFunction function) {
        this.function = function;
        int size = function.size();
        start = new double[size];
        direction = new double[size];
        point = new double[size];
        gradient = new double[size];
        lowestPoint = new double[size];
        lowestGradient = new double[size];
    }

    /**
     * Searches along a direction of descent; leaves the point that it found. Where no trial satisfies the conditions, it is the
     * lowest of them.
     *
     * @return whether there is one: not if none is lower than the start
     */
    boolean search(double[] from, double valueThere, double[] gradientThere, double[] along, double first) {
        System.arraycopy(from, 0, start, 0, start.length);
        System.arraycopy(along, 0, direction, 0, direction.length);
        valueAtStart = valueThere;
        slopeAtStart = Vectors.dot(gradientThere, direction);
        lowestValue = valueAtStart;
        double before = 0;
        double valueBefore = valueAtStart;
        double slopeBefore = slopeAtStart;
        double t = first;
        for (int i = 0; i < EVALUATIONS; i++) {
            double slope = move(t);
            if (isHidden() && isFlat(slope)) {
                return true;
            }
            if (!isLower() || i > 0 && value >= valueBefore) {
                return zoom(before, valueBefore, slopeBefore, t, value, slope, EVALUATIONS - i);
            }
            if (isFlat(slope)) {
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
        return endAtTheLowest();
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
            if (isHidden() && isFlat(slope)) {
                return true;
            }
            if (!isLower() || value >= valueOfA) {
                b = t;
                valueOfB = value;
                slopeOfB = slope;
                continue;
            }
            if (isFlat(slope)) {
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
        return endAtTheLowest();
    }

    private boolean endAtTheLowest() {
        if (!(lowestValue < valueAtStart)) {
            return false;
        }
        System.arraycopy(lowestPoint, 0, point, 0, point.length);
        System.arraycopy(lowestGradient, 0, gradient, 0, gradient.length);
        value = lowestValue;
        length = lowestLength;
        return true;
    }

    private boolean isLower() {
        return value <= valueAtStart + DECREASE * length * slopeAtStart;
    }

    /** By how much a value may be off for rounding. */
    static double noise(double value) {
        return NOISE * Math.max(1, Math.abs(value));
    }

    private boolean isHidden() {
        return Math.abs(value - valueAtStart) <= noise(valueAtStart);
    }

    private boolean isFlat(double slope) {
        return Math.abs(slope) <= -CURVATURE * slopeAtStart;
    }

    /** Goes to a step length; the slope there. */
    private double move(double t) {
        length = t;
        for (int i = 0; i < point.length; i++) {
            point[i] = start[i] + t * direction[i];
        }
        value = function.at(point, gradient);
        evaluations++;
        if (value < lowestValue) {
            lowestValue = value;
            lowestLength = t;
            System.arraycopy(point, 0, lowestPoint, 0, point.length);
            System.arraycopy(gradient, 0, lowestGradient, 0, gradient.length);
        }
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
