package org.lanewise.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;

/** Weights and bias, apart or as one matrix. */
@Tag("any-kernels")
class LinearModelTest {

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void startsWithZeros() {
        LinearModel model = LinearModel.allocate(arena, 10, 3072);

        assertEquals(10, model.classes());
        assertEquals(3072, model.features());
        assertArrayEquals(new float[30720], model.weights().toArray());
        assertArrayEquals(new float[10], model.bias().toArray());
    }

    @Test
    void biasTrickSharesTheMatrix() {
        FloatMatrix extended = FloatMatrix.copyOf(arena, 2, 4, 1, 2, 3, 10, 4, 5, 6, 20);
        LinearModel model = LinearModel.ofBiasTrick(extended);

        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, model.weights().toArray());
        assertArrayEquals(new float[] {10, 20}, model.bias().toArray());
        model.bias().set(1, 0, -1);
        assertEquals(-1, extended.get(1, 3));
        assertEquals(
                0, LinearModel.ofBiasTrick(FloatMatrix.allocate(arena, 3, 1)).features());
    }

    @Test
    void refusesPartsThatDoNotFit() {
        FloatMatrix weights = FloatMatrix.allocate(arena, 3, 5);

        assertRefused("3 x 5", "2 x 1", () -> new LinearModel(weights, FloatMatrix.allocate(arena, 2, 1)));
        assertRefused("3 x 1", "3 x 2", () -> new LinearModel(weights, FloatMatrix.allocate(arena, 3, 2)));
        assertRefused("share memory", "", () -> new LinearModel(weights, weights.columns(4, 5)));
        assertRefused("features + 1", "3 x 0", () -> LinearModel.ofBiasTrick(weights.columns(0, 0)));
        assertThrows(NullPointerException.class, () -> new LinearModel(null, weights));
    }

    private static void assertRefused(String one, String other, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(one) && message.contains(other), message);
    }
}
