package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** What scores from pixels refuses, and one case by hand. */
class ScoresContractTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final LinearModel model = LinearModel.allocate(arena, 3, 4);
    private final Preprocessing preprocessing = Preprocessing.none(arena, 4);
    private final Features images = Inputs.pixels(arena, new SplittableRandom(1), 5, 4, 0, 0);
    private final Workspace workspace = kernels.workspace(arena, 0, 3, 4);

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.allocate(arena, rows, columns);
    }

    /** The lecture's cat of four pixels: 56, 231, 24, 2. */
    @Test
    void lecturesExample() {
        model.weights().copyFrom(new float[] {0.2f, -0.5f, 0.1f, 2, 1.5f, 1.3f, 2.1f, 0, 0, 0.25f, 0.2f, -0.3f});
        model.bias().copyFrom(new float[] {1.1f, 3.2f, -1.2f});
        FloatMatrix pixels = FloatMatrix.allocate(arena, 1, 1);
        pixels.segment().copyFrom(MemorySegment.ofArray(new byte[] {56, (byte) 231, 24, 2}));
        FloatMatrix scores = matrix(1, 3);
        kernels.scores(
                new ScoreFunction(model, preprocessing),
                Features.ofBytes(pixels.segment(), 0, 1, 4, 4),
                scores,
                workspace);

        assertArrayEquals(new float[] {-96.8f, 437.9f, 60.75f}, scores.toArray(), 1e-3f);
    }

    @Test
    void noImagesHaveNoScores() {
        kernels.scores(new ScoreFunction(model, preprocessing), images.rows(2, 2), matrix(0, 3), workspace);
    }

    @Test
    void shapesMustFit() {
        assertRefused(
                "4 features",
                "examples have 5",
                () -> kernels.scores(
                        new ScoreFunction(model, preprocessing),
                        Inputs.pixels(arena, new SplittableRandom(1), 5, 5, 0, 0),
                        matrix(5, 3),
                        workspace));
        assertRefused(
                "4 features",
                "preprocessing has 6",
                () -> kernels.scores(
                        new ScoreFunction(model, Preprocessing.none(arena, 6)), images, matrix(5, 3), workspace));
        assertRefused(
                "5 examples and 3 classes",
                "5 x 4",
                () -> kernels.scores(new ScoreFunction(model, preprocessing), images, matrix(5, 4), workspace));
        assertRefused(
                "5 examples and 3 classes",
                "4 x 3",
                () -> kernels.scores(new ScoreFunction(model, preprocessing), images, matrix(4, 3), workspace));
        assertRefused(
                "workspace is for 2 classes and 4 features",
                "has 3 and 4",
                () -> kernels.scores(
                        new ScoreFunction(model, preprocessing),
                        images,
                        matrix(5, 3),
                        kernels.workspace(arena, 0, 2, 4)));
        assertRefused(
                "workspace is for 3 classes and 9 features",
                "has 3 and 4",
                () -> kernels.scores(
                        new ScoreFunction(model, preprocessing),
                        images,
                        matrix(5, 3),
                        kernels.workspace(arena, 0, 3, 9)));
    }

    @Test
    void scoresMustNotOverlapTheModel() {
        FloatMatrix memory = matrix(10, 10);
        LinearModel inMemory = new LinearModel(
                memory.rows(0, 3).columns(0, 4), memory.rows(5, 8).columns(9, 10));

        assertRefused(
                "over the model",
                "",
                () -> kernels.scores(
                        new ScoreFunction(inMemory, preprocessing),
                        images,
                        memory.rows(2, 7).columns(3, 6),
                        workspace));
        assertRefused(
                "over the model",
                "",
                () -> kernels.scores(
                        new ScoreFunction(inMemory, preprocessing),
                        images,
                        memory.rows(5, 10).columns(7, 10),
                        workspace));
        kernels.scores(
                new ScoreFunction(inMemory, preprocessing),
                images,
                memory.rows(5, 10).columns(6, 9),
                workspace);
    }

    @Test
    void workspaceRefusesNegativeSizes() {
        assertThrows(IllegalArgumentException.class, () -> kernels.workspace(arena, -1, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> kernels.workspace(arena, 1, -3, 4));
        assertThrows(IllegalArgumentException.class, () -> kernels.workspace(arena, 1, 3, -4));
        assertEquals(3, workspace.classes());
        assertEquals(4, workspace.features());
        assertEquals(0, workspace.examples());
    }

    private static void assertRefused(String one, String other, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(one) && message.contains(other), message);
    }
}
