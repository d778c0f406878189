package org.lanewise.bench.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.bench.implementations.Softmax;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;

class SoftmaxCodeTest {

    private static final float GUARD = 7;
    private static final int ROWS = 3;

    static Stream<Softmax> opponents() {
        return Stream.of(new MathExpSoftmax(), new LanewiseExpSoftmax());
    }

    /** Lengths around one and two vectors of every width. */
    @ParameterizedTest
    @MethodSource("opponents")
    void everyLengthOfRowAndNothingBeyondIt(Softmax softmax) {
        for (int columns = 1; columns <= 40; columns++) {
            try (Arena arena = Arena.ofShared()) {
                FloatMatrix scores = scores(arena, columns);
                FloatMatrix wide =
                        FloatMatrix.allocate(arena, ROWS, columns + 1).fill(GUARD);
                FloatMatrix expected = FloatMatrix.allocate(arena, ROWS, columns);
                softmax.run(scores, wide.columns(0, columns));
                Kernels.scalar().softmax(scores, expected);
                for (int i = 0; i < ROWS; i++) {
                    for (int j = 0; j < columns; j++) {
                        assertEquals(expected.get(i, j), wide.get(i, j), 64 * 0x1p-24);
                    }
                    assertEquals(GUARD, wide.get(i, columns));
                }
            }
        }
    }

    /** Large enough to overflow if the maximum were not subtracted; in the last row all are negative. */
    private static FloatMatrix scores(Arena arena, int columns) {
        FloatMatrix scores = FloatMatrix.allocate(arena, ROWS, columns, columns + 3);
        SplittableRandom random = new SplittableRandom(columns);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < columns; j++) {
                scores.set(i, j, 10 * random.nextFloat() + (i < ROWS - 1 ? 200 : -200));
            }
        }
        return scores;
    }
}
