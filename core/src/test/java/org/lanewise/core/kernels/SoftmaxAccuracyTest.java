package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** Softmax, log-softmax and cross-entropy against double, within the bounds of {@link RowsResidual}. */
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
            for (RowsResidual operation : RowsResidual.values()) {
                String what = operation + " of " + ROWS + " x " + columns + " scores of deviation " + deviation;
                try (Arena arena = Arena.ofConfined()) {
                    FloatMatrix result = FloatMatrix.copyOf(arena, ROWS, columns, scores);
                    double loss = operation.compute(kernels, result, labels, result);
                    Residual residual = operation.residual(scores, labels, ROWS, columns, result.toArray(), loss, what);
                    assertTrue(residual.holds(), residual::toString);
                }
            }
        }
    }
}
