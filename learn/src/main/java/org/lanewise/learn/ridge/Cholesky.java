package org.lanewise.learn.ridge;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/**
 * The factor L of {@code A = L L^T}, panel after panel (Golub, Van Loan, Matrix Computations, section 4.2): blocks on the
 * diagonal are factored and inverted in double, and everything else is products of matrices in float. Written over A.
 */
final class Cholesky {

    private final Kernels kernels;
    private final LowerTriangle factor;

    /** The inverse of each block on the diagonal. */
    private final FloatMatrix[] inverses;

    private Cholesky(Arena arena, Kernels kernels, LowerTriangle factor) {
        this.kernels = kernels;
        this.factor = factor;
        inverses = new FloatMatrix[factor.panels()];
        int width = factor.panel(0).columns();
        FloatMatrix room = FloatMatrix.allocate(arena, factor.size(), width);
        for (int p = 0; p < inverses.length; p++) {
            inverses[p] = FloatMatrix.allocate(
                    arena, factor.panel(p).columns(), factor.panel(p).columns());
            subtractEarlier(p);
            invert(p);
            multiplyBelow(p, room);
        }
    }

    /**
     * Factors a matrix.
     *
     * @param arena the owner of scratch, as large as a panel, and of the inverses
     * @param kernels the kernels to use
     * @param matrix A, positive definite; overwritten by L
     * @throws ArithmeticException if it is not positive definite as far as floats can tell
     */
    static Cholesky of(Arena arena, Kernels kernels, LowerTriangle matrix) {
        return new Cholesky(arena, kernels, matrix);
    }

    private void subtractEarlier(int p) {
        FloatMatrix panel = factor.panel(p);
        for (int q = 0; q < p; q++) {
            FloatMatrix earlier = factor.panel(q);
            int from = factor.begin(p) - factor.begin(q);
            FloatMatrix rows = earlier.rows(from, earlier.rows());
            FloatMatrix across = earlier.rows(from, from + panel.columns());
            kernels.matmul(Transpose.NO, Transpose.YES, -1f, rows, across, 1f, panel);
        }
    }

    /** Factors the block on the diagonal, and inverts its factor. */
    private void invert(int p) {
        int n = factor.panel(p).columns();
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = factor.diagonal(p).get(i, j);
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new ArithmeticException(
                            "The matrix is not positive definite: pivot " + (factor.begin(p) + i) + " is " + sum + ".");
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    sum -= l[i][k] * column[k];
                }
                column[i] = sum / l[i][i];
                inverses[p].set(i, j, (float) column[i]);
            }
        }
    }

    /** {@code L_below = A_below L_diagonal^-T}. */
    private void multiplyBelow(int p, FloatMatrix room) {
        FloatMatrix below = factor.below(p);
        if (below.rows() > 0) {
            FloatMatrix product = room.rows(0, below.rows());
            kernels.matmul(Transpose.NO, Transpose.YES, 1f, below, inverses[p], 0f, product);
            below.copyFrom(product);
        }
    }

    /**
     * Solves {@code A X = B}.
     *
     * @param solution B, overwritten by X
     */
    void solve(FloatMatrix solution) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix room = FloatMatrix.allocate(arena, factor.panel(0).columns(), solution.columns());
            for (int p = 0; p < factor.panels(); p++) {
                FloatMatrix part = part(solution, p);
                multiplyInverse(Transpose.NO, p, part, room);
                FloatMatrix rest = solution.rows(factor.begin(p) + part.rows(), factor.size());
                if (rest.rows() > 0) {
                    kernels.matmul(Transpose.NO, Transpose.NO, -1f, factor.below(p), part, 1f, rest);
                }
            }
            for (int p = factor.panels() - 1; p >= 0; p--) {
                FloatMatrix part = part(solution, p);
                FloatMatrix rest = solution.rows(factor.begin(p) + part.rows(), factor.size());
                if (rest.rows() > 0) {
                    kernels.matmul(Transpose.YES, Transpose.NO, -1f, factor.below(p), rest, 1f, part);
                }
                multiplyInverse(Transpose.YES, p, part, room);
            }
        }
    }

    private FloatMatrix part(FloatMatrix solution, int p) {
        return solution.rows(factor.begin(p), factor.begin(p) + factor.panel(p).columns());
    }

    private void multiplyInverse(Transpose transpose, int p, FloatMatrix part, FloatMatrix room) {
        FloatMatrix product = room.rows(0, part.rows());
        kernels.matmul(transpose, Transpose.NO, 1f, inverses[p], part, 0f, product);
        part.copyFrom(product);
    }
}
