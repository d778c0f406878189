package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** The cross-entropy loss on scores, and its gradient. */
class CrossEntropyTest {

    private static final long SEED = 70;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void equalScoresLoseTheLogarithmOfTheClasses() {
        for (int classes : new int[] {1, 2, 10, 17, 100}) {
            FloatMatrix gradient = FloatMatrix.allocate(arena, 4, classes);
            double loss = kernels.loss(
                    SoftmaxCrossEntropy.softmax(),
                    FloatMatrix.allocate(arena, 4, classes).fill(3),
                    new int[4],
                    gradient);

            assertEquals(Math.log(classes), loss, 1e-6);
            assertEquals((1.0 / classes - 1) / 4, gradient.get(2, 0), 1e-7);
        }
    }

    /** The lecture's cat: scores -2.85, 0.86, 0.28, correct class 2, loss 1.04. */
    @Test
    void lecturesExample() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 3, -2.85f, 0.86f, 0.28f);
        double loss = kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {2}, scores);

        assertEquals(1.04, loss, 0.005);
        assertArrayEquals(new float[] {0.016f, 0.631f, 0.353f - 1}, scores.toArray(), 0.001f);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 10", "5, 16", "4, 17", "2, 33", "7, 40"})
    void gradientIsThatOfTheLoss(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] scores = Inputs.normal(random, rows * classes, 2);
        int[] labels = Inputs.labels(random, rows, classes);
        FloatMatrix gradient = FloatMatrix.allocate(arena, rows, classes);
        kernels.loss(SoftmaxCrossEntropy.softmax(), FloatMatrix.copyOf(arena, rows, classes, scores), labels, gradient);
        double[] point = new double[scores.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = scores[i];
        }
        double[] numeric = NumericGradient.centered(f -> lossInDouble(f, labels, classes), point);

        // The loss is of order 1, so double's rounding is about 1e-16 / 1e-5; float's about 1e-6 of a gradient up to 1.
        for (int i = 0; i < numeric.length; i++) {
            assertEquals(numeric[i], gradient.get(i / classes, i % classes), 2e-6 / rows, rows + " x " + classes);
        }
    }

    private static double lossInDouble(double[] scores, int[] labels, int classes) {
        int rows = scores.length / classes;
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.exp(scores[i * classes + k]);
            }
            loss += Math.log(sum) - scores[i * classes + labels[i]];
        }
        return loss / rows;
    }

    @Test
    void gradientOfARowSumsToZero() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int classes = 1; classes < 40; classes++) {
            FloatMatrix gradient = FloatMatrix.copyOf(arena, 1, classes, Inputs.normal(random, classes, 3));
            kernels.loss(SoftmaxCrossEntropy.softmax(), gradient, Inputs.labels(random, 1, classes), gradient);
            double sum = 0;
            for (float g : gradient.toArray()) {
                sum += g;
            }
            assertEquals(0, sum, 20 * 0x1p-24, classes + " classes");
        }
    }

    @Test
    void certaintyCostsWhatItIsWorth() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 3, 123, 456, 789);
        FloatMatrix gradient = FloatMatrix.allocate(arena, 1, 3);

        assertEquals(0, kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {2}, gradient));
        assertArrayEquals(new float[] {0, 0, 0}, gradient.toArray());
        assertEquals(666, kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {0}, gradient));
        assertArrayEquals(new float[] {-1, 0, 1}, gradient.toArray());
        scores.set(0, 0, Float.NEGATIVE_INFINITY);
        assertEquals(
                Double.POSITIVE_INFINITY, kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {0}, gradient));
        assertArrayEquals(new float[] {-1, 0, 1}, gradient.toArray());
    }

    @Test
    void nanSpoilsLossAndItsOwnRow() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 2, 2, 0, Float.NaN, 0, 0);

        assertEquals(Double.NaN, kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {0, 0}, scores));
        assertArrayEquals(new float[] {Float.NaN, Float.NaN, -0.25f, 0.25f}, scores.toArray());
    }

    @Test
    void labelsMustBeClasses() {
        FloatMatrix scores = FloatMatrix.allocate(arena, 3, 10);
        FloatMatrix gradient = FloatMatrix.allocate(arena, 3, 10).fill(5);

        assertRefused(
                "Label 10 of example 1 is out of range: with 10 classes labels are 0 to 9.",
                scores,
                gradient,
                0,
                10,
                0);
        assertRefused(
                "Label -1 of example 2 is out of range: with 10 classes labels are 0 to 9.",
                scores,
                gradient,
                0,
                9,
                -1);
        assertRefused("There are 3 examples, but only 2 labels.", scores, gradient, 0, 0);
        assertEquals(5f, gradient.get(0, 0), "nothing was written");
        kernels.loss(SoftmaxCrossEntropy.softmax(), scores, new int[] {0, 9, 0, 77}, gradient);
    }

    @Test
    void refusesNoRowsAndOtherShapes() {
        FloatMatrix none = FloatMatrix.allocate(arena, 0, 10);
        assertRefused("A mean loss needs at least one example, but there is none.", none, none, 0);
        FloatMatrix scores = FloatMatrix.allocate(arena, 3, 10);
        assertRefused(
                "The loss needs matrices of one shape, but they are 3 x 10 and 3 x 9.",
                scores,
                FloatMatrix.allocate(arena, 3, 9),
                0,
                0,
                0);
        FloatMatrix memory = FloatMatrix.allocate(arena, 4, 10);
        IllegalArgumentException overlap = assertThrows(
                IllegalArgumentException.class,
                () -> kernels.loss(SoftmaxCrossEntropy.softmax(), memory.rows(0, 3), new int[3], memory.rows(1, 4)));
        assertTrue(overlap.getMessage().contains("overlap"), overlap.getMessage());
    }

    private void assertRefused(String message, FloatMatrix scores, FloatMatrix gradient, int... labels) {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> kernels.loss(SoftmaxCrossEntropy.softmax(), scores, labels, gradient));
        assertEquals(message, refusal.getMessage());
    }
}
