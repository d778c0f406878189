package org.lanewise.core.evaluate;

import java.util.function.IntToDoubleFunction;

/**
 * Counts of images by their correct class and the model's answer, and the measures that follow from them. A measure
 * whose denominator is 0 is 0, as in scikit-learn: the precision of a class that was never answered, the recall of one
 * that has no image.
 *
 * <p>Immutable.
 */
public final class ConfusionMatrix {

    private final int[][] counts;

    private ConfusionMatrix(int[][] counts) {
        this.counts = counts;
    }

    /** {@return the number of classes K} */
    public int classes() {
        return counts.length;
    }

    /**
     * How many images of one class were taken for another, or rightly for itself.
     *
     * @param actual their correct class
     * @param predicted the model's answer
     * @return the number of images
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public int count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /**
     * The images of a class.
     *
     * @param actual the class
     * @return their number
     */
    public int actual(int actual) {
        int sum = 0;
        for (int count : counts[actual]) {
            sum += count;
        }
        return sum;
    }

    /**
     * The images that were taken for a class.
     *
     * @param predicted the class
     * @return their number
     */
    public int predicted(int predicted) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[predicted];
        }
        return sum;
    }

    /** {@return the number of all images} */
    public int total() {
        int sum = 0;
        for (int k = 0; k < classes(); k++) {
            sum += actual(k);
        }
        return sum;
    }

    /**
     * Of the images that were taken for a class, the share that is of it.
     *
     * @param label the class
     * @return the precision, 0 to 1
     */
    public double precision(int label) {
        return share(counts[label][label], predicted(label));
    }

    /**
     * Of the images of a class, the share that was recognized.
     *
     * @param label the class
     * @return the recall, 0 to 1
     */
    public double recall(int label) {
        return share(counts[label][label], actual(label));
    }

    /**
     * The harmonic mean of precision and recall, {@code 2 n_kk / (actual + predicted)}.
     *
     * @param label the class
     * @return F1, 0 to 1
     */
    public double f1(int label) {
        return share(2.0 * counts[label][label], actual(label) + predicted(label));
    }

    private static double share(double part, int whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** {@return the mean of the classes' precisions; classes that neither an image nor an answer has are left out} */
    public double macroPrecision() {
        return macro(this::precision);
    }

    /** {@return the mean of the classes' recalls; classes that neither an image nor an answer has are left out} */
    public double macroRecall() {
        return macro(this::recall);
    }

    /** {@return the mean of the classes' F1; classes that neither an image nor an answer has are left out} */
    public double macroF1() {
        return macro(this::f1);
    }

    private double macro(IntToDoubleFunction measure) {
        double sum = 0;
        int classes = 0;
        for (int k = 0; k < classes(); k++) {
            if (actual(k) + predicted(k) > 0) {
                sum += measure.applyAsDouble(k);
                classes++;
            }
        }
        return sum / classes;
    }

    /** Counts in the making. */
    static final class Counts {

        private final int[][] counts;

        Counts(int classes) {
            counts = new int[classes][classes];
        }

        void add(int actual, int predicted) {
            counts[actual][predicted]++;
        }

        /** The matrix; nothing may be added any more. */
        ConfusionMatrix matrix() {
            return new ConfusionMatrix(counts);
        }
    }
}
