package org.lanewise.bench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;

class AnswersTest {

    @Test
    void aDifferenceBeyondTheToleranceAndNaNAreWrong() {
        assertDoesNotThrow(() -> Answers.requireClose("x", 1.0, 1.1, 0.2));
        assertThrows(IllegalStateException.class, () -> Answers.requireClose("x", 1.0, 1.3, 0.2));
        assertThrows(IllegalStateException.class, () -> Answers.requireClose("x", Double.NaN, 1, 0.2));
    }

    @Test
    void aMissingProductIsFound() {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix expected = FloatMatrix.copyOf(arena, 1, 2, 3, 4);
            FloatMatrix magnitudes = FloatMatrix.copyOf(arena, 1, 2, 100, 100);
            FloatMatrix wrong = FloatMatrix.copyOf(arena, 1, 2, 3, 4.001f);
            assertDoesNotThrow(() -> Answers.requireSums("C", expected, expected, magnitudes, 100));
            assertThrows(IllegalStateException.class, () -> Answers.requireSums("C", wrong, expected, magnitudes, 100));
        }
    }
}
