package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Reference;
import org.lanewise.core.testing.Ulps;

/**
 * One product: shapes and factors, and the logical operands as row-major arrays (a is op(A), m x k; b is op(B), k x n).
 *
 * @param seed what the case was drawn from, to be printed
 */
record MatmulCase(
        long seed,
        Transpose transposeA,
        Transpose transposeB,
        int m,
        int n,
        int k,
        float alpha,
        float beta,
        float[] a,
        float[] b,
        float[] c,
        Placement placeA,
        Placement placeB,
        Placement placeC) {

    static final Transpose[] TRANSPOSES = Transpose.values();

    /** The usual values half of the time, the others mixed in. */
    private static final float[] ALPHAS = {1, 1, 1, 1, 0, -1, -0.5f, 0.75f};

    private static final float[] BETAS = {0, 0, 0, 1, 1, -1, -0.5f, 0.75f};

    /** Draws factors, contents and places. */
    static MatmulCase draw(
            long seed, Transpose transposeA, Transpose transposeB, int m, int n, int k, Contents contents) {
        SplittableRandom random = new SplittableRandom(seed);
        return new MatmulCase(
                seed,
                transposeA,
                transposeB,
                m,
                n,
                k,
                ALPHAS[random.nextInt(ALPHAS.length)],
                BETAS[random.nextInt(BETAS.length)],
                contents.draw(random, m * k),
                contents.draw(random, k * n),
                contents.draw(random, m * n),
                Placement.random(random),
                Placement.random(random),
                Placement.random(random));
    }

    /** The same with factors 1 and 0. */
    MatmulCase plain() {
        return new MatmulCase(seed, transposeA, transposeB, m, n, k, 1, 0, a, b, c, placeA, placeB, placeC);
    }

    /** What the elements are. */
    enum Contents {
        NORMAL,
        POSITIVE,
        GRID;

        float[] draw(SplittableRandom random, int count) {
            switch (this) {
                case NORMAL:
                    return Inputs.normal(random, count, 1);
                case POSITIVE:
                    return Inputs.positive(random, count);
                default:
                    return Inputs.grid(random, count);
            }
        }
    }

    /** The result of these kernels: C with what lies around it. With beta 0, C holds NaN before. */
    GuardedMatrix run(Arena arena, Kernels kernels) {
        GuardedMatrix result =
                beta == 0 ? GuardedMatrix.unwritten(arena, placeC, m, n) : GuardedMatrix.of(arena, placeC, m, n, c);
        kernels.matmul(
                transposeA,
                transposeB,
                alpha,
                stored(arena, transposeA, placeA, m, k, a).matrix(),
                stored(arena, transposeB, placeB, k, n, b).matrix(),
                beta,
                result.matrix());
        return result;
    }

    private static GuardedMatrix stored(
            Arena arena, Transpose transpose, Placement place, int rows, int columns, float[] values) {
        return transpose == Transpose.NO
                ? GuardedMatrix.of(arena, place, rows, columns, values)
                : GuardedMatrix.of(arena, place, columns, rows, Inputs.transposed(values, rows, columns));
    }

    long multiplications() {
        return (m + 1L) * (n + 1) * (k + 1);
    }

    float[] expected(Reference reference) {
        boolean bothAlongK = transposeA == Transpose.NO && transposeB == Transpose.YES;
        return reference.matmul(bothAlongK, m, n, k, alpha, a, b, beta, c);
    }

    /**
     * The largest error of a result, in units of {@code u S}: u = 2^-24, S = sum |alpha a b| + |beta c|. Never relative to the
     * result, which may cancel to nothing.
     */
    double largestError(float[] actual) {
        double largest = 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = beta == 0 ? 0 : beta * (double) c[i * n + j];
                double magnitude = Math.abs(sum);
                for (int l = 0; l < k; l++) {
                    double term = alpha * (double) a[i * k + l] * b[l * n + j];
                    sum += term;
                    magnitude += Math.abs(term);
                }
                largest = Math.max(largest, Ulps.of(actual[i * n + j] - sum, magnitude));
            }
        }
        return largest;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": C " + m + " x " + n + ", k " + k + ", transposed A " + transposeA + ", B "
                + transposeB + ", alpha " + alpha + ", beta " + beta + ", A " + placeA + ", B " + placeB + ", C "
                + placeC;
    }
}
