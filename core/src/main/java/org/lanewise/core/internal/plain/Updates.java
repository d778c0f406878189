package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.Machine.fma;

/**
 * Outer products added to rows, {@code c_r[j] += a_r b[j]}, where each element of a row is a chain of its own, so that C2
 * vectorizes along the row. Two rows by four products need 6 loads and 2 stores for 8 multiply-adds; larger tiles take C2
 * several times as long to compile and are no faster.
 */
final class Updates {

    private static final int PRODUCTS = 4;

    private Updates() {}

    /**
     * {@code c_r[j] += sum_k a_r[k] b_k[j]} over k = first, first + step, ... below depth, in this order.
     *
     * @param c rows of sums, changed
     * @param a a row of factors for each row of sums
     * @param rows how many rows
     * @param b a row for each factor
     * @param columns how many elements of each row of b and c
     */
    static void add(float[][] c, float[][] a, int rows, float[][] b, int first, int step, int depth, int columns) {
        int k = first;
        for (; k + (PRODUCTS - 1) * step < depth; k += PRODUCTS * step) {
            fourProducts(c, a, rows, b, k, step, columns);
        }
        for (; k < depth; k += step) {
            for (int r = 0; r < rows; r++) {
                axpy(a[r][k], b[k], c[r], columns);
            }
        }
    }

    private static void fourProducts(float[][] c, float[][] a, int rows, float[][] b, int k, int step, int columns) {
        float[] b0 = b[k];
        float[] b1 = b[k + step];
        float[] b2 = b[k + 2 * step];
        float[] b3 = b[k + 3 * step];
        int r = 0;
        for (; r < rows - 1; r += 2) {
            twoRows(c[r], c[r + 1], a[r], a[r + 1], k, step, b0, b1, b2, b3, columns);
        }
        if (r < rows) {
            oneRow(c[r], a[r], k, step, b0, b1, b2, b3, columns);
        }
    }

    private static void twoRows(
            float[] c,
            float[] d,
            float[] a,
            float[] e,
            int k,
            int step,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            int columns) {
        float a0 = a[k];
        float a1 = a[k + step];
        float a2 = a[k + 2 * step];
        float a3 = a[k + 3 * step];
        float e0 = e[k];
        float e1 = e[k + step];
        float e2 = e[k + 2 * step];
        float e3 = e[k + 3 * step];
        for (int j = 0; j < columns; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c[j] = fma(a3, x3, fma(a2, x2, fma(a1, x1, fma(a0, x0, c[j]))));
            d[j] = fma(e3, x3, fma(e2, x2, fma(e1, x1, fma(e0, x0, d[j]))));
        }
    }

    private static void oneRow(
            float[] c, float[] a, int k, int step, float[] b0, float[] b1, float[] b2, float[] b3, int columns) {
        float a0 = a[k];
        float a1 = a[k + step];
        float a2 = a[k + 2 * step];
        float a3 = a[k + 3 * step];
        for (int j = 0; j < columns; j++) {
            c[j] = fma(a3, b3[j], fma(a2, b2[j], fma(a1, b1[j], fma(a0, b0[j], c[j]))));
        }
    }

    /** {@code y[j] += alpha x[j]}. */
    static void axpy(float alpha, float[] x, float[] y, int count) {
        for (int j = 0; j < count; j++) {
            y[j] = fma(alpha, x[j], y[j]);
        }
    }
}
