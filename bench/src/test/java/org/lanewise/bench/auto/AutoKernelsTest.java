package org.lanewise.bench.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

class AutoKernelsTest {

    private static final double ROUNDING = 0x1p-24;

    private final Kernels auto = new AutoKernels();
    private final Kernels scalar = Kernels.scalar();
    private final Arena arena = Arena.ofConfined();
    private final SplittableRandom random = new SplittableRandom(7);

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "4, 4, 4",
        "5, 33, 7",
        "3, 10, 768",
        "6, 11, 769",
        "2, 31, 256",
        "7, 513, 129",
        "9, 40, 260",
        "1, 10, 3072",
        "10, 600, 1"
    })
    void matmulInAllForms(int m, int n, int k) {
        for (Transpose a : Transpose.values()) {
            for (Transpose b : Transpose.values()) {
                matmul(a, b, m, n, k, 1f, 0f);
                matmul(a, b, m, n, k, -0.5f, 2f);
            }
        }
    }

    private void matmul(Transpose transposeA, Transpose transposeB, int m, int n, int k, float alpha, float beta) {
        FloatMatrix a = transposeA == Transpose.NO ? random(m, k) : random(k, m);
        FloatMatrix b = transposeB == Transpose.NO ? random(k, n) : random(n, k);
        FloatMatrix actual = random(m, n);
        FloatMatrix expected = copy(actual, 1f);
        FloatMatrix magnitudes = magnitudes(actual);
        auto.matmul(transposeA, transposeB, alpha, a, b, beta, actual);
        scalar.matmul(transposeA, transposeB, alpha, a, b, beta, expected);
        scalar.matmul(
                transposeA, transposeB, Math.abs(alpha), magnitudes(a), magnitudes(b), Math.abs(beta), magnitudes);
        assertClose(expected, actual, magnitudes, 8 + k);
    }

    @Test
    void withBetaZeroNaNIsOverwrittenAndWithoutProductsCIsScaled() {
        FloatMatrix c = random(3, 40).fill(Float.NaN);
        auto.matmul(random(3, 5), random(5, 40), c);
        assertTrue(Float.isFinite(c.get(2, 39)));
        c.fill(3f);
        auto.matmul(Transpose.NO, Transpose.NO, 1f, random(3, 0), random(0, 40), 2f, c);
        assertEquals(6f, c.get(2, 39));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 17, 100, 1000, 5000})
    void softmaxAndItsLogarithm(int columns) {
        FloatMatrix scores = copy(random(9, columns), 30f);
        FloatMatrix actual = random(9, columns);
        FloatMatrix expected = random(9, columns);
        auto.softmax(scores, actual);
        scalar.softmax(scores, expected);
        assertClose(expected, actual, expected, 64);
        auto.logSoftmax(scores, actual);
        scalar.logSoftmax(scores, expected);
        assertClose(expected, actual, magnitudes(scores).fill(60f), 64);
    }

    @Test
    void softmaxOfInfinitiesAndNaN() {
        FloatMatrix scores = random(3, 10);
        scores.set(0, 3, Float.NEGATIVE_INFINITY);
        scores.set(1, 3, Float.POSITIVE_INFINITY);
        scores.set(2, 3, Float.NaN);
        auto.softmax(scores, scores);
        assertEquals(0f, scores.get(0, 3));
        assertTrue(scores.get(0, 4) > 0);
        assertTrue(Float.isNaN(scores.get(1, 0)));
        assertTrue(Float.isNaN(scores.get(2, 0)));
    }

    @Test
    void crossEntropy() {
        FloatMatrix scores = copy(random(500, 10), 5f);
        int[] labels = random.ints(500, 0, 10).toArray();
        FloatMatrix actual = random(500, 10);
        FloatMatrix expected = random(500, 10);
        double loss = auto.loss(SoftmaxCrossEntropy.softmax(), scores, labels, actual);
        assertEquals(scalar.loss(SoftmaxCrossEntropy.softmax(), scores, labels, expected), loss, 1e-5);
        assertClose(expected, actual, magnitudes(expected).fill(1f / 500), 64);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 3072", "7, 3, 100", "64, 10, 600", "5, 1, 1"})
    void lossAndGradient(int images, int classes, int features) {
        LinearModel model = new LinearModel(copy(random(classes, features), 0.01f), random(classes, 1));
        Features pixels = pixels(images, features);
        Preprocessing preprocessing = Preprocessing.meanImage(arena, pixels, 1 / 64f);
        int[] labels = random.ints(images, 0, classes).toArray();
        LinearModel actual = LinearModel.allocate(arena, classes, features);
        LinearModel expected = LinearModel.allocate(arena, classes, features);
        ScoreFunction f = new ScoreFunction(model, preprocessing);
        Objective objective = new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(0.1f));
        Minibatch batch = Minibatch.of(pixels, labels);
        double loss = auto.gradient(f, objective, batch, actual, auto.workspace(arena, images, classes, features));
        double expectedLoss =
                scalar.gradient(f, objective, batch, expected, scalar.workspace(arena, images, classes, features));
        assertEquals(expectedLoss, loss, 1e-5 * Math.abs(expectedLoss));
        // Pixels times probabilities, both sums of one, before the mean is subtracted.
        assertClose(
                expected.weights(),
                actual.weights(),
                magnitudes(expected.weights()).fill(255 / 64f),
                64);
        assertClose(expected.bias(), actual.bias(), magnitudes(expected.bias()).fill(1f), 64);
    }

    @Test
    void scoresOfAnOddNumberOfImagesAndClasses() {
        LinearModel model = new LinearModel(random(3, 500), random(3, 1));
        Features pixels = pixels(5, 500);
        Preprocessing none = Preprocessing.none(arena, 500);
        FloatMatrix actual = random(5, 3);
        FloatMatrix expected = random(5, 3);
        auto.scores(new ScoreFunction(model, none), pixels, actual, auto.workspace(arena, 0, 3, 500));
        scalar.scores(new ScoreFunction(model, none), pixels, expected, scalar.workspace(arena, 0, 3, 500));
        assertClose(expected, actual, magnitudes(expected).fill(500 * 255f), 16);
    }

    @Test
    void axpyAndDot() {
        FloatMatrix x = random(3, 100);
        FloatMatrix y = random(3, 100);
        FloatMatrix expected = copy(y, 1f);
        auto.axpy(0.5f, x, y);
        scalar.axpy(0.5f, x, expected);
        assertClose(expected, y, magnitudes(expected).fill(2f), 2);
        double[] a = random.doubles(100).toArray();
        double[] b = random.doubles(100).toArray();
        for (int length = 0; length < 40; length++) {
            assertEquals(scalar.dot(a, 3, b, 50, length), auto.dot(a, 3, b, 50, length), 1e-13);
        }
    }

    private FloatMatrix random(int rows, int columns) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(arena, rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, 2 * random.nextFloat() - 1);
            }
        }
        return matrix;
    }

    private Features pixels(int images, int features) {
        MemorySegment segment = arena.allocate((long) images * features);
        for (long i = 0; i < segment.byteSize(); i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        return Features.ofBytes(segment, 0, images, features, features);
    }

    private FloatMatrix copy(FloatMatrix matrix, float factor) {
        FloatMatrix copy = FloatMatrix.allocate(arena, matrix.rows(), matrix.columns());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                copy.set(i, j, factor * matrix.get(i, j));
            }
        }
        return copy;
    }

    private FloatMatrix magnitudes(FloatMatrix matrix) {
        FloatMatrix magnitudes = copy(matrix, 1f);
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                magnitudes.set(i, j, Math.abs(matrix.get(i, j)));
            }
        }
        return magnitudes;
    }

    /** Elements differ by so many roundings of the magnitude at most. */
    private static void assertClose(FloatMatrix expected, FloatMatrix actual, FloatMatrix magnitudes, int roundings) {
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                double tolerance = roundings * ROUNDING * Math.abs(magnitudes.get(i, j));
                assertEquals(expected.get(i, j), actual.get(i, j), tolerance, "[" + i + ", " + j + "]");
            }
        }
    }
}
