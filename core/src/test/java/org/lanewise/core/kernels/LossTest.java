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
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;

/** Every loss on scores is what its definition says in double, and its gradient is the gradient of that. */
class LossTest {

    private static final long SEED = 210;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 10", "5, 16", "4, 17", "2, 33", "70, 10", "3, 100"})
    void valueAndGradient(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] scores = Inputs.normal(random, rows * classes, 2);
        int[] labels = Inputs.labels(random, rows, classes);
        double[] point = new double[scores.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = scores[i];
        }
        for (Loss loss : Losses.all(classes)) {
            String what = loss + ", " + rows + " x " + classes;
            FloatMatrix gradient = FloatMatrix.allocate(arena, rows, classes);
            FloatMatrix f = FloatMatrix.copyOf(arena, rows, classes, scores);
            double[] each = new double[rows];
            kernels.losses(loss, f, labels, each);
            double mean = kernels.loss(loss, f, labels, gradient);

            double exact = mean(loss, point, labels, classes);
            assertEquals(exact, mean, 2e-6 * (1 + exact), what);
            assertEquals(exact, Arrays.stream(each).average().orElseThrow(), 2e-6 * (1 + exact), what);
            double[] numeric = NumericGradient.centered(x -> mean(loss, x, labels, classes), point);
            // Float rounds by some 6e-8 of the largest component; double by 1e-16 of the loss, over a step of 1e-5.
            double largest = Arrays.stream(numeric).map(Math::abs).max().orElseThrow();
            double tolerance = 2e-6 * (1.0 / rows + largest) + 1e-11 * exact;
            for (int i = 0; i < numeric.length; i++) {
                assertEquals(numeric[i], gradient.get(i / classes, i % classes), tolerance, what);
            }
        }
    }

    private static double mean(Loss loss, double[] scores, int[] labels, int classes) {
        double sum = 0;
        for (int i = 0; i < scores.length / classes; i++) {
            sum += Losses.value(loss, Arrays.copyOfRange(scores, i * classes, (i + 1) * classes), labels[i]);
        }
        return sum / (scores.length / classes);
    }

    /** The lecture's example: scores 13, -7, 11, correct class 0, margin 10: only the last class violates it, by 8. */
    @Test
    void lecturesHinge() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 3, 13, -7, 11);
        FloatMatrix gradient = FloatMatrix.allocate(arena, 1, 3);
        MulticlassHinge ten = new MulticlassHinge(10, false, ClassWeights.equal());

        assertEquals(8, kernels.loss(ten, scores, new int[1], gradient));
        assertArrayEquals(new float[] {-1, 0, 1}, gradient.toArray());
        MulticlassHinge squared = new MulticlassHinge(10, true, ClassWeights.equal());
        assertEquals(64, kernels.loss(squared, scores, new int[1], gradient));
        assertArrayEquals(new float[] {-16, 0, 16}, gradient.toArray());
    }

    /** On the margin itself the loss has a kink; 0 is the subgradient that is taken. */
    @Test
    void atAKinkTheGradientIsZero() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 1, 3, 2, 1, 1.5f);
        FloatMatrix gradient = FloatMatrix.allocate(arena, 1, 3);

        assertEquals(0.5, kernels.loss(MulticlassHinge.svm(), scores, new int[1], gradient));
        assertArrayEquals(new float[] {-1, -0f, 1}, gradient.toArray(), 0);
    }

    @Test
    void weightsScaleLossAndGradientOfTheirClass() {
        FloatMatrix scores = FloatMatrix.copyOf(arena, 2, 2, 1, 3, 1, 3);
        FloatMatrix plain = FloatMatrix.allocate(arena, 2, 2);
        FloatMatrix weighted = FloatMatrix.allocate(arena, 2, 2);
        double[] each = new double[2];
        double[] weightedEach = new double[2];
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.svm()}) {
            Loss heavy = loss instanceof SoftmaxCrossEntropy
                    ? new SoftmaxCrossEntropy(0, ClassWeights.of(4, 0))
                    : new MulticlassHinge(1, false, ClassWeights.of(4, 0));
            kernels.loss(loss, scores, new int[] {0, 1}, plain);
            kernels.losses(loss, scores, new int[] {0, 1}, each);
            double mean = kernels.loss(heavy, scores, new int[] {0, 1}, weighted);
            kernels.losses(heavy, scores, new int[] {0, 1}, weightedEach);

            assertEquals(4 * each[0], weightedEach[0]);
            assertEquals(0, weightedEach[1]);
            assertEquals(2 * each[0], mean, "divided by the examples, not by their weights");
            assertArrayEquals(new float[] {4 * plain.get(0, 0), 4 * plain.get(0, 1), 0, 0}, weighted.toArray(), 1e-6f);
        }
    }

    /** A hinge loss that cannot be a number must not look like one, and neither must its gradient. */
    @Test
    void nanAndInfinitySpoilTheHinge() {
        FloatMatrix gradient = FloatMatrix.allocate(arena, 1, 3);
        for (boolean squared : new boolean[] {false, true}) {
            MulticlassHinge hinge = new MulticlassHinge(1, squared, ClassWeights.equal());
            for (int bad = 0; bad < 3; bad++) {
                FloatMatrix scores = FloatMatrix.allocate(arena, 1, 3);
                scores.set(0, bad, Float.NaN);
                assertEquals(Double.NaN, kernels.loss(hinge, scores, new int[1], gradient));
                assertTrue(Float.isNaN(gradient.get(0, 0)) && Float.isNaN(gradient.get(0, 1)));
            }
            FloatMatrix lost = FloatMatrix.copyOf(arena, 1, 3, Float.NEGATIVE_INFINITY, 0, 0);
            assertEquals(Double.POSITIVE_INFINITY, kernels.loss(hinge, lost, new int[1], gradient));
            assertTrue(Float.isNaN(gradient.get(0, 0)));
        }
    }

    @Test
    void argumentsMustFit() {
        FloatMatrix scores = FloatMatrix.allocate(arena, 2, 3);
        Loss two = new SoftmaxCrossEntropy(0, ClassWeights.of(1, 2));
        String weights = "There are 3 classes, so the loss needs as many class weights, but it has [1.0, 2.0].";

        assertRefused(weights, () -> kernels.loss(two, scores, new int[2], scores));
        assertRefused(weights, () -> kernels.losses(two, scores, new int[2], new double[2]));
        Loss softmax = SoftmaxCrossEntropy.softmax();
        assertRefused(
                "The losses of 2 examples need an array of that length, but it has 1.",
                () -> kernels.losses(softmax, scores, new int[2], new double[1]));
        assertRefused(
                "Label 3 of example 1 is out of range: with 3 classes labels are 0 to 2.",
                () -> kernels.losses(softmax, scores, new int[] {0, 3}, new double[2]));
        Batch batch = Batch.draw(arena, SEED, 4, 3, 5, 0);
        assertRefused(weights, () -> batch.with(two).step(kernels, 1f, kernels.workspace(arena, 4, 3, 5)));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
