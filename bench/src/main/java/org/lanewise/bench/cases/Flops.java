package org.lanewise.bench.cases;

import org.lanewise.bench.benchmarks.PatchBenchmark;

/** Floating-point operations, a multiply-add counted as two. */
public final class Flops {

    private static final int SOFTMAX = 24;

    private Flops() {}

    /**
     * Of a matrix product.
     *
     * @param m rows of C
     * @param n columns of C
     * @param k products an element
     * @return {@code 2 M N K}
     */
    public static double matmul(int m, int n, int k) {
        return 2.0 * m * n * k;
    }

    /**
     * Of a step of training: scores and gradient, each a product of the minibatch with a matrix as large as W. Softmax,
     * regularization and update are not counted.
     *
     * @param images images of the minibatch
     * @param classes classes K
     * @param features features D
     * @return {@code 4 K D} an image
     */
    public static double step(int images, int classes, int features) {
        return 2 * matmul(images, classes, features);
    }

    /**
     * Of the features of patches: the products of patches with filters alone, as they are done, which gives the scores of
     * mirror images for nothing.
     *
     * @param images images of a call
     * @param filters filters K
     * @return {@code 2 * 729 * 48 * K / 2} an image
     */
    public static double patches(int images, int filters) {
        return images * matmul(PatchBenchmark.PATCHES, filters / 2, PatchBenchmark.COMPONENTS);
    }

    /**
     * Of a step of training with a hidden layer: one product as large as its weights forth and one back, two back from the
     * scores. The update is not counted.
     *
     * @param images images of the minibatch
     * @param features features D
     * @param units hidden units H
     * @param classes classes K
     * @return {@code 4 D H + 6 H K} an image
     */
    public static double hidden(int images, int features, int units, int classes) {
        return 2 * matmul(images, units, features) + 3 * matmul(images, classes, units);
    }

    /**
     * Of softmax, {@value #SOFTMAX} an element: maximum, difference, exponential, sum and product are 1 + 1 + 20 + 1 + 1.
     * The exponential is counted as Lanewise's is made, to an ULP: a reduction of the argument (three multiply-adds and a
     * difference), a polynomial of degree 6, and a scale. Everyone is charged with that count, however many their own
     * exponential takes, so that ratios of FLOP/s are ratios of speed.
     *
     * @param elements rows times columns
     * @return their operations; the logarithms or divisions of rows are not counted
     */
    public static double softmax(double elements) {
        return SOFTMAX * elements;
    }

    /**
     * Of evaluations of the loss: the scores of all images each time, and the regularization. Softmax is not counted.
     *
     * @param evaluations how many
     * @param images images N
     * @param classes classes K
     * @param features features D
     * @return {@code 2 N K (D + 1) + 2 K D} each
     */
    public static double losses(int evaluations, int images, int classes, int features) {
        return evaluations * (matmul(images, classes, features + 1) + 2.0 * classes * features);
    }

    /**
     * Of losses whose scores differ in one column each: the scores once, then the column and the softmax of each.
     *
     * @param losses how many
     * @param images images N
     * @param classes classes K
     * @param features features D
     * @return {@code 2 N K (D + 1)}, and {@code N (2 + 24 K)} for each
     */
    public static double scoreColumns(int losses, int images, int classes, int features) {
        return matmul(images, classes, features + 1) + losses * (2.0 * images + softmax((double) images * classes));
    }
}
