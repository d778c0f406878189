package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.KernelsUnderTest;

/** What matmul does with special values, and what it refuses. */
class MatmulContractTest {

    private static final Transpose NO = Transpose.NO;
    private static final Transpose YES = Transpose.YES;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns, float value) {
        return FloatMatrix.allocate(arena, rows, columns).fill(value);
    }

    private static void assertAll(float expected, FloatMatrix matrix) {
        for (float value : matrix.toArray()) {
            assertEquals(expected, value);
        }
    }

    @Test
    void multipliesByHand() {
        FloatMatrix a = FloatMatrix.copyOf(arena, 2, 3, 1, 2, 3, 4, 5, 6);
        FloatMatrix b = FloatMatrix.copyOf(arena, 3, 2, 7, 8, 9, 10, 11, 12);
        FloatMatrix c = FloatMatrix.copyOf(arena, 2, 2, 1, 1, 1, 1);
        kernels.matmul(a, b, c);
        assertArrayEquals(new float[] {58, 64, 139, 154}, c.toArray());
        kernels.matmul(NO, NO, 2f, a, b, -1f, c);
        assertArrayEquals(new float[] {58, 64, 139, 154}, c.toArray());
        FloatMatrix d = FloatMatrix.allocate(arena, 3, 3);
        kernels.matmul(YES, YES, 1f, a, b, 0f, d);
        assertArrayEquals(new float[] {39, 49, 59, 54, 68, 82, 69, 87, 105}, d.toArray());
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f})
    void betaOfZeroDoesNotReadC(float beta) {
        for (int k : new int[] {0, 1, 300}) {
            FloatMatrix c = matrix(30, 40, Float.NaN);
            kernels.matmul(NO, NO, 1f, matrix(30, k, 1), matrix(k, 40, 1), beta, c);
            assertAll(k, c);
        }
    }

    @Test
    void otherBetasCarryNanAndInfinityOn() {
        FloatMatrix c = matrix(30, 40, 1);
        c.set(17, 21, Float.NaN);
        c.set(18, 22, Float.POSITIVE_INFINITY);
        kernels.matmul(NO, NO, 1f, matrix(30, 5, 1), matrix(5, 40, 1), 1f, c);

        assertEquals(Float.NaN, c.get(17, 21));
        assertEquals(Float.POSITIVE_INFINITY, c.get(18, 22));
        c.set(17, 21, 6);
        c.set(18, 22, 6);
        assertAll(6f, c);
    }

    @Test
    void noTermsLeaveBetaTimesC() {
        FloatMatrix c = matrix(30, 40, 3);
        kernels.matmul(NO, YES, 1f, matrix(30, 0, 0), matrix(40, 0, 0), 0.5f, c);
        assertAll(1.5f, c);
    }

    @Test
    void nanSpoilsItsRowOrColumnOnly() {
        FloatMatrix a = matrix(30, 20, 1);
        FloatMatrix b = matrix(20, 40, 1);
        a.set(7, 19, Float.NaN);
        b.set(0, 33, Float.POSITIVE_INFINITY);
        FloatMatrix c = matrix(30, 40, 0);
        kernels.matmul(a, b, c);

        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 40; j++) {
                float expected = i == 7 ? Float.NaN : j == 33 ? Float.POSITIVE_INFINITY : 20;
                assertEquals(expected, c.get(i, j), "(" + i + ", " + j + ")");
            }
        }
    }

    @Test
    void alphaOfZeroIsAFactorLikeAnother() {
        FloatMatrix a = matrix(2, 2, 1);
        a.set(0, 0, Float.NaN);
        FloatMatrix c = matrix(2, 2, 9);
        kernels.matmul(NO, NO, 0f, a, matrix(2, 2, 1), 1f, c);

        assertArrayEquals(new float[] {Float.NaN, Float.NaN, 9, 9}, c.toArray());
    }

    @Test
    void emptyProductsWriteNothing() {
        kernels.matmul(matrix(0, 5, 1), matrix(5, 7, 1), matrix(0, 7, 1));
        kernels.matmul(matrix(4, 5, 1), matrix(5, 0, 1), matrix(4, 0, 1));
        kernels.matmul(matrix(0, 0, 1), matrix(0, 0, 1), matrix(0, 0, 1));
    }

    @Test
    void shapesMustFit() {
        assertRefused(
                "op(A) is 2 x 3, op(B) 4 x 5 and C 2 x 5", NO, NO, matrix(2, 3, 1), matrix(4, 5, 1), matrix(2, 5, 1));
        assertRefused(
                "op(A) is 3 x 2, op(B) 3 x 5 and C 3 x 5", YES, NO, matrix(2, 3, 1), matrix(3, 5, 1), matrix(3, 5, 1));
        assertRefused(
                "op(A) is 2 x 3, op(B) 5 x 3 and C 2 x 3", NO, YES, matrix(2, 3, 1), matrix(3, 5, 1), matrix(2, 3, 1));
        assertRefused(
                "op(A) is 2 x 3, op(B) 3 x 5 and C 3 x 5", NO, NO, matrix(2, 3, 1), matrix(3, 5, 1), matrix(3, 5, 1));
        assertRefused(
                "op(A) is 2 x 3, op(B) 3 x 5 and C 2 x 4", NO, NO, matrix(2, 3, 1), matrix(3, 5, 1), matrix(2, 4, 1));
    }

    private void assertRefused(
            String shapes, Transpose transposeA, Transpose transposeB, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> kernels.matmul(transposeA, transposeB, 1f, a, b, 0f, c))
                .getMessage();
        assertTrue(message.contains(shapes), message);
        assertAll(1f, c);
    }

    @Test
    void resultMustNotOverlapAnOperand() {
        FloatMatrix memory = matrix(20, 20, 1);
        FloatMatrix other = matrix(10, 10, 1);
        FloatMatrix c = memory.rows(5, 15).columns(5, 15);
        FloatMatrix[] overlapping = {
            c,
            memory.rows(0, 10).columns(0, 10),
            memory.rows(5, 15).columns(10, 20),
            memory.rows(10, 20).columns(0, 10)
        };
        for (FloatMatrix operand : overlapping) {
            for (FloatMatrix[] pair : new FloatMatrix[][] {{operand, other}, {other, operand}}) {
                String message = assertThrows(IllegalArgumentException.class, () -> kernels.matmul(pair[0], pair[1], c))
                        .getMessage();
                assertTrue(message.contains("over A or B"), message);
            }
        }
        assertAll(1f, memory);
    }

    @Test
    void resultMayLieBetweenTheOperandsColumns() {
        FloatMatrix memory = matrix(10, 30, 1);
        FloatMatrix c = memory.columns(10, 20);
        kernels.matmul(memory.columns(0, 10), memory.columns(20, 30), c);

        assertAll(10f, c);
        assertAll(1f, memory.columns(0, 10));
        assertAll(1f, memory.columns(20, 30));
    }

    @Test
    void operandsMayBeTheSameMatrix() {
        FloatMatrix a = FloatMatrix.copyOf(arena, 2, 2, 1, 2, 3, 4);
        FloatMatrix c = matrix(2, 2, 0);
        kernels.matmul(YES, NO, 1f, a, a, 0f, c);

        assertArrayEquals(new float[] {10, 14, 14, 20}, c.toArray());
    }
}
