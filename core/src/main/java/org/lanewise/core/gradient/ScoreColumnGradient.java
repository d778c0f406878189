package org.lanewise.core.gradient;

import org.lanewise.core.internal.Turn;

/**
 * The gradient by differences that makes use of what a linear score function allows: a change of one weight W_kd by h moves
 * the scores of class k, one column of the N x K scores, by {@code h x_id}, and no other. So scores are computed once, and a
 * perturbation costs N losses of K given scores, O(N K), instead of {@link NumericGradient}'s evaluation of the whole
 * function, O(N K D). Of the regularization one term changes.
 *
 * <p>The losses are still evaluated by their definition at either end of the step, so an analytic gradient is compared with
 * something independent of it; only {@code f(W + h e) = f(W) + h x} is taken for granted. Differences are taken image by
 * image before they are added up, which rounds less than a difference of two sums.
 *
 * <p>Moving scores are kept in one array: one thread at a time, and a second one gets an {@link IllegalStateException}. The
 * parameters must not change.
 */
public final class ScoreColumnGradient {

    private final LossFunction function;
    private final double[] parameters;
    private final double[][] scores;
    private final Turn turn = new Turn("gradient of score columns");

    /**
     * Computes the scores.
     *
     * @param function the loss
     * @param parameters where to take the gradient; kept, never changed
     * @throws IllegalArgumentException if the function has another number of parameters
     */
    public ScoreColumnGradient(LossFunction function, double[] parameters) {
        this.function = function;
        this.parameters = parameters;
        this.scores = function.scores(parameters);
    }

    /**
     * Centered differences of a range of parameters, {@code (L(W + h e) - L(W - h e)) / 2h}.
     *
     * @param step h, positive and finite
     * @param from first parameter of the range
     * @param to parameter after the last
     * @return the range of the gradient, {@code to - from} numbers
     * @throws IllegalArgumentException if the step is not positive and finite
     * @throws IndexOutOfBoundsException if the range is outside the parameters
     */
    public double[] centered(double step, int from, int to) {
        return differences(step, -step, 2 * step, from, to);
    }

    /**
     * Forward differences of a range of parameters, {@code (L(W + h e) - L(W)) / h}.
     *
     * @param step h, positive and finite
     * @param from first parameter of the range
     * @param to parameter after the last
     * @return the range of the gradient, {@code to - from} numbers
     * @throws IllegalArgumentException if the step is not positive and finite
     * @throws IndexOutOfBoundsException if the range is outside the parameters
     */
    public double[] forward(double step, int from, int to) {
        return differences(step, 0, step, from, to);
    }

    private double[] differences(double right, double left, double distance, int from, int to) {
        NumericGradient.requireArguments(parameters, right, from, to);
        turn.begin();
        try {
            return gradient(right, left, distance, from, to);
        } finally {
            turn.end();
        }
    }

    private double[] gradient(double right, double left, double distance, int from, int to) {
        double[] gradient = new double[to - from];
        for (int p = from; p < to; p++) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += change(i, p, left, right);
            }
            gradient[p - from] = (sum / scores.length + penaltyChange(p, left, right)) / distance;
        }
        return gradient;
    }

    /** Of the loss of an image, between two values of a parameter. */
    private double change(int image, int parameter, double left, double right) {
        double[] row = scores[image];
        int k = function.classOf(parameter);
        double score = row[k];
        double input = function.input(image, parameter);
        row[k] = score + right * input;
        double atRight = function.loss().value(row, function.label(image));
        row[k] = score + left * input;
        double atLeft = function.loss().value(row, function.label(image));
        row[k] = score;
        return atRight - atLeft;
    }

    private double penaltyChange(int parameter, double left, double right) {
        if (!function.isRegularized(parameter)) {
            return 0;
        }
        double w = parameters[parameter];
        return function.regularization().penalty(w + right)
                - function.regularization().penalty(w + left);
    }

    /** The scores at the parameters, N times K. */
    double[][] scores() {
        return scores;
    }
}
