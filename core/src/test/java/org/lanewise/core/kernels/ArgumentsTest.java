package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;

/** Arguments that no kernel can do right by are refused with a sentence that says what was given. */
class ArgumentsTest {

    private static final int MAX = Integer.MAX_VALUE;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @ParameterizedTest
    @CsvSource({"16, 1073741824, 3072", "16, 10, 2147483647", "16, 2147483647, 10", "16, 2147483647, 2147483647"})
    void aWorkspaceThatIsTooLargeSaysForWhat(int images, int classes, int features) {
        assertRefused(
                "got " + images + " examples, " + classes + " classes and " + features + " features",
                () -> kernels.workspace(arena, images, classes, features));
    }

    @Test
    void matricesThatAreTooLargeSayTheirShape() {
        assertRefused("2147483647 rows, 2147483647 floats apart", () -> FloatMatrix.allocate(arena, MAX, MAX));
        assertRefused("1073741840 floats apart", () -> FloatMatrix.allocatePadded(arena, MAX, 1 << 30));
        assertRefused("2147483647 columns", () -> FloatMatrix.allocatePadded(arena, 1, MAX));
        assertRefused("-1 x 3", () -> FloatMatrix.allocate(arena, -1, 3));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aLearningRateThatIsNoNumberLeavesTheModelAsItIs(float rate) {
        Batch batch = Batch.draw(arena, 1, 20, 5, 40, 0.01f);
        float[] before = batch.model().weights().toArray();
        assertRefused("learning rate must be finite, but it is " + rate, () -> batch.step(arena, kernels, rate));
        assertArrayEquals(before, batch.model().weights().toArray());
    }

    @Test
    void aScaleThatIsNoNumber() {
        Features images = Batch.draw(arena, 1, 2, 5, 40, 0).features();
        assertRefused("scale must be finite, but it is NaN", () -> Preprocessing.meanImage(arena, images, Float.NaN));
    }

    /** They are factors, and go the way of IEEE 754. */
    @Test
    void factorsThatAreNoNumbersMakeResultsThatAreNone() {
        FloatMatrix one = FloatMatrix.allocate(arena, 20, 20).fill(1);
        FloatMatrix c = FloatMatrix.allocate(arena, 20, 20).fill(1);
        kernels.matmul(Transpose.NO, Transpose.NO, Float.NaN, one, one, 0, c);
        assertEquals(Float.NaN, c.get(3, 4));
        c.fill(1);
        kernels.matmul(Transpose.NO, Transpose.NO, 1, one, one, Float.POSITIVE_INFINITY, c);
        assertEquals(Float.POSITIVE_INFINITY, c.get(3, 4));
        c.fill(1);
        kernels.axpy(Float.NEGATIVE_INFINITY, one, c);
        assertEquals(Float.NEGATIVE_INFINITY, c.get(3, 4));
    }

    /** Also where an operation is so small that it needs no help. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void kernelsOfClosedWorkersRefuseEverything(int threads) {
        Workers workers = Workers.of(threads);
        Kernels helped = kernels.on(workers);
        workers.close();
        if (!kernels.info().isSimd()) {
            assertSame(kernels, helped, "scalar kernels have no workers");
            return;
        }
        FloatMatrix a = FloatMatrix.allocate(arena, 3, 3);
        FloatMatrix c = FloatMatrix.allocate(arena, 3, 3);
        Batch batch = Batch.draw(arena, 1, 3, 3, 40, 0.01f);
        Workspace workspace = batch.workspace(kernels, arena);
        LinearModel gradient = LinearModel.allocate(arena, 3, 40);
        Loss loss = Losses.all(3).getFirst();
        double[] doubles = new double[3];
        List<Runnable> calls = new ArrayList<>(List.of(
                () -> helped.matmul(a, a, c),
                () -> helped.softmax(a, c),
                () -> helped.logSoftmax(a, c),
                () -> helped.loss(loss, a, new int[3], c),
                () -> helped.losses(loss, a, new int[3], doubles),
                () -> helped.scores(batch.score(), batch.features(), c, workspace),
                () -> batch.gradient(helped, gradient, workspace),
                () -> batch.step(helped, 0.1f, workspace),
                () -> helped.axpy(1, a, c)));
        calls.add(() -> helped.backward(batch.score(), batch.features(), a, gradient, workspace));
        calls.add(() -> helped.featureGradient(batch.score(), a, FloatMatrix.allocate(arena, 3, 40)));
        calls.add(() -> helped.rectify(c));
        calls.add(() -> helped.rectifyGradient(a, c));
        calls.add(() ->
                helped.prepare(batch.features(), batch.score().preprocessing(), FloatMatrix.allocate(arena, 3, 40)));
        calls.add(() -> helped.distances(Metric.L1, batch.features(), batch.features(), new int[9]));
        calls.add(() -> helped.dot(doubles, 0, doubles, 0, 3));
        calls.add(() -> helped.share(1, part -> {}));
        calls.add(() -> helped.share(5, part -> {}));
        calls.add(() -> kernels.on(workers));
        for (Runnable call : calls) {
            String message =
                    assertThrows(IllegalStateException.class, call::run).getMessage();
            assertEquals("These workers are closed; make new ones with Workers.of.", message);
        }
    }
}
