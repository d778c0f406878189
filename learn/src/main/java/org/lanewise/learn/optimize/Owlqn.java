package org.lanewise.learn.optimize;

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
public final class Owlqn extends Iteration {

    /** The share of the expected fall that a step has to have. */
    private static final double SUFFICIENT = 1e-4;

    /** How often a step is cut in half. */
    private static final int CUTS = 40;

    /** One with directions of its own would promise gains of coordinates that stay at zero. */
    private static final Preconditioner IDENTITY = vector -> {};

    private final DifferentiableFunction function;
    private final double[] strengths;
    private double[] point;
    private double[] gradient;
    private double[] nextPoint;
    private double[] nextGradient;
    private final double[] slope;
    private final double[] direction;
    private double length;
    private int evaluations;

    /**
     * Prepares one minimization.
     *
     * @param function the smooth part; a multiple of the identity should be near its Hessian's diagonal
     * @param strengths c, one per coordinate, at least 0; not changed
     * @param remembered how many steps are remembered, at least 1
     * @param from where it begins; not changed
     */
    public Owlqn(DifferentiableFunction function, double[] strengths, int remembered, double[] from) {
        super(new History(IDENTITY, remembered, function.size()));
        this.function = function;
        this.strengths = strengths;
        point = from.clone();
        gradient = new double[point.length];
        nextPoint = new double[point.length];
        nextGradient = new double[point.length];
        slope = new double[point.length];
        direction = new double[point.length];
    }

    @Override
    double begin() {
        return evaluate(point, gradient);
    }

    private double evaluate(double[] at, double[] gradientThere) {
        evaluations++;
        double sum = function.at(at, gradientThere);
        for (int i = 0; i < at.length; i++) {
            sum += strengths[i] * Math.abs(at[i]);
        }
        return sum;
    }

    /** Finds the pseudo-gradient, too. */
    @Override
    void aim() {
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

    @Override
    void go() {
        history.remember(point, nextPoint, gradient, nextGradient);
        double[] before = point;
        point = nextPoint;
        nextPoint = before;
        before = gradient;
        gradient = nextGradient;
        nextGradient = before;
    }

    @Override
    int evaluations() {
        return evaluations;
    }

    @Override
    double length() {
        return length;
    }

    @Override
    double[] point() {
        return point;
    }

    /** The pseudo-gradient. */
    @Override
    double[] slope() {
        return slope;
    }

    /** Cuts a step until the sum falls enough, or as far as can be seen at all. */
    @Override
    boolean search() {
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
