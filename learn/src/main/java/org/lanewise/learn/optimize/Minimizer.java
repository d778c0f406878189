package org.lanewise.learn.optimize;

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
public final class Minimizer extends Iteration {

    private final DifferentiableFunction function;
    private final Preconditioner start;
    private final LineSearch search;
    private final double[] point;
    private final double[] gradient;
    private final double[] direction;

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
        super(new History(start, remembered, function.size()));
        this.function = function;
        this.start = start;
        search = new LineSearch(function);
        point = from.clone();
        gradient = new double[point.length];
        direction = new double[point.length];
    }

    @Override
    double begin() {
        return function.at(point, gradient);
    }

    @Override
    void aim() {
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

    @Override
    boolean search() {
        return search.search(point, value, gradient, direction, 1);
    }

    @Override
    void go() {
        history.remember(point, search.point, gradient, search.gradient);
        System.arraycopy(search.point, 0, point, 0, point.length);
        System.arraycopy(search.gradient, 0, gradient, 0, gradient.length);
        value = search.value;
    }

    @Override
    int evaluations() {
        return search.evaluations + 1;
    }

    @Override
    double length() {
        return search.length;
    }

    @Override
    double[] point() {
        return point;
    }

    @Override
    double[] slope() {
        return gradient;
    }
}
