package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;

/** What a hidden layer needs of kernels beside products: the rectifier, the way back through it, prepared examples. */
class RectifierTest {

    private static final long SEED = 130;
    private static final float[] SPECIAL = {
        Float.NaN, 0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE
    };

    private final Kernels kernels = KernelsUnderTest.get();

    private static float[] draw(SplittableRandom random, int count) {
        float[] values = Inputs.normal(random, count, 1);
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : values[i];
        }
        return values;
    }

    @Test
    void rectifierAndMaskHaveTheBitsOfTheirDefinition() {
        for (int columns = 0; columns <= 517; columns += columns < 70 ? 1 : 149) {
            for (int rows : new int[] {1, 3, 10}) {
                SplittableRandom random = new SplittableRandom(SEED + columns * 100L + rows);
                float[] x = draw(random, rows * columns);
                float[] g = draw(random, rows * columns);
                float[] rectified = new float[x.length];
                float[] back = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    rectified[i] = x[i] <= 0 ? 0f : x[i];
                    back[i] = rectified[i] > 0 ? g[i] : 0f;
                }
                String what = rows + " x " + columns + ", seed " + (SEED + columns * 100L + rows);
                try (Arena arena = Arena.ofShared()) {
                    GuardedMatrix matrix = GuardedMatrix.of(arena, Placement.random(random), rows, columns, x);
                    kernels.rectify(matrix.matrix());
                    matrix.assertHolds(rectified, () -> "rectified " + what);
                    GuardedMatrix gradient = GuardedMatrix.of(arena, Placement.random(random), rows, columns, g);
                    kernels.rectifyGradient(matrix.matrix(), gradient.matrix());
                    gradient.assertHolds(back, () -> "gradient " + what);
                }
            }
        }
    }

    @Test
    void minusZeroBecomesZeroAndNanStays() {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix x = FloatMatrix.copyOf(arena, 1, 4, -0f, Float.NaN, Float.NEGATIVE_INFINITY, 2);
            kernels.rectify(x);
            assertEquals(0, Float.floatToRawIntBits(x.get(0, 0)));
            assertTrue(Float.isNaN(x.get(0, 1)));
            assertEquals(0, Float.floatToRawIntBits(x.get(0, 2)));
            FloatMatrix g = FloatMatrix.copyOf(arena, 1, 4, Float.NaN, 1, Float.POSITIVE_INFINITY, Float.NaN);
            kernels.rectifyGradient(x, g);
            assertEquals(0, Float.floatToRawIntBits(g.get(0, 0)));
            assertEquals(0, Float.floatToRawIntBits(g.get(0, 1)));
            assertEquals(0, Float.floatToRawIntBits(g.get(0, 2)));
            assertTrue(Float.isNaN(g.get(0, 3)));
        }
    }

    @Test
    void preparedExamplesAreCentredThenScaled() {
        for (int columns : new int[] {1, 5, 16, 33, 300}) {
            for (int rows : new int[] {0, 1, 15, 16, 17, 50}) {
                SplittableRandom random = new SplittableRandom(SEED + columns * 100L + rows);
                try (Arena arena = Arena.ofShared()) {
                    Preprocessing map = Inputs.preprocessing(arena, random, columns);
                    assertPrepared(arena, random, Inputs.pixels(arena, random, rows, columns, 1, 1), map);
                    assertPrepared(arena, random, Inputs.measurements(arena, random, rows, columns), map);
                }
            }
        }
    }

    private void assertPrepared(Arena arena, SplittableRandom random, Features x, Preprocessing map) {
        float[] expected = new float[x.rows() * x.columns()];
        for (int i = 0; i < expected.length; i++) {
            int d = i % x.columns();
            float centred = x.get(i / x.columns(), d) - map.mean().get(0, d);
            expected[i] = centred * map.scale().get(0, d);
        }
        GuardedMatrix prepared =
                GuardedMatrix.of(arena, Placement.random(random), x.rows(), x.columns(), new float[expected.length]);
        kernels.prepare(x, map, prepared.matrix());
        prepared.assertHolds(expected, () -> x.rows() + " x " + x.columns() + " " + x.element());
    }

    @Test
    void otherShapesOverlapAndReadOnlyMemoryAreRefused() {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix memory = FloatMatrix.allocate(arena, 6, 7);
            MemorySegment locked = arena.allocate(4 * 42).asReadOnly();
            assertRefused("read-only", () -> kernels.rectify(FloatMatrix.of(locked, 0, 6, 7, 7)));
            assertRefused("6 x 7", () -> kernels.rectifyGradient(memory, memory.rows(0, 4)));
            assertRefused("rectified", () -> kernels.rectifyGradient(memory, memory));
            assertRefused("rectified", () -> kernels.rectifyGradient(memory.rows(0, 4), memory.rows(2, 6)));
            Preprocessing map = Preprocessing.none(arena, 7);
            assertRefused("3 x 7", () -> kernels.prepare(memory, map, FloatMatrix.allocate(arena, 3, 7)));
            assertRefused("has 2", () -> kernels.prepare(memory, Preprocessing.none(arena, 2), memory));
            assertRefused("own memory", () -> kernels.prepare(memory, map, memory));
        }
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
