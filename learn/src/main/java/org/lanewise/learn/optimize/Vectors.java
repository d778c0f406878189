package org.lanewise.learn.optimize;

/** Loops over vectors in double, which C2 vectorizes or at least runs in several chains. */
final class Vectors {

    private Vectors() {}

    /** Dot product in four chains: one alone would wait for the latency of its additions. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i <= a.length - 4; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s2) + (s1 + s3);
    }

    /** {@code y += alpha x}. */
    static void add(double alpha, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += alpha * x[i];
        }
    }

    static void scale(double factor, double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    static void difference(double[] a, double[] b, double[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
    }
}
