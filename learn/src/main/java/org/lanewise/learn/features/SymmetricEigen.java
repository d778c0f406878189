package org.lanewise.learn.features;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The eigenvalues of a small symmetric matrix, from the largest to the smallest, and their vectors: Jacobi's rotations, row by
 * row, until nothing beside the diagonal is left that a double would notice (Golub, Van Loan, Matrix Computations, section
 * 8.5). In double with plain operations, so the bits are the same everywhere.
 *
 * @param values n eigenvalues
 * @param vectors n x n; row i is the vector of length 1 of value i
 */
record SymmetricEigen(double[] values, double[][] vectors) {

    /** Sweeps converge quadratically: 6 to 10 do. */
    private static final int MOST_SWEEPS = 50;

    private static final double NEGLIGIBLE = 1e-30;

    /**
     * Decomposes a matrix.
     *
     * @param matrix n x n, symmetric; not changed
     */
    static SymmetricEigen of(double[][] matrix) {
        int n = matrix.length;
        double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
        }
        double total = squares(a, 0);
        for (int sweep = 0; sweep < MOST_SWEEPS && squares(a, 1) > NEGLIGIBLE * total; sweep++) {
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -a[i][i]));
        double[] values = Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray();
        return new SymmetricEigen(
                values, Arrays.stream(order).map(i -> vectors[i]).toArray(double[][]::new));
    }

    /** The sum of squares on and above a diagonal. */
    private static double squares(double[][] a, int diagonal) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + diagonal; j < a.length; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    /** Makes element p, q zero. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (double[] row : a) {
            double ip = row[p];
            row[p] = c * ip - s * row[q];
            row[q] = s * ip + c * row[q];
        }
        mix(a[p], a[q], c, s);
        mix(vectors[p], vectors[q], c, s);
    }

    private static void mix(double[] p, double[] q, double c, double s) {
        for (int i = 0; i < p.length; i++) {
            double pi = p[i];
            p[i] = c * pi - s * q[i];
            q[i] = s * pi + c * q[i];
        }
    }
}
