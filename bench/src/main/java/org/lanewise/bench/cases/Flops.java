package org.lanewise.bench.cases;

/** Floating-point operations, a multiply-add counted as two. */
public final class Flops {

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
}
