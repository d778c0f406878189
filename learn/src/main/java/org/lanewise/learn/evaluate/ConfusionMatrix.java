package org.lanewise.learn.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * Counts of images by their correct class and the model's answer, and the measures that follow from them. A measure
 * whose denominator is 0 is 0, as in scikit-learn: the precision of a class that was never answered, the recall of one
 * that has no image.
 *
 * <p>Only pairs that occur are stored: memory grows with the images and with K, not with K x K. Immutable.
 */
public final class ConfusionMatrix {

    private final int[] actual;
    private final int[] predicted;
    private final int total;
    private final Map<Long, Integer> pairs = new HashMap<>();

    private ConfusionMatrix(int classes, int[] labels, int[] predictions) {
        actual = new int[classes];
        predicted = new int[classes];
        total = labels.length;
        for (int i = 0; i < total; i++) {
            actual[labels[i]]++;
            predicted[predictions[i]]++;
            pairs.merge(pair(labels[i], predictions[i]), 1, Integer::sum);
        }
    }

    /**
     * Counts answers.
     *
     * @param classes the number of classes K
     * @param labels the correct class of each image, 0 to K - 1
     * @param predictions the answer to each image, 0 to K - 1
     * @return the counts
     * @throws IllegalArgumentException if there are not as many answers as images
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public static ConfusionMatrix of(int classes, int[] labels, int[] predictions) {
        if (labels.length != predictions.length) {
            throw new IllegalArgumentException("There are " + labels.length + " labels, but " + predictions.length
                    + " predictions; give one of each for every image.");
        }
        return new ConfusionMatrix(classes, labels, predictions);
    }

    private static long pair(int actual, int predicted) {
        return (long) actual << Integer.SIZE | predicted;
    }

    /** {@return the number of classes K} */
    public int classes() {
        return actual.length;
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
        Objects.checkIndex(actual, classes());
        Objects.checkIndex(predicted, classes());
        return pairs.getOrDefault(pair(actual, predicted), 0);
    }

    /**
     * The images of a class.
     *
     * @param actual the class
     * @return their number
     */
    public int actual(int actual) {
        return this.actual[actual];
    }

    /**
     * The images that were taken for a class.
     *
     * @param predicted the class
     * @return their number
     */
    public int predicted(int predicted) {
        return this.predicted[predicted];
    }

    /** {@return the number of all images} */
    public int total() {
        return total;
    }

    /**
     * Of the images that were taken for a class, the share that is of it.
     *
     * @param label the class
     * @return the precision, 0 to 1
     */
    public double precision(int label) {
        return share(count(label, label), predicted(label));
    }

    /**
     * Of the images of a class, the share that was recognized.
     *
     * @param label the class
     * @return the recall, 0 to 1
     */
    public double recall(int label) {
        return share(count(label, label), actual(label));
    }

    /**
     * The harmonic mean of precision and recall, {@code 2 n_kk / (actual + predicted)}.
     *
     * @param label the class
     * @return F1, 0 to 1
     */
    public double f1(int label) {
        return share(2.0 * count(label, label), actual(label) + predicted(label));
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

    /** {@return the mean of the recalls of the classes that have images; 0 if there is no image} */
    public double balancedAccuracy() {
        int classes = 0;
        double sum = 0;
        for (int k = 0; k < classes(); k++) {
            sum += recall(k);
            classes += actual(k) > 0 ? 1 : 0;
        }
        return share(sum, classes);
    }

    /** {@return the mean of the classes' precisions, each with the number of its images as weight} */
    public double weightedPrecision() {
        return weighted(this::precision);
    }

    /** {@return the mean of the classes' recalls, each with the number of its images as weight: the accuracy} */
    public double weightedRecall() {
        return weighted(this::recall);
    }

    /** {@return the mean of the classes' F1, each with the number of its images as weight} */
    public double weightedF1() {
        return weighted(this::f1);
    }

    private double weighted(IntToDoubleFunction measure) {
        double sum = 0;
        for (int k = 0; k < classes(); k++) {
            sum += actual(k) * measure.applyAsDouble(k);
        }
        return share(sum, total);
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
}
