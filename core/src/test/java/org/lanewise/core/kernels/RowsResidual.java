package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * Softmax and log-softmax.
 *
 * <p>With d = f - max f, rounding d costs e^d a relative error of u |d|, exp itself 2 u (one ULP). The sum of K of them
 * has K / 16 + 4 additions on every path, and inherits the errors of its terms, of which those with large |d| hardly
 * count: u max(e^d |d|) K / sum is less than u (log K + 1). The quotient rounds twice more.
 */
enum RowsResidual implements ResidualOperation {

    /** S = p (1 + |d|). */
    SOFTMAX {
        @Override
        void compute(Kernels kernels, FloatMatrix scores, FloatMatrix result) {
            kernels.softmax(scores, result);
        }

        @Override
        double error(double actual, double d, double log) {
            double p = Math.exp(log);
            return Ulps.of(actual - p, p * (1 + Math.abs(d)));
        }
    },

    /** S = 1 + |d| + |log p|; the logarithm of the sum is off by what its argument is off. */
    LOG_SOFTMAX {
        @Override
        void compute(Kernels kernels, FloatMatrix scores, FloatMatrix result) {
            kernels.logSoftmax(scores, result);
        }

        @Override
        double error(double actual, double d, double log) {
            return Ulps.of(actual - log, 1 + Math.abs(d) + Math.abs(log));
        }
    };

    /** Writes the result, which may lie over the scores. */
    abstract void compute(Kernels kernels, FloatMatrix scores, FloatMatrix result);

    /** The error of an element in u S. */
    abstract double error(double actual, double d, double log);

    static double bound(int columns) {
        return columns / 16 + 11 + 2 * Math.log(Math.max(1, columns));
    }

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int rows = Sizes.draw(random, 0, 150);
        int columns = Sizes.draw(random, 0, Math.clamp(20_000 / Math.max(1, rows), 1, 1100));
        double deviation = Math.pow(10, random.nextDouble(-2, 1.7));
        float[] scores = Inputs.normal(random, rows * columns, deviation);
        Placement place = Placement.random(random);
        String what = this + " of " + rows + " x " + columns + ", deviation " + deviation + ", " + place;

        FloatMatrix expected = FloatMatrix.allocate(arena, rows, columns);
        compute(Kernels.scalar(), FloatMatrix.copyOf(arena, rows, columns, scores), expected);
        GuardedMatrix input = GuardedMatrix.of(arena, place, rows, columns, scores);
        boolean inPlace = random.nextBoolean();
        GuardedMatrix result =
                inPlace ? input : GuardedMatrix.unwritten(arena, Placement.random(random), rows, columns);
        compute(kernels, input.matrix(), result.matrix());
        result.assertHolds(expected.toArray(), () -> what);
        if (!inPlace) {
            input.assertHolds(scores, () -> "input of " + what);
        }
        if (rows > 2) {
            GuardedMatrix.assertRefusesPartialOverlap(
                    arena, rows, columns, what, (from, to) -> compute(kernels, from, to));
        }
        return residual(scores, rows, columns, expected.toArray(), what);
    }

    Residual residual(float[] scores, int rows, int columns, float[] result, String what) {
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            double max = max(scores, i * columns, columns);
            double logSum = logSum(scores, i * columns, columns, max);
            for (int j = 0; j < columns; j++) {
                double d = scores[i * columns + j] - max;
                largest = Math.max(largest, error(result[i * columns + j], d, d - logSum));
            }
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
