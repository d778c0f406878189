package org.lanewise.core.testing;

import org.lanewise.core.kernels.Kernels;

/** Sums in the orders that {@link Kernels} fixes, written a second time over heap arrays, to be compared bit for bit. */
public final class Reference {

    private static final int LANES = 16;
    private static final int DOUBLE_LANES = 32;

    private final boolean fma;

    public Reference(Kernels kernels) {
        this.fma = kernels.info().fma();
    }

    public float fma(float a, float b, float c) {
        return fma ? Math.fma(a, b, c) : a * b + c;
    }

    public double fma(double a, double b, double c) {
        return fma ? Math.fma(a, b, c) : a * b + c;
    }

    /**
     * {@code alpha a b + beta c} for row-major a (m x k), b (k x n) and c (m x n): each element a chain of multiply-adds; a dot
     * product in 16 lanes in a product of at most 16 columns, or where both operands lie along k of at most 16 rows, or of at
     * most 128 columns and k at least 256.
     *
     * @param bothAlongK A is read as it is stored, B transposed
     */
    public float[] matmul(
            boolean bothAlongK, int m, int n, int k, float alpha, float[] a, float[] b, float beta, float[] c) {
        boolean narrow = n <= LANES || bothAlongK && (m <= LANES || n <= 128 && k >= 256);
        return narrow ? narrow(m, n, k, alpha, a, b, beta, c) : chains(m, n, k, alpha, a, b, beta, c);
    }

    private float[] narrow(int m, int n, int k, float alpha, float[] a, float[] b, float beta, float[] c) {
        float[] result = new float[m * n];
        float[] column = new float[k];
        for (int j = 0; j < n; j++) {
            for (int l = 0; l < k; l++) {
                column[l] = b[l * n + j];
            }
            for (int i = 0; i < m; i++) {
                float start = beta == 0 ? 0 : beta * c[i * n + j];
                result[i * n + j] = fma(alpha, dot(a, i * k, column, 0, k), start);
            }
        }
        return result;
    }

    private float[] chains(int m, int n, int k, float alpha, float[] a, float[] b, float beta, float[] c) {
        float[] result = new float[m * n];
        for (int i = 0; i < m; i++) {
            if (beta != 0) {
                for (int j = 0; j < n; j++) {
                    result[i * n + j] = beta * c[i * n + j];
                }
            }
            for (int l = 0; l < k; l++) {
                addScaled(alpha * a[i * k + l], b, l * n, result, i * n, n);
            }
        }
        return result;
    }

    private void addScaled(float factor, float[] from, int fromStart, float[] to, int toStart, int count) {
        if (fma) {
            for (int j = 0; j < count; j++) {
                to[toStart + j] = Math.fma(factor, from[fromStart + j], to[toStart + j]);
            }
        } else {
            for (int j = 0; j < count; j++) {
                to[toStart + j] = factor * from[fromStart + j] + to[toStart + j];
            }
        }
    }

    /** Dot product in 16 virtual lanes. */
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < length; i++) {
            lanes[i % LANES] = fma(a[aFrom + i], b[bFrom + i], lanes[i % LANES]);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }

    /** Dot product in double, in 32 virtual lanes. */
    public double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double[] lanes = new double[DOUBLE_LANES];
        for (int i = 0; i < length; i++) {
            lanes[i % DOUBLE_LANES] = fma(a[aFrom + i], b[bFrom + i], lanes[i % DOUBLE_LANES]);
        }
        for (int half = DOUBLE_LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] += lanes[lane + half];
            }
        }
        return lanes[0];
    }

    /**
     * Sums over examples, {@code sum_i g_ik x_id}: chunks of them, of which there are the greatest power of two up to a 32nd of
     * the examples, from 1 to 16, are chains; chunk c begins at 4 floor(ceil(N / 4) c / chunks); neighbours are added, then
     * neighbours of those.
     *
     * @param x n x d
     * @param g n x k
     * @return k x d
     */
    public float[] sumOverExamples(int n, int k, int d, float[] x, float[] g) {
        int chunks = 1;
        while (chunks < 16 && 2 * chunks * 32 <= n) {
            chunks *= 2;
        }
        float[][] sums = new float[chunks][k * d];
        int fours = (n + 3) / 4;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int end = chunk == chunks - 1 ? n : 4 * (fours * (chunk + 1) / chunks);
            for (int i = 4 * (fours * chunk / chunks); i < end; i++) {
                for (int c = 0; c < k; c++) {
                    addScaled(g[i * k + c], x, i * d, sums[chunk], c * d, d);
                }
            }
        }
        for (; chunks > 1; chunks /= 2) {
            for (int pair = 0; pair < chunks / 2; pair++) {
                for (int j = 0; j < k * d; j++) {
                    sums[pair][j] = sums[2 * pair][j] + sums[2 * pair + 1][j];
                }
            }
        }
        return sums[0];
    }
}
