package org.lanewise.learn.optimize;

/**
 * The last steps and how the gradient changed in them, and the product of the inverse Hessian that they imply with a
 * vector: the two loops of Nocedal and Wright, "Numerical optimization", 2006, algorithm 7.4.
 */
final class History {

    private final Preconditioner start;
    private final double[][] steps;
    private final double[][] changes;
    private final double[] inverses;
    private final double[] factors;
    private final double[] scratch;
    private int count;
    private int next;

    /** The inverse Hessian starts as that of {@code start}, times the factor that fits the last step best. */
    History(Preconditioner start, int length, int parameters) {
        this.start = start;
        steps = new double[length][parameters];
        changes = new double[length][parameters];
        inverses = new double[length];
        factors = new double[length];
        scratch = new double[parameters];
    }

    /** Remembers a step, unless its curvature is not positive. */
    void remember(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
        Vectors.difference(to, from, steps[next]);
        Vectors.difference(gradientTo, gradientFrom, changes[next]);
        double curvature = Vectors.dot(steps[next], changes[next]);
        if (curvature > 0) {
            inverses[next] = 1 / curvature;
            next = (next + 1) % steps.length;
            count = Math.min(count + 1, steps.length);
        }
    }

    /** Forgets all steps. */
    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Replaces a vector by its product with the inverse Hessian. */
    void apply(double[] vector) {
        for (int back = 1; back <= count; back++) {
            int i = Math.floorMod(next - back, steps.length);
            factors[i] = inverses[i] * Vectors.dot(steps[i], vector);
            Vectors.add(-factors[i], changes[i], vector);
        }
        start.apply(vector);
        if (count > 0) {
            Vectors.scale(fit(), vector);
        }
        for (int back = count; back >= 1; back--) {
            int i = Math.floorMod(next - back, steps.length);
            double factor = inverses[i] * Vectors.dot(changes[i], vector);
            Vectors.add(factors[i] - factor, steps[i], vector);
        }
    }

    private double fit() {
        int last = Math.floorMod(next - 1, steps.length);
        System.arraycopy(changes[last], 0, scratch, 0, scratch.length);
        start.apply(scratch);
        return 1 / (inverses[last] * Vectors.dot(changes[last], scratch));
    }
}
