package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * Softmax, log-softmax and cross-entropy.
 *
 * <p>With d = f - max f, rounding d costs e^d a relative error of u |d|, exp itself 2 u (one ULP). The sum of K of them
 * has K / 16 + 4 additions on every path, and inherits the errors of its terms, of which those with large |d| hardly
 * count: u max(e^d |d|) K / sum is less than u (log K + 1). The quotient rounds twice more.
 */
enum RowsResidual implements ResidualOperation {

    /** S = p (1 + |d|). */
    SOFTMAX {
        @Override
        double compute(Kernels kernels, FloatMatrix scores, int[] labels, FloatMatrix result) {
            kernels.softmax(scores, result);
            return 0;
        }

        @Override
        double error(double actual, double d, double log, boolean label, int rows) {
            double p = Math.exp(log);
            return Ulps.of(actual - p, p * (1 + Math.abs(d)));
        }
    },

    /** S = 1 + |d| + |log p|; the logarithm of the sum is off by what its argument is off. */
    LOG_SOFTMAX {
        @Override
        double compute(Kernels kernels, FloatMatrix scores, int[] labels, FloatMatrix result) {
            kernels.logSoftmax(scores, result);
            return 0;
        }

        @Override
        double error(double actual, double d, double log, boolean label, int rows) {
            return Ulps.of(actual - log, 1 + Math.abs(d) + Math.abs(log));
        }
    },

    /** S = (1 + p (1 + |d|)) / N. */
    CROSS_ENTROPY {
        @Override
        double compute(Kernels kernels, FloatMatrix scores, int[] labels, FloatMatrix result) {
            return kernels.loss(SoftmaxCrossEntropy.softmax(), scores, labels, result);
        }

        @Override
        double error(double actual, double d, double log, boolean label, int rows) {
            double p = Math.exp(log);
            return Ulps.of(actual - (p - (label ? 1 : 0)) / rows, (1 + p * (1 + Math.abs(d))) / rows);
        }
    };

    /** Writes the result, which may lie over the scores; returns the loss, or 0. */
    abstract double compute(Kernels kernels, FloatMatrix scores, int[] labels, FloatMatrix result);

    /** The error of an element in u S. */
    abstract double error(double actual, double d, double log, boolean label, int rows);

    static double bound(int columns) {
        return columns / 16 + 11 + 2 * Math.log(Math.max(1, columns));
    }

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int smallest = this == CROSS_ENTROPY ? 1 : 0;
        int rows = Sizes.draw(random, smallest, 150);
        int columns = Sizes.draw(random, smallest, Math.clamp(20_000 / Math.max(1, rows), 1, 1100));
        double deviation = Math.pow(10, random.nextDouble(-2, 1.7));
        float[] scores = Inputs.normal(random, rows * columns, deviation);
        int[] labels = Inputs.labels(random, rows, Math.max(1, columns));
        Placement place = Placement.random(random);
        String what = this + " of " + rows + " x " + columns + ", deviation " + deviation + ", " + place;

        FloatMatrix expected = FloatMatrix.allocate(arena, rows, columns);
        double expectedLoss =
                compute(Kernels.scalar(), FloatMatrix.copyOf(arena, rows, columns, scores), labels, expected);
        GuardedMatrix input = GuardedMatrix.of(arena, place, rows, columns, scores);
        boolean inPlace = random.nextBoolean();
        GuardedMatrix result =
                inPlace ? input : GuardedMatrix.unwritten(arena, Placement.random(random), rows, columns);
        assertEquals(expectedLoss, compute(kernels, input.matrix(), labels, result.matrix()), what);
        result.assertHolds(expected.toArray(), () -> what);
        if (!inPlace) {
            input.assertHolds(scores, () -> "input of " + what);
        }
        if (rows > 2) {
            refusesPartialOverlap(arena, kernels, labels, rows, columns);
        }
        return residual(scores, labels, rows, columns, expected.toArray(), expectedLoss, what);
    }

    private void refusesPartialOverlap(Arena arena, Kernels kernels, int[] labels, int rows, int columns) {
        GuardedMatrix memory = GuardedMatrix.unwritten(arena, new Placement(0, 0, 0), rows, columns);
        if (columns > 0) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> compute(
                            kernels,
                            memory.matrix().rows(0, rows - 1),
                            labels,
                            memory.matrix().rows(1, rows)));
        }
        memory.assertUnwritten(() -> this + " over a part of its input, " + rows + " x " + columns);
    }

    /** Errors of the elements, and of the loss, whose S is mean(1 + |d_y|). */
    Residual residual(float[] scores, int[] labels, int rows, int columns, float[] result, double loss, String what) {
        double largest = 0;
        double expectedLoss = 0;
        double lossMagnitude = 0;
        for (int i = 0; i < rows; i++) {
            double max = max(scores, i * columns, columns);
            double logSum = logSum(scores, i * columns, columns, max);
            for (int j = 0; j < columns; j++) {
                double d = scores[i * columns + j] - max;
                boolean label = j == labels[i];
                largest = Math.max(largest, error(result[i * columns + j], d, d - logSum, label, rows));
                if (label) {
                    expectedLoss += (logSum - d) / rows;
                    lossMagnitude += (1 + Math.abs(d)) / rows;
                }
            }
        }
        if (this == CROSS_ENTROPY) {
            largest = Math.max(largest, Ulps.of(loss - expectedLoss, lossMagnitude));
        }
        return new Residual(largest, bound(columns), what);
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
        double max = Double.NEGATIVE_INFINITY;
        for (int j = from; j < from + columns; j++) {
            max = Math.max(max, scores[j]);
        }
        return max;
    }
}
