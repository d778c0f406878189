package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;

/** A scorer gives the bits of {@link Kernels#scores}, which {@link ScoresBitsTest} holds against the contract. */
class ScorerTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    private Batch draw(int examples, int classes, int features) {
        return Batch.draw(arena, 7L * examples + classes, examples, classes, features, 0);
    }

    private FloatMatrix expected(Batch batch) {
        ScoreFunction f = batch.score();
        FloatMatrix scores = FloatMatrix.allocate(arena, batch.features().rows(), f.classes());
        kernels.scores(f, batch.features(), scores, kernels.workspace(arena, 0, f.classes(), f.features()));
        return scores;
    }

    private static float[] row(FloatMatrix matrix, int row) {
        return matrix.rows(row, row + 1).toArray();
    }

    private static byte[] bytes(Features features, int row) {
        byte[] bytes = new byte[features.columns()];
        for (int d = 0; d < bytes.length; d++) {
            bytes[d] = (byte) features.get(row, d);
        }
        return bytes;
    }

    private static float[] floats(Features features, int row) {
        float[] floats = new float[features.columns()];
        for (int d = 0; d < floats.length; d++) {
            floats[d] = features.get(row, d);
        }
        return floats;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 2, 31",
        "3, 3, 32",
        "4, 4, 33",
        "5, 5, 100",
        "6, 6, 768",
        "7, 7, 1025",
        "9, 10, 3072",
        "70, 10, 40",
        "3, 12, 15",
        "2, 103, 65"
    })
    void sameBits(int examples, int classes, int features) {
        Batch batch = draw(examples, classes, features);
        FloatMatrix expected = expected(batch);
        Scorer scorer = kernels.scorer(arena, batch.score());
        assertEquals(classes, scorer.classes());
        assertEquals(features, scorer.features());
        FloatMatrix actual = FloatMatrix.allocate(arena, examples, classes);
        scorer.scores(batch.features(), actual);
        assertArrayEquals(expected.toArray(), actual.toArray());
        actual.fill(Float.NaN);
        scorer.scores(batch.asFloats(arena).features(), actual);
        assertArrayEquals(expected.toArray(), actual.toArray());
        for (int row = examples - 1; row >= 0; row--) {
            float[] scores = new float[classes];
            scorer.scores(bytes(batch.features(), row), scores);
            assertArrayEquals(row(expected, row), scores, "bytes of row " + row);
            scores = new float[classes];
            scorer.scores(floats(batch.features(), row), scores);
            assertArrayEquals(row(expected, row), scores, "floats of row " + row);
        }
    }

    @Test
    void laterChangesAreNotSeen() {
        Batch batch = draw(2, 10, 90);
        FloatMatrix expected = expected(batch);
        Scorer scorer = kernels.scorer(arena, batch.score());
        batch.score().model().weights().fill(0);
        batch.score().preprocessing().mean().fill(1);
        float[] scores = new float[10];
        scorer.scores(bytes(batch.features(), 1), scores);
        assertArrayEquals(row(expected, 1), scores);
    }

    @Test
    void manyThreadsAtOnce() throws Exception {
        Batch batch = draw(20, 10, 300);
        FloatMatrix expected = expected(batch);
        Scorer scorer = kernels.scorer(arena, batch.score());
        List<Future<float[]>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2000; i++) {
                byte[] example = bytes(batch.features(), i % 20);
                answers.add(threads.submit(() -> {
                    float[] scores = new float[10];
                    scorer.scores(example, scores);
                    return scores;
                }));
            }
        }
        for (int i = 0; i < 2000; i++) {
            assertArrayEquals(row(expected, i % 20), answers.get(i).get());
        }
    }

    @Test
    void wrongShapesAreNamed() {
        Batch batch = draw(2, 3, 4);
        Scorer scorer = kernels.scorer(arena, batch.score());
        requireMessage("is for 4 features, but the example has 5", () -> scorer.scores(new byte[5], new float[3]));
        requireMessage("is for 4 features, but the example has 0", () -> scorer.scores(new float[0], new float[3]));
        requireMessage("3 classes, but there is room for 2", () -> scorer.scores(new float[4], new float[2]));
        FloatMatrix room = FloatMatrix.allocate(arena, 2, 3);
        FloatMatrix wide = FloatMatrix.allocate(arena, 2, 5);
        requireMessage("4 features, but the examples have 5", () -> scorer.scores(wide, room));
        requireMessage("need a matrix of that shape", () -> scorer.scores(batch.features(), wide));
        FloatMatrix floats = FloatMatrix.allocate(arena, 2, 4);
        requireMessage("over the features", () -> scorer.scores(floats, floats.columns(0, 3)));
    }

    private static void requireMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void memoryThatIsClosedIsRefused() {
        Batch batch = draw(1, 3, 4);
        Scorer scorer = kernels.scorer(arena, batch.score());
        arena.close();
        assertThrows(IllegalStateException.class, () -> scorer.scores(new byte[4], new float[3]));
        assertThrows(IllegalStateException.class, () -> kernels.scorer(Arena.ofAuto(), batch.score()));
    }

    @Test
    void theBestClassesInOrder() {
        float nan = Float.NaN;
        assertArrayEquals(new int[] {2, 0, 3}, top(3, 5, 1, 9, 5));
        assertArrayEquals(new int[] {1, 3, 0, 2}, top(4, nan, -1, nan, -2));
        assertArrayEquals(new int[] {1, 0}, top(2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY));
        assertArrayEquals(new int[0], top(0, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> top(3, 1, 2));
        SplittableRandom random = new SplittableRandom(5);
        float[] scores = new float[50];
        for (int k = 0; k < 50; k++) {
            scores[k] = random.nextInt(20);
        }
        int[] sorted = java.util.stream.IntStream.range(0, 50)
                .boxed()
                .sorted((a, b) -> Float.compare(scores[b], scores[a]))
                .mapToInt(k -> k)
                .limit(12)
                .toArray();
        assertArrayEquals(sorted, top(12, scores));
    }

    private static int[] top(int count, float... scores) {
        int[] classes = new int[count];
        Scorer.top(scores, classes);
        return classes;
    }
}
