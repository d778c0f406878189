package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.core.testing.Ulps;

/**
 * The losses of rows of scores, of each and their mean, and the gradient of the mean; S is that of {@link ExampleResidual},
 * divided by N.
 *
 * @param which losses
 */
record LossResidual(Predicate<Loss> which) implements ResidualOperation {

    @Override
    public Residual run(SplittableRandom random, Arena arena, Kernels kernels) {
        int rows = Sizes.draw(random, 1, 150);
        int columns = Sizes.draw(random, 1, Math.clamp(20_000 / rows, 1, 1100));
        List<Loss> losses = Losses.all(columns).stream().filter(which).toList();
        Loss loss = losses.get(random.nextInt(losses.size()));
        double deviation = Math.pow(10, random.nextDouble(-2, 1.7));
        float[] scores = Inputs.normal(random, rows * columns, deviation);
        int[] labels = Inputs.labels(random, rows, columns);
        Placement place = Placement.random(random);
        String what = loss + " of " + rows + " x " + columns + ", deviation " + deviation + ", " + place;

        FloatMatrix expected = FloatMatrix.copyOf(arena, rows, columns, scores);
        double[] expectedEach = new double[rows];
        Kernels.scalar().losses(loss, expected, labels, expectedEach);
        double expectedMean = Kernels.scalar().loss(loss, expected, labels, expected);
        GuardedMatrix input = GuardedMatrix.of(arena, place, rows, columns, scores);
        double[] each = new double[rows];
        kernels.losses(loss, input.matrix(), labels, each);
        input.assertHolds(scores, () -> "input of " + what);
        boolean inPlace = random.nextBoolean();
        GuardedMatrix result =
                inPlace ? input : GuardedMatrix.unwritten(arena, Placement.random(random), rows, columns);
        assertEquals(expectedMean, kernels.loss(loss, input.matrix(), labels, result.matrix()), what);
        result.assertHolds(expected.toArray(), () -> what);
        if (!inPlace) {
            input.assertHolds(scores, () -> "input of " + what);
        }
        if (rows > 2) {
            GuardedMatrix.assertRefusesPartialOverlap(
                    arena, rows, columns, what, (from, to) -> kernels.loss(loss, from, labels, to));
        }
        assertArrayEquals(expectedEach, each, what);
        return residual(loss, scores, labels, expectedEach, expectedMean, expected, what);
    }

    /** Of the losses of each row, their mean, and its gradient. */
    static Residual residual(
            Loss loss, float[] scores, int[] labels, double[] each, double mean, FloatMatrix gradient, String what) {
        int rows = gradient.rows();
        int columns = gradient.columns();
        double error = 0;
        double exactMean = 0;
        double meanMagnitude = 0;
        for (int i = 0; i < rows; i++) {
            ExampleResidual exact = ExampleResidual.of(loss, row(scores, i, columns), labels[i]);
            error = Math.max(error, Ulps.of(each[i] - exact.loss(), exact.lossMagnitude()));
            error = Math.max(error, ofGradient(gradient, i, exact));
            exactMean += exact.loss() / rows;
            meanMagnitude += exact.lossMagnitude() / rows;
        }
        error = Math.max(error, Ulps.of(mean - exactMean, meanMagnitude));
        return new Residual(error, ExampleResidual.bound(columns), what);
    }

    private static double[] row(float[] scores, int i, int columns) {
        double[] row = new double[columns];
        for (int j = 0; j < columns; j++) {
            row[j] = scores[i * columns + j];
        }
        return row;
    }

    private static double ofGradient(FloatMatrix gradient, int i, ExampleResidual exact) {
        double error = 0;
        int rows = gradient.rows();
        for (int j = 0; j < gradient.columns(); j++) {
            double off = Math.abs(gradient.get(i, j) - exact.gradient()[j] / rows) - exact.undecided()[j] / rows;
            error = Math.max(error, Ulps.of(Double.isNaN(off) ? off : Math.max(0, off), exact.magnitudes()[j] / rows));
        }
        return error;
    }
}
