package org.lanewise.bench.auto;

import static org.lanewise.bench.auto.Fma.fma;

/**
 * Outer-product updates of rows, {@code c_r[j] += sum_q a_rq b_q[j]}. Every array has the same index, so C2 sees that no
 * store meets another iteration's load, and vectorizes. Four rows by four products need 8 loads and 4 stores for 16
 * multiply-adds.
 */
final class Updates {

    /** Rows and products of the large tile. */
    static final int TILE = 4;

    private Updates() {}

    /** {@code a} has the 16 factors, row after row. */
    static void rows4(
            float[] c0,
            float[] c1,
            float[] c2,
            float[] c3,
            float[] a,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            int count) {
        float a00 = a[0];
        float a01 = a[1];
        float a02 = a[2];
        float a03 = a[3];
        float a10 = a[4];
        float a11 = a[5];
        float a12 = a[6];
        float a13 = a[7];
        float a20 = a[8];
        float a21 = a[9];
        float a22 = a[10];
        float a23 = a[11];
        float a30 = a[12];
        float a31 = a[13];
        float a32 = a[14];
        float a33 = a[15];
        for (int j = 0; j < count; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c0[j] = fma(a03, x3, fma(a02, x2, fma(a01, x1, fma(a00, x0, c0[j]))));
            c1[j] = fma(a13, x3, fma(a12, x2, fma(a11, x1, fma(a10, x0, c1[j]))));
            c2[j] = fma(a23, x3, fma(a22, x2, fma(a21, x1, fma(a20, x0, c2[j]))));
            c3[j] = fma(a33, x3, fma(a32, x2, fma(a31, x1, fma(a30, x0, c3[j]))));
        }
    }

    /** One row; {@code a} has its four factors from {@code from}. */
    static void row(float[] c, float[] a, int from, float[] b0, float[] b1, float[] b2, float[] b3, int count) {
        float a0 = a[from];
        float a1 = a[from + 1];
        float a2 = a[from + 2];
        float a3 = a[from + 3];
        for (int j = 0; j < count; j++) {
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
