package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/**
 * Softmax, log-softmax and cross-entropy against double, in units of u = 2^-24.
 *
 * <p>With d = f - max f, rounding d costs e^d a relative error of u |d|, exp itself 2 u (one ULP). The sum of K of them
 * has K / 16 + 4 additions on every path, and inherits the errors of its terms, of which those with large |d| hardly
 * count: u max(e^d |d|) K / sum is less than u (log K + 1). The quotient rounds twice more.
 */
class SoftmaxAccuracyTest {

    private static final double U = 0x1p-24;
    private static final int ROWS = 40;
    private static final double[] DEVIATIONS = {0.1, 1, 5, 25};

    private final Kernels kernels = KernelsUnderTest.get();

    private static double boundOfSum(int columns) {
        return columns / 16 + 6 + Math.log(columns) + 1;
    }

    /** log sum exp (f - max) of a row. */
    private static double logSum(float[] scores, int from, int columns, double max) {
        double sum = 0;
        for (int j = from; j < from + columns; j++) {
            sum += Math.exp(scores[j] - max);
        }
        return Math.log(sum);
    }

    private static double max(float[] scores, int from, int columns) {
        double max = scores[from];
        for (int j = from; j < from + columns; j++) {
            max = Math.max(max, scores[j]);
        }
        return max;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 16, 17, 32, 63, 100, 1000, 1023})
    void againstDouble(int columns) {
        for (double deviation : DEVIATIONS) {
            SplittableRandom random = new SplittableRandom(columns);
            float[] scores = Inputs.normal(random, ROWS * columns, deviation);
            int[] labels = Inputs.labels(random, ROWS, columns);
            String what = ROWS + " x " + columns + " scores of deviation " + deviation + ", seed " + columns;
            try (Arena arena = Arena.ofConfined()) {
                check(arena, scores, labels, columns, what);
            }
        }
    }

    private void check(Arena arena, float[] scores, int[] labels, int columns, String what) {
        FloatMatrix f = FloatMatrix.copyOf(arena, ROWS, columns, scores);
        FloatMatrix p = FloatMatrix.allocate(arena, ROWS, columns);
        FloatMatrix log = FloatMatrix.allocate(arena, ROWS, columns);
        FloatMatrix gradient = FloatMatrix.allocate(arena, ROWS, columns);
        kernels.softmax(f, p);
        kernels.logSoftmax(f, log);
        double loss = kernels.loss(SoftmaxCrossEntropy.softmax(), f, labels, gradient);

        double expectedLoss = 0;
        double lossBound = 0;
        for (int i = 0; i < ROWS; i++) {
            double max = max(scores, i * columns, columns);
            double logSum = logSum(scores, i * columns, columns, max);
            for (int j = 0; j < columns; j++) {
                double d = scores[i * columns + j] - max;
                double expected = d - logSum;
                double relative = U * (Math.abs(d) + 4 + boundOfSum(columns));
                String element = "(" + i + ", " + j + ") of " + what;
                assertClose(Math.exp(expected), p.get(i, j), relative * Math.exp(expected) + Float.MIN_VALUE, element);
                // Rounding of d, of d - log, and of log itself, whose argument is off by boundOfSum.
                double absolute = U * (Math.abs(d) + Math.abs(expected) + logSum + boundOfSum(columns));
                assertClose(expected, log.get(i, j), absolute, element);

                double share = (Math.exp(expected) - (j == labels[i] ? 1 : 0)) / ROWS;
                double gradientBound = (relative * Math.exp(expected) + 3 * U) / ROWS;
                assertClose(share, gradient.get(i, j), gradientBound + Float.MIN_VALUE, element);
                if (j == labels[i]) {
                    expectedLoss -= expected / ROWS;
                    lossBound += U * (Math.abs(d) + boundOfSum(columns)) / ROWS;
                }
            }
        }
        assertClose(expectedLoss, loss, lossBound, "loss of " + what);
    }

    private static void assertClose(double expected, double actual, double bound, String what) {
        assertTrue(
                Math.abs(actual - expected) <= bound,
                () -> actual + " is not " + expected + " within " + bound + ": " + what);
    }
}
