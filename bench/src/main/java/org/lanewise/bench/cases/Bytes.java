package org.lanewise.bench.cases;

import org.lanewise.bench.benchmarks.PatchBenchmark;

/**
 * Bytes that an operation cannot avoid to move between the caches and memory: every operand read once, every result
 * written once. With the {@link Flops} they make the arithmetic intensity of a roofline; what stays in a cache from one
 * operation to the next is counted all the same.
 */
public final class Bytes {

    private Bytes() {}

    /**
     * Of a matrix product of floats.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k products an element
     * @return {@code 4 (M K + K N + M N)}
     */
    public static double matmul(int m, int n, int k) {
        return Float.BYTES * ((double) m * k + (double) k * n + (double) m * n);
    }

    /**
     * Of a step of training, or a gradient, from pixels of one byte: the minibatch is read, W read and something as large
     * written.
     *
     * @param images images of the minibatch
     * @param classes classes K
     * @param features features D
     * @return {@code N D + 8 K D}
     */
    public static double step(int images, int classes, int features) {
        return (double) images * features + 2.0 * Float.BYTES * classes * features;
    }

    /**
     * Of the same from features of four bytes.
     *
     * @param examples examples of the minibatch
     * @param classes classes K
     * @param features features D
     * @return {@code 4 N D + 8 K D}
     */
    public static double stepOfFloats(int examples, int classes, int features) {
        return Float.BYTES * ((double) examples * features + 2.0 * classes * features);
    }

    /**
     * Of the scores of images, from pixels of one byte.
     *
     * @param images number of images
     * @param classes classes K
     * @param features features D
     * @return {@code N D + 4 K D + 4 N K}
     */
    public static double scores(int images, int classes, int features) {
        return (double) images * features + Float.BYTES * ((double) classes * features + (double) images * classes);
    }

    /**
     * Of the features of patches, from pixels of one byte: images and filters are read, eight features per pair of filters
     * written.
     *
     * @param images images of a call
     * @param filters filters K
     * @param values values of an image
     * @return {@code N D + 4 * 48 * K / 2 + 4 N * 4 K}
     */
    public static double patches(int images, int filters, int values) {
        double ofFilters = PatchBenchmark.COMPONENTS * filters / 2.0;
        return (double) images * values + Float.BYTES * (ofFilters + 4.0 * images * filters);
    }

    /**
     * Of softmax of floats: an element is read and written.
     *
     * @param elements rows times columns
     * @return 8 an element
     */
    public static double softmax(double elements) {
        return 2 * Float.BYTES * elements;
    }

    /**
     * Of evaluations of the loss in double, which read images and parameters each time.
     *
     * @param evaluations how many
     * @param images images N
     * @param classes classes K
     * @param features features D
     * @return {@code 8 (N + K) (D + 1)} each
     */
    public static double losses(int evaluations, int images, int classes, int features) {
        return (double) evaluations * Double.BYTES * (images + classes) * (features + 1);
    }

    /**
     * Of losses whose scores differ in one column each, in double: the scores and a column of the images, each time.
     *
     * @param losses how many
     * @param images images N
     * @param classes classes K
     * @return {@code 8 N (K + 1)} each
     */
    public static double scoreColumns(int losses, int images, int classes) {
        return (double) losses * Double.BYTES * images * (classes + 1);
    }
}
