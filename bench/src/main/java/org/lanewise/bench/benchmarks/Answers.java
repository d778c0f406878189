package org.lanewise.bench.benchmarks;

import org.lanewise.core.data.FloatMatrix;

/** Comparisons of a benchmark's answer with the reference. A wrong answer is never timed. */
final class Answers {

    /** Half the distance from 1 to the next float: the largest relative error of one rounding. */
    static final double ROUNDING = 0x1p-24;

    private Answers() {}

    static void requireClose(String what, double actual, double expected, double tolerance) {
        // Negated, so that NaN fails.
        if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new IllegalStateException("wrong answer: " + what + " is " + actual
                    + ", but the scalar reference has " + expected + " (tolerance " + tolerance + ")");
        }
    }

    /** Compares all elements; the tolerance is relative to the largest reference element. */
    static void requireClose(String what, FloatMatrix actual, FloatMatrix expected, double relativeToLargest) {
        double tolerance = relativeToLargest * largest(expected);
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                requireClose(what + " [" + i + ", " + j + "]", actual.get(i, j), expected.get(i, j), tolerance);
            }
        }
    }

    /**
     * Compares the elements of sums of products: rounding may differ by the order of summation, in proportion to
     * {@code sum |a_i b_i|}, and grows like the square root of their number.
     */
    static void requireSums(
            String what, FloatMatrix actual, FloatMatrix expected, FloatMatrix magnitudes, int products) {
        double roundings = 8 + 2 * Math.sqrt(products);
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                double tolerance = roundings * ROUNDING * magnitudes.get(i, j);
                requireClose(what + " [" + i + ", " + j + "]", actual.get(i, j), expected.get(i, j), tolerance);
            }
        }
    }

    static double largest(FloatMatrix matrix) {
        double largest = 0;
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                largest = Math.max(largest, Math.abs(matrix.get(i, j)));
            }
        }
        return largest;
    }
}
