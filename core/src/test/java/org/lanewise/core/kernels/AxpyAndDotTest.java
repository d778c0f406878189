package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Reference;

/** The update of gradient descent, and the dot product in double. */
class AxpyAndDotTest {

    private static final long SEED = 120;
    private static final float[] ALPHAS = {0, 1, -1, -0.001f, 0.3f, Float.NaN, Float.POSITIVE_INFINITY};

    private final Kernels kernels = KernelsUnderTest.get();
    private final Reference reference = new Reference(kernels);

    @Test
    void axpyHasTheBitsOfOneMultiplyAdd() {
        for (int columns = 0; columns <= 1025; columns += columns < 70 ? 1 : 191) {
            for (int rows : new int[] {1, 2, 3, 10}) {
                SplittableRandom random = new SplittableRandom(SEED + columns * 100L + rows);
                float alpha = ALPHAS[random.nextInt(ALPHAS.length)];
                float[] x = Inputs.normal(random, rows * columns, 1);
                float[] y = Inputs.normal(random, rows * columns, 1);
                float[] expected = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    expected[i] = reference.fma(alpha, x[i], y[i]);
                }
                Placement placeX = Placement.random(random);
                Placement placeY = Placement.random(random);
                String what = rows + " x " + columns + ", alpha " + alpha + ", X " + placeX + ", Y " + placeY;
                try (Arena arena = Arena.ofShared()) {
                    GuardedMatrix target = GuardedMatrix.of(arena, placeY, rows, columns, y);
                    kernels.axpy(
                            alpha,
                            GuardedMatrix.of(arena, placeX, rows, columns, x).matrix(),
                            target.matrix());
                    target.assertHolds(expected, () -> what);
                }
            }
        }
    }

    @Test
    void axpyRefusesOtherShapesAndOverlap() {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix memory = FloatMatrix.allocate(arena, 6, 7);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> kernels.axpy(1, memory, memory.rows(0, 4)))
                    .getMessage();
            assertTrue(message.contains("6 x 7") && message.contains("4 x 7"), message);
            assertThrows(IllegalArgumentException.class, () -> kernels.axpy(1, memory, memory));
            assertThrows(IllegalArgumentException.class, () -> kernels.axpy(1, memory.rows(0, 4), memory.rows(2, 6)));
            kernels.axpy(1, memory.columns(0, 3), memory.columns(4, 7));
        }
    }

    @Test
    void dotHasTheBitsOfItsVirtualLanes() {
        for (int length = 0; length <= 3100; length += length < 140 ? 1 : 211) {
            SplittableRandom random = new SplittableRandom(SEED + length);
            int aFrom = random.nextInt(5);
            int bFrom = random.nextInt(5);
            double[] a =
                    random.doubles(aFrom + length + random.nextInt(3), -1, 1).toArray();
            double[] b =
                    random.doubles(bFrom + length + random.nextInt(3), -1, 1).toArray();
            double expected = reference.dot(a, aFrom, b, bFrom, length);
            String what = "length " + length + ", from " + aFrom + " and " + bFrom + ", seed " + (SEED + length);

            assertEquals(expected, kernels.dot(a, aFrom, b, bFrom, length), what);
            assertEquals(expected, Kernels.scalar().dot(a, aFrom, b, bFrom, length), "scalar, " + what);
        }
    }

    @Test
    void dotOfAnArrayWithItself() {
        double[] a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

        assertEquals(385, kernels.dot(a, 0, a, 0, 10));
        assertEquals(0, kernels.dot(a, 10, a, 0, 0));
        assertEquals(2 + 6 + 12, kernels.dot(a, 0, a, 1, 3));
        assertEquals(Double.NaN, kernels.dot(new double[] {0, 1}, 0, new double[] {Double.POSITIVE_INFINITY, 1}, 0, 2));
    }

    @Test
    void dotStaysInsideTheArrays() {
        double[] ten = new double[10];

        assertThrows(IndexOutOfBoundsException.class, () -> kernels.dot(ten, 0, ten, 1, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> kernels.dot(ten, -1, ten, 0, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> kernels.dot(ten, 0, ten, 0, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> kernels.dot(ten, 2, ten, 0, Integer.MAX_VALUE));
    }
}
