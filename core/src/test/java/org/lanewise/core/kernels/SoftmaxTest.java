package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** Softmax and log-softmax: what they mean. */
class SoftmaxTest {

    private static final long SEED = 50;
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float NAN = Float.NaN;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private float[] softmax(float... row) {
        FloatMatrix result = FloatMatrix.allocate(arena, 1, row.length);
        kernels.softmax(FloatMatrix.copyOf(arena, 1, row.length, row), result);
        return result.toArray();
    }

    private float[] logSoftmax(float... row) {
        FloatMatrix result = FloatMatrix.allocate(arena, 1, row.length);
        kernels.logSoftmax(FloatMatrix.copyOf(arena, 1, row.length, row), result);
        return result.toArray();
    }

    private static float[] filled(int columns, float value) {
        float[] row = new float[columns];
        Arrays.fill(row, value);
        return row;
    }

    @Test
    void lecturesExampleDoesNotOverflow() {
        assertArrayEquals(new float[] {0, 0, 1}, softmax(123, 456, 789), "e^789 is beyond double, e^-333 below float");
        assertArrayEquals(new float[] {-666, -333, 0}, logSoftmax(123, 456, 789));
    }

    @Test
    void valuesByHand() {
        assertArrayEquals(new float[] {1}, softmax(-17));
        assertArrayEquals(new float[] {0}, logSoftmax(-17));
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, softmax(3, 3, 3, 3));
        assertArrayEquals(new float[] {0.09003057f, 0.24472847f, 0.66524096f}, softmax(1, 2, 3), 1e-7f);
        assertArrayEquals(new float[] {-2.4076059f, -1.4076059f, -0.4076059f}, logSoftmax(1, 2, 3), 3e-7f);
    }

    @Test
    void hugeScoresAreScoresLikeOthers() {
        assertArrayEquals(new float[] {0.5f, 0, 0.5f}, softmax(1e38f, 0, 1e38f));
        assertArrayEquals(
                new float[] {0, 1}, softmax(-Float.MAX_VALUE, Float.MAX_VALUE), "the difference is -infinity");
    }

    /** Each probability has a relative error of a few u = 6e-8, the sum of them no more. */
    @Test
    void rowsSumToOne() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int columns = 1; columns <= 1000; columns += columns < 70 ? 1 : 93) {
            double sum = 0;
            for (float p : softmax(Inputs.normal(random, columns, 5))) {
                assertTrue(p >= 0 && p <= 1, "p = " + p);
                sum += p;
            }
            assertEquals(1, sum, 20 * 0x1p-24, columns + " columns");
        }
    }

    /** Shifts of whole numbers leave multiples of 1/64 exact, so nothing at all may change. */
    @Test
    void shiftingARowChangesNothing() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int columns : new int[] {1, 2, 10, 15, 16, 17, 33, 100, 1000}) {
            float[] row = new float[columns];
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextInt(-512, 513) / 64f;
            }
            for (float shift : new float[] {1, -37, 1000, -5000}) {
                float[] shifted = row.clone();
                for (int j = 0; j < columns; j++) {
                    shifted[j] += shift;
                }
                assertArrayEquals(softmax(row), softmax(shifted), columns + " columns, shifted by " + shift);
                assertArrayEquals(logSoftmax(row), logSoftmax(shifted), columns + " columns, shifted by " + shift);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 16, 17, 40, 100})
    void nanAndPlusInfinitySpoilTheirRow(int columns) {
        float[] nothing = filled(columns, NAN);
        for (float spoiler : new float[] {NAN, INFINITY}) {
            for (int at = 0; at < columns; at++) {
                float[] row = filled(columns, 1);
                row[at] = spoiler;
                assertArrayEquals(nothing, softmax(row), spoiler + " at " + at);
                assertArrayEquals(nothing, logSoftmax(row), spoiler + " at " + at);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 16, 17, 40, 100})
    void rowsOfMinusInfinityHaveNoDistribution(int columns) {
        assertArrayEquals(filled(columns, NAN), softmax(filled(columns, -INFINITY)));
        assertArrayEquals(filled(columns, NAN), logSoftmax(filled(columns, -INFINITY)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 16, 17, 40, 100})
    void minusInfinityIsImpossibleButFine(int columns) {
        float[] row = filled(columns, -INFINITY);
        row[columns / 2] = -3;
        float[] certain = new float[columns];
        certain[columns / 2] = 1;
        assertArrayEquals(certain, softmax(row));
        row[columns / 2] = 0;
        assertArrayEquals(row, logSoftmax(row), "-infinity stays, 0 is log 1");
    }

    @Test
    void rowsDoNotMix() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 3, 2, 1, 1, NAN, 1, 2, 2);
        kernels.softmax(scores, scores);

        assertArrayEquals(new float[] {0.5f, 0.5f, NAN, NAN, 0.5f, 0.5f}, scores.toArray());
    }

    @Test
    void emptyMatricesAreFine() {
        FloatMatrix noRows = FloatMatrix.allocate(arena, 0, 5);
        FloatMatrix noColumns = FloatMatrix.allocate(arena, 5, 0);
        kernels.softmax(noRows, FloatMatrix.allocate(arena, 0, 5));
        kernels.softmax(noColumns, FloatMatrix.allocate(arena, 5, 0));
        kernels.logSoftmax(noRows, noRows);
        kernels.logSoftmax(noColumns, noColumns);
    }

    @Test
    void refusesOtherShapesAndPartialOverlap() {
        FloatMatrix memory = FloatMatrix.allocate(arena, 6, 7);
        String message = assertThrows(IllegalArgumentException.class, () -> kernels.softmax(memory, memory.rows(0, 5)))
                .getMessage();
        assertTrue(message.contains("6 x 7") && message.contains("5 x 7"), message);
        message = assertThrows(IllegalArgumentException.class, () -> kernels.logSoftmax(memory, memory.columns(0, 5)))
                .getMessage();
        assertTrue(message.contains("6 x 7") && message.contains("6 x 5"), message);
        message = assertThrows(
                        IllegalArgumentException.class, () -> kernels.softmax(memory.rows(0, 5), memory.rows(1, 6)))
                .getMessage();
        assertTrue(message.contains("overlap"), message);
        assertThrows(
                IllegalArgumentException.class, () -> kernels.logSoftmax(memory.columns(0, 5), memory.columns(2, 7)));
        kernels.softmax(memory.columns(0, 3), memory.columns(3, 6));
    }
}
