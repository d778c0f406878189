package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedModel;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;

/** Kernels with operands in mapped files: inputs give the bits of allocated ones, also where they go in parts; outputs are refused. */
@Tag("slow")
class MappedInputsTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(410);
    private FileChannel file;

    @TempDir
    Path directory;

    @BeforeEach
    void open() throws IOException {
        KernelsUnderTest.assumeNoWider();
        file = FileChannel.open(
                directory.resolve("floats"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        arena.close();
        if (file != null) {
            file.close();
        }
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.allocate(arena, rows, columns);
    }

    private FloatMatrix normal(int rows, int columns) {
        return FloatMatrix.copyOf(arena, rows, columns, Inputs.normal(random, rows * columns, 1));
    }

    /** A part of the file that nothing else has, its rows a few floats apart. */
    private FloatMatrix mapped(int rows, int columns) {
        try {
            int leadingDimension = columns + 3;
            MemorySegment part =
                    file.map(FileChannel.MapMode.READ_WRITE, file.size(), 4L * rows * leadingDimension + 4, arena);
            return FloatMatrix.of(part, 4, rows, columns, leadingDimension);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private FloatMatrix copy(FloatMatrix matrix) {
        FloatMatrix copy = mapped(matrix.rows(), matrix.columns());
        copy.copyFrom(matrix);
        return copy;
    }

    private LinearModel copy(LinearModel model) {
        return new LinearModel(copy(model.weights()), copy(model.bias()));
    }

    private Preprocessing copy(Preprocessing preprocessing) {
        return new Preprocessing(copy(preprocessing.mean()), copy(preprocessing.scale()));
    }

    @ParameterizedTest
    @CsvSource({"40, 77, 33", "137, 150, 40", "33, 10, 300", "10, 150, 100", "70, 70, 300", "5, 5, 0", "0, 3, 2"})
    void products(int m, int n, int k) {
        for (Transpose transposeA : Transpose.values()) {
            for (Transpose transposeB : Transpose.values()) {
                assertSameProduct(transposeA, transposeB, m, n, k);
            }
        }
    }

    /** More than is copied at a time, divided along M and k. */
    @ParameterizedTest
    @CsvSource({"NO, NO, 9000, 4, 1000", "NO, NO, 2, 16, 600000"})
    void productsInTwoParts(Transpose transposeA, Transpose transposeB, int m, int n, int k) {
        assertSameProduct(transposeA, transposeB, m, n, k);
    }

    /** Divided along M, N and k, in chains and in lanes: what divides them knows nothing of the kernels. */
    @ParameterizedTest
    @CsvSource({
        "NO, NO, 9000, 20, 1000",
        "YES, NO, 9000, 20, 1000",
        "YES, NO, 9000, 4, 1000",
        "NO, NO, 4, 9000, 1000",
        "NO, YES, 4, 9000, 1000",
        "YES, YES, 20, 9000, 1000",
        "NO, NO, 2, 17, 530000",
        "YES, NO, 17, 2, 530000"
    })
    void productsInParts(Transpose transposeA, Transpose transposeB, int m, int n, int k) {
        assumeTrue(kernels.info().name().equals("plain"), "Skipped: the plain kernels do it for all.");
        assertSameProduct(transposeA, transposeB, m, n, k);
    }

    private void assertSameProduct(Transpose transposeA, Transpose transposeB, int m, int n, int k) {
        FloatMatrix a = transposeA == Transpose.NO ? normal(m, k) : normal(k, m);
        FloatMatrix b = transposeB == Transpose.NO ? normal(k, n) : normal(n, k);
        FloatMatrix mappedA = copy(a);
        FloatMatrix mappedB = copy(b);
        FloatMatrix before = normal(m, n);
        for (float beta : new float[] {0, 0.5f}) {
            float[] expected = product(transposeA, transposeB, a, b, beta, before);
            assertArrayEquals(expected, product(transposeA, transposeB, mappedA, b, beta, before), "A");
            assertArrayEquals(expected, product(transposeA, transposeB, a, mappedB, beta, before), "B");
            assertArrayEquals(expected, product(transposeA, transposeB, mappedA, mappedB, beta, before), "both");
        }
    }

    private float[] product(
            Transpose transposeA, Transpose transposeB, FloatMatrix a, FloatMatrix b, float beta, FloatMatrix before) {
        FloatMatrix c = matrix(before.rows(), before.columns());
        c.copyFrom(before);
        kernels.matmul(transposeA, transposeB, 0.75f, a, b, beta, c);
        return c.toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 100})
    void rowsOfScores(int columns) {
        FloatMatrix scores = normal(130, columns);
        FloatMatrix mapped = copy(scores);
        FloatMatrix expected = matrix(130, columns);
        FloatMatrix actual = matrix(130, columns);
        kernels.softmax(scores, expected);
        kernels.softmax(mapped, actual);
        assertArrayEquals(expected.toArray(), actual.toArray());
        kernels.logSoftmax(scores, expected);
        kernels.logSoftmax(mapped, actual);
        assertArrayEquals(expected.toArray(), actual.toArray());
        int[] labels = Inputs.labels(random, 130, columns);
        double[] expectedLosses = new double[130];
        double[] actualLosses = new double[130];
        for (Loss loss : Losses.all(columns)) {
            assertEquals(kernels.loss(loss, scores, labels, expected), kernels.loss(loss, mapped, labels, actual));
            assertArrayEquals(expected.toArray(), actual.toArray());
            kernels.losses(loss, scores, labels, expectedLosses);
            kernels.losses(loss, mapped, labels, actualLosses);
            assertArrayEquals(expectedLosses, actualLosses);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 70", "5, 3, 37", "16, 10, 530", "20, 10, 530", "17, 7, 37", "300, 12, 640"})
    void parametersAndPreprocessing(int images, int classes, int features) {
        for (Regularization regularization : Losses.regularizations()) {
            Batch batch = Batch.draw(
                    arena, 7, images, classes, features, Losses.all(classes).getFirst(), regularization);
            Batch ofFile = batch.with(copy(batch.model())).with(copy(batch.preprocessing()));
            LinearModel expected = LinearModel.allocate(arena, classes, features);
            LinearModel actual = LinearModel.allocate(arena, classes, features);
            double loss = batch.gradient(arena, kernels, expected);
            assertEquals(loss, ofFile.gradient(arena, kernels, actual));
            assertArrayEquals(expected.weights().toArray(), actual.weights().toArray());
            assertArrayEquals(expected.bias().toArray(), actual.bias().toArray());
            assertArrayEquals(scores(batch), scores(ofFile));
            assertSameBackward(batch, ofFile);
            assertSameBackward(
                    batch, batch.with(copy(Inputs.asFloats(arena, new Placement(0, 0, 0), batch.features()))));

            LinearModel stepped = LinearModel.allocate(arena, classes, features);
            stepped.weights().copyFrom(batch.model().weights());
            stepped.bias().copyFrom(batch.model().bias());
            assertEquals(loss, batch.with(stepped).with(ofFile.preprocessing()).step(arena, kernels, 0.1f));
            assertEquals(loss, batch.step(arena, kernels, 0.1f));
            assertArrayEquals(
                    batch.model().weights().toArray(), stepped.weights().toArray());
            assertArrayEquals(batch.model().bias().toArray(), stepped.bias().toArray());
        }
    }

    /** Gradients of parameters and features; the gradient of scores in a mapped file as well. */
    private void assertSameBackward(Batch batch, Batch ofFile) {
        FloatMatrix g = normal(batch.features().rows(), batch.model().classes());
        GuardedModel expected = batch.backward(arena, kernels, g, new Placement(0, 0, 0));
        float[] expectedOfFeatures = featureGradient(batch.score(), g);
        for (FloatMatrix each : new FloatMatrix[] {g, copy(g)}) {
            ofFile.backward(arena, kernels, each, new Placement(4, 1, 0)).assertHolds(expected.model(), batch::name);
            assertArrayEquals(expectedOfFeatures, featureGradient(ofFile.score(), each));
        }
    }

    private float[] featureGradient(ScoreFunction f, FloatMatrix scoreGradient) {
        FloatMatrix result = matrix(scoreGradient.rows(), f.features());
        kernels.featureGradient(f, scoreGradient, result);
        return result.toArray();
    }

    private float[] scores(Batch batch) {
        FloatMatrix scores = matrix(batch.features().rows(), batch.model().classes());
        kernels.scores(batch.score(), batch.features(), scores, batch.workspace(kernels, arena));
        return scores.toArray();
    }

    /** 36 MB, in two parts. */
    @Test
    void axpy() {
        FloatMatrix x = normal(9000, 1000);
        FloatMatrix expected = normal(9000, 1000);
        FloatMatrix actual = matrix(9000, 1000);
        actual.copyFrom(expected);
        kernels.axpy(0.3f, x, expected);
        kernels.axpy(0.3f, copy(x), actual);
        assertArrayEquals(expected.toArray(), actual.toArray());
    }

    @Test
    void outputsAreRefusedBeforeAnythingIsWritten() {
        FloatMatrix a = normal(30, 30);
        FloatMatrix result = copy(a);
        assertRefused("C", () -> kernels.matmul(a, a, result));
        assertRefused("C", () -> kernels.matmul(Transpose.NO, Transpose.NO, 1, a, a, 1, result));
        assertRefused("second matrix", () -> kernels.softmax(a, result));
        assertRefused("second matrix", () -> kernels.softmax(result, result));
        assertRefused("second matrix", () -> kernels.logSoftmax(a, result));
        assertRefused("second matrix", () -> kernels.loss(Losses.all(30).getFirst(), a, new int[30], result));
        assertRefused("Y", () -> kernels.axpy(1, a, result));
        assertArrayEquals(a.toArray(), result.toArray());
        Batch batch = Batch.draw(arena, 8, 20, 5, 40, 0.01f);
        Workspace workspace = batch.workspace(kernels, arena);
        FloatMatrix weights = mapped(5, 40);
        FloatMatrix bias = mapped(5, 1);
        LinearModel model = batch.model();
        FloatMatrix scores = mapped(20, 5);
        assertRefused(
                "scores",
                () -> kernels.scores(
                        new ScoreFunction(model, batch.preprocessing()), batch.features(), scores, workspace));
        LinearModel ofWeights = new LinearModel(weights, matrix(5, 1));
        LinearModel ofBias = new LinearModel(matrix(5, 40), bias);
        assertRefused("gradient", () -> batch.gradient(kernels, ofWeights, workspace));
        assertRefused("gradient", () -> batch.gradient(kernels, ofBias, workspace));
        FloatMatrix g = normal(20, 5);
        for (LinearModel each : new LinearModel[] {ofWeights, ofBias}) {
            assertRefused("gradient", () -> kernels.backward(batch.score(), batch.features(), g, each, workspace));
        }
        assertRefused("features' gradient", () -> kernels.featureGradient(batch.score(), g, mapped(20, 40)));
        assertRefused("model", () -> batch.with(ofWeights).step(kernels, 1, workspace));
        assertRefused("model", () -> batch.with(ofBias).step(kernels, 1, workspace));
    }

    private static void assertRefused(String name, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith("The result is written to "), message);
        assertTrue(message.contains(name), message);
        assertTrue(message.contains("compute into allocated memory, then copy it"), message);
    }
}
