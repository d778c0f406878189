package org.lanewise.learn.train;

/** Vectors in double, the plain way. */
final class Doubles {

    private Doubles() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
