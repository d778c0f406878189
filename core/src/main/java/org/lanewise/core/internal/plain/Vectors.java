package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.Machine.fma;

/** Loops over arrays, element by element, which C2 vectorizes. */
final class Vectors {

    private Vectors() {}

    /** {@code x[i] *= factor} in a range. */
    static void scale(float[] x, int from, int count, float factor) {
        if (factor == 1) {
            return;
        }
        for (int i = from; i < from + count; i++) {
            x[i] *= factor;
        }
    }

    /** {@code x[i] -= shift} in a range. */
    static void subtract(float[] x, int from, int count, float shift) {
        for (int i = from; i < from + count; i++) {
            x[i] -= shift;
        }
    }

    /** {@code x[i] = x[i] factor - shift} in a range, with one rounding. */
    static void scaleAndSubtract(float[] x, int from, int count, float factor, float shift) {
        for (int i = from; i < from + count; i++) {
            x[i] = fma(x[i], factor, -shift);
        }
    }

    /** The maximum of a range; NaN if an element is. */
    static float max(float[] x, int from, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            max = Math.max(max, x[i]);
        }
        return max;
    }

    /** {@code y[i] += x[i]}. */
    static void add(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += x[i];
        }
    }

    /** {@code x[i] *= y[i]}. */
    static void multiply(float[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            x[i] *= y[i];
        }
    }

    /** {@code x[i] = max(x[i], 0)}. */
    static void positivePart(float[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = Math.max(x[i], 0f);
        }
    }

    /** {@code g[i] = 0} where {@code x[i]} is not above 0. */
    static void keepWherePositive(float[] x, float[] g, int count) {
        for (int i = 0; i < count; i++) {
            g[i] = x[i] > 0 ? g[i] : 0f;
        }
    }

    /** {@code x[i] = (x[i] - mean[i]) scale[i]}. */
    static void prepare(float[] x, float[] mean, float[] scale, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - mean[i]) * scale[i];
        }
    }

    /** {@code g[i] = (g[i] - sum mean[i]) scale[i] + decay w[i]}. */
    static void unfold(float[] g, float sum, float[] mean, float[] scale, float decay, float[] w, int count) {
        for (int i = 0; i < count; i++) {
            g[i] = fma(decay, w[i], fma(-sum, mean[i], g[i]) * scale[i]);
        }
    }
}
