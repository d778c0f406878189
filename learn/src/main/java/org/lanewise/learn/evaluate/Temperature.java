package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;

/**
 * Temperature scaling (Guo et al., "On Calibration of Modern Neural Networks", 2017): all scores are divided by one
 * number T, so that probabilities match the share of right answers. The predicted classes stay the same. T minimizes
 * the mean log loss of examples that the model was not trained on. This is a convex function of 1/T, whose minimum is
 * found in double by Newton's method within bounds.
 *
 * {@snippet :
 * Temperature temperature = Temperature.fit(kernels, classifier, heldOut);
 * temperature.applyTo(classifier.model());                     // W / T and b / T, once
 * }
 *
 * @param value T, {@code 1/64} to 64: above 1 if the model was too sure
 */
public record Temperature(double value) {

    /** Where every answer is right by far, 1/T would have no end. */
    private static final double MOST = 64;

    private static final int ITERATIONS = 200;
    private static final double PRECISION = 1e-12;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if it is outside
     */
    public Temperature {
        if (!(value >= 1 / MOST && value <= MOST)) {
            throw new IllegalArgumentException("A temperature is 1/64 to 64, but it is " + value + ".");
        }
    }

    /**
     * Finds the temperature.
     *
     * @param kernels the kernels to use
     * @param classifier the classifier, trained with a softmax loss
     * @param heldOut N examples that were not learned from, at least one; they take {@code 4 N K} bytes
     * @return the best temperature; 1 where scores are all alike or are not finite
     * @throws IllegalArgumentException if there is no example or features do not fit
     */
    public static Temperature fit(Kernels kernels, Classifier classifier, Examples heldOut) {
        if (heldOut.size() == 0) {
            throw new IllegalArgumentException("A calibration needs examples, but there is none.");
        }
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix scores = classifier.scores(arena, kernels, heldOut.features());
            return of(
                    scores,
                    IntStream.range(0, heldOut.size()).map(heldOut::label).toArray());
        }
    }

    /**
     * Finds the temperature of scores.
     *
     * @param scores N x K scores of examples that were not learned from
     * @param labels N classes
     * @return the best temperature; 1 where scores are all alike or are not finite
     */
    public static Temperature of(FloatMatrix scores, int[] labels) {
        return new Temperature(1 / new Search(scores, labels).inverse());
    }

    /**
     * Divides weights and bias by the temperature, and so all scores.
     *
     * @param model changed
     */
    public void applyTo(LinearModel model) {
        divide(model.weights());
        divide(model.bias());
    }

    private void divide(FloatMatrix matrix) {
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                matrix.set(row, column, (float) (matrix.get(row, column) / value));
            }
        }
    }

    /** The search for 1/T. */
    private static final class Search {

        private final FloatMatrix scores;
        private final int[] labels;
        private double slope;
        private double curvature;

        Search(FloatMatrix scores, int[] labels) {
            this.scores = scores;
            this.labels = labels;
        }

        double inverse() {
            double low = 1 / MOST;
            double high = MOST;
            double at = 1;
            look(at);
            if (slope == 0 || Double.isNaN(slope)) {
                return at;
            }
            for (int i = 0; i < ITERATIONS && high - low > PRECISION * low; i++) {
                if (slope > 0) {
                    high = at;
                } else {
                    low = at;
                }
                double newton = at - slope / curvature;
                double next = newton > low && newton < high ? newton : Math.sqrt(low * high);
                if (Math.abs(next - at) <= PRECISION * at) {
                    return next;
                }
                at = next;
                look(at);
            }
            return at;
        }

        /** Derivatives of the sum of the log losses by 1/T: of each, the mean score less that of the class, and the variance. */
        private void look(double inverse) {
            slope = 0;
            curvature = 0;
            for (int i = 0; i < scores.rows(); i++) {
                double highest = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < scores.columns(); k++) {
                    highest = Math.max(highest, scores.get(i, k));
                }
                double sum = 0;
                double first = 0;
                double second = 0;
                for (int k = 0; k < scores.columns(); k++) {
                    double below = scores.get(i, k) - highest;
                    double power = Math.exp(inverse * below);
                    sum += power;
                    first += power * below;
                    second += power * below * below;
                }
                double mean = first / sum;
                slope += mean - (scores.get(i, labels[i]) - highest);
                curvature += second / sum - mean * mean;
            }
        }
    }
}
