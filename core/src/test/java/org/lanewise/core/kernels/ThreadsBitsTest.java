package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.MatmulCase.Contents;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.Scale;

/** Kernels with workers give the bits of those without, whatever their number. */
@Tag("slow")
class ThreadsBitsTest {

    /** M, N, K: large enough to be shared out, along rows or columns, in shares that are not equal. */
    private static final int[][] SHAPES = {
        {300, 200, 100},
        {65, 1000, 129},
        {1000, 10, 300},
        {10, 3072, 64},
        {2, 3072, 300},
        {2000, 33, 50},
        {40, 41, 1000},
        {700, 127, 300},
        {13, 4097, 30},
        {257, 16, 513},
        {8, 100, 3072},
    };

    private final Kernels kernels = KernelsUnderTest.get();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void matmul(int threads) {
        assumeShared();
        try (Workers workers = Workers.of(threads)) {
            matmul(kernels.on(workers));
        }
    }

    @Test
    void matmulOnTheCommonPool() {
        assumeShared();
        matmul(kernels.on(Workers.common()));
    }

    private void assumeShared() {
        KernelsUnderTest.assumeNoWider();
        assumeTrue(kernels.info().isSimd(), "Skipped: these kernels stay on the caller's thread.");
    }

    private void matmul(Kernels shared) {
        for (int[] shape : SHAPES) {
            for (Transpose transposeA : MatmulCase.TRANSPOSES) {
                for (Transpose transposeB : MatmulCase.TRANSPOSES) {
                    MatmulCase product = MatmulCase.draw(
                            shape[0], transposeA, transposeB, shape[0], shape[1], shape[2], Contents.NORMAL);
                    if (!Scale.takes(product.seed(), product.multiplications())) {
                        continue;
                    }
                    try (Arena arena = Arena.ofShared()) {
                        float[] expected = product.run(arena, kernels).matrix().toArray();
                        product.run(arena, shared)
                                .assertHolds(expected, () -> shared.info().summary() + ", " + product);
                    }
                }
            }
        }
    }

    /** Twenty steps of training, minibatches of every kind, images scored afterwards. */
    @ParameterizedTest
    @CsvSource({
        "2, 10, 3072",
        "3, 10, 3072",
        "5, 7, 1031",
        "2, 100, 700",
        "4, 1, 3072",
        "2, 3, 33",
        "8, 10, 300",
        "16, 10, 300",
        "3, 130, 2100"
    })
    void training(int threads, int classes, int features) {
        assumeShared();
        try (Workers workers = Workers.of(threads);
                Arena arena = Arena.ofShared()) {
            Kernels shared = kernels.on(workers);
            LinearModel alone = LinearModel.allocate(arena, classes, features);
            LinearModel together = LinearModel.allocate(arena, classes, features);
            for (int images : new int[] {1, 5, 16, 17, 64, 65, 100, 256, 257, 600, 1101}) {
                if (!Scale.takes(images, 20L * images * classes * features)) {
                    continue;
                }
                Batch batch = Batch.draw(arena, images, images, classes, features, 0.01f);
                Batch floats = batch.asFloats(arena);
                for (int step = 0; step < 3; step++) {
                    double expected = batch.with(alone).step(arena, kernels, 1e-3f);
                    Batch form = step == 1 ? floats : batch;
                    assertEquals(expected, form.with(together).step(arena, shared, 1e-3f), batch.name());
                }
                assertArrayEquals(alone.weights().toArray(), together.weights().toArray(), batch.name());
                assertArrayEquals(alone.bias().toArray(), together.bias().toArray(), batch.name());
                assertArrayEquals(scores(kernels, arena, alone, batch), scores(shared, arena, alone, batch));
                assertArrayEquals(gradient(kernels, arena, alone, batch), gradient(shared, arena, alone, batch));
                assertArrayEquals(scores(kernels, arena, alone, batch), scores(shared, arena, alone, floats));
                assertArrayEquals(gradient(kernels, arena, alone, batch), gradient(shared, arena, alone, floats));
            }
        }
    }

    private static float[] scores(Kernels kernels, Arena arena, LinearModel model, Batch batch) {
        Workspace workspace = kernels.workspace(arena, 0, model.classes(), model.features());
        FloatMatrix scores = FloatMatrix.allocate(arena, batch.features().rows(), model.classes());
        kernels.scores(new ScoreFunction(model, batch.preprocessing()), batch.features(), scores, workspace);
        return scores.toArray();
    }

    private static float[] gradient(Kernels kernels, Arena arena, LinearModel model, Batch batch) {
        LinearModel gradient = LinearModel.allocate(arena, model.classes(), model.features());
        batch.with(model).gradient(arena, kernels, gradient);
        return gradient.weights().toArray();
    }

    @Test
    void theNumberOfThreadsIsSaid() {
        try (Workers workers = Workers.of(3)) {
            Kernels shared = kernels.on(workers);
            if (kernels.info().isSimd()) {
                assertEquals(3, shared.info().threads());
                assertTrue(shared.info().summary().contains("3 threads"));
            } else {
                assertSame(kernels, shared);
            }
            assertEquals(1, kernels.info().threads());
        }
    }

    @Test
    void confinedMemoryIsRefused() {
        try (Workers workers = Workers.of(2);
                Arena arena = Arena.ofConfined()) {
            Kernels shared = kernels.on(workers);
            FloatMatrix matrix = FloatMatrix.allocate(arena, 4, 4);
            FloatMatrix result = FloatMatrix.allocate(Arena.ofAuto(), 4, 4);
            if (shared.info().threads() == 1) {
                shared.matmul(matrix, matrix, result);
                return;
            }
            String message = assertThrows(WrongThreadException.class, () -> shared.matmul(matrix, matrix, result))
                    .getMessage();
            assertTrue(message.contains("confined") && message.contains("Arena.ofShared()"), message);

            Batch batch = Batch.draw(arena, 1, 40, 10, 100, 0.01f);
            LinearModel model = LinearModel.allocate(Arena.ofAuto(), 10, 100);
            assertThrows(WrongThreadException.class, () -> batch.with(model).step(Arena.ofAuto(), shared, 1e-3f));
        }
    }

    @Test
    void closedWorkersAreRefused() {
        Workers workers = Workers.of(2);
        Kernels shared = kernels.on(workers);
        workers.close();
        FloatMatrix large = FloatMatrix.allocate(Arena.ofAuto(), 200, 200);
        FloatMatrix result = FloatMatrix.allocate(Arena.ofAuto(), 200, 200);
        if (shared.info().threads() > 1) {
            assertThrows(IllegalStateException.class, () -> shared.matmul(large, large, result));
        }
    }
}
