package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;

/** Softmax, log-softmax and every loss against double, within the bounds of {@link RowsResidual} and {@link LossResidual}. */
class SoftmaxAccuracyTest {

    private static final int ROWS = 40;
    private static final double[] DEVIATIONS = {0.1, 1, 5, 25};

    private final Kernels kernels = KernelsUnderTest.get();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 16, 17, 32, 63, 100, 1000, 1023})
    void againstDouble(int columns) {
        for (double deviation : DEVIATIONS) {
            SplittableRandom random = new SplittableRandom(columns);
            float[] scores = Inputs.normal(random, ROWS * columns, deviation);
            int[] labels = Inputs.labels(random, ROWS, columns);
            String what = ROWS + " x " + columns + " scores of deviation " + deviation;
            try (Arena arena = Arena.ofShared()) {
                for (RowsResidual operation : RowsResidual.values()) {
                    FloatMatrix result = FloatMatrix.copyOf(arena, ROWS, columns, scores);
                    operation.compute(kernels, result, result);
                    assertHolds(operation.residual(scores, ROWS, columns, result.toArray(), operation + " of " + what));
                }
                for (Loss loss : Losses.all(columns)) {
                    FloatMatrix result = FloatMatrix.copyOf(arena, ROWS, columns, scores);
                    double[] each = new double[ROWS];
                    kernels.losses(loss, result, labels, each);
                    double mean = kernels.loss(loss, result, labels, result);
                    assertHolds(LossResidual.residual(loss, scores, labels, each, mean, result, loss + " of " + what));
                }
            }
        }
    }

    private static void assertHolds(Residual residual) {
        assertTrue(residual.holds(), residual::toString);
    }
}
