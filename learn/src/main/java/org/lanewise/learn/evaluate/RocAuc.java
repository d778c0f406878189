package org.lanewise.learn.evaluate;

import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;

/**
 * How well the probability of a class (or its score, with a hinge loss) separates it from the rest, at all thresholds:
 * the area under the curve of true against false positive rates. It is the share of pairs, one image of the class and
 * one of the rest, in which the first has the higher number; equal ones count half (Hanley and McNeil, "The Meaning and
 * Use of the Area under a Receiver Operating Characteristic (ROC) Curve", 1982). Immutable.
 */
public final class RocAuc {

    private final double[] areas;

    private RocAuc(double[] areas) {
        this.areas = areas;
    }

    /** {@return the number of classes K} */
    public int classes() {
        return areas.length;
    }

    /**
     * The area of a class.
     *
     * @param label the class
     * @return 0 to 1, where 0.5 is chance; NaN if no image, or every image, is of the class
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public double of(int label) {
        return areas[label];
    }

    /** {@return the mean of the areas of the classes that have one; NaN if none has} */
    public double macro() {
        return Arrays.stream(areas).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** Pairs in the making. What is compared are floats; NaN is below all numbers. For several threads. */
    static final class Counts {

        /** The numbers of each class for the images that are of it: rising, one class behind another. */
        private final float[] positives;

        /** Where those of a class begin; K + 1 of them. */
        private final int[] starts;

        /** Sorts the number that each image has of its own class. */
        Counts(int classes, int[] labels, float[] ownNumbers) {
            positives = new float[labels.length];
            starts = new int[classes + 1];
            for (int label : labels) {
                starts[label + 1]++;
            }
            for (int k = 0; k < classes; k++) {
                starts[k + 1] += starts[k];
            }
            int[] next = starts.clone();
            for (int i = 0; i < labels.length; i++) {
                positives[next[labels[i]]++] = key(ownNumbers[i]);
            }
            for (int k = 0; k < classes; k++) {
                Arrays.sort(positives, starts[k], starts[k + 1]);
            }
        }

        /** An order in which both zeros are one. */
        private static float key(float number) {
            return Float.isNaN(number) ? Float.NEGATIVE_INFINITY : number + 0f;
        }

        /** Adds to each class but the image's own how many pairs with it are in order, in halves. */
        void compare(FloatMatrix numbers, int row, int label, long[] pairs) {
            for (int k = 0; k < pairs.length; k++) {
                if (k != label) {
                    float number = key(numbers.get(row, k));
                    pairs[k] += 2L * starts[k + 1] - first(k, number, true) - first(k, number, false);
                }
            }
        }

        /** Where the numbers of a class begin that are above a number, or equal to it. */
        private int first(int label, float number, boolean orEqual) {
            int from = starts[label];
            int to = starts[label + 1];
            while (from < to) {
                int middle = from + to >>> 1;
                if (positives[middle] > number || orEqual && positives[middle] == number) {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            return from;
        }

        /** The areas, from the pairs of all images. */
        RocAuc areas(long[] pairs) {
            double[] areas = new double[pairs.length];
            for (int k = 0; k < areas.length; k++) {
                long positive = starts[k + 1] - starts[k];
                areas[k] = pairs[k] / (2.0 * positive * (positives.length - positive));
            }
            return new RocAuc(areas);
        }
    }
}
