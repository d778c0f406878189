package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;

/** A workspace serves one call at a time, and says so instead of mixing up two. */
@Timeout(120)
class WorkspaceTest {

    private static final String IN_USE =
            "This workspace is in use by another call, and serves one at a time; give each thread its own.";

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Images whose first use calls back, as another thread might at that moment. */
    private record Interrupting(Features images, Runnable other) implements Features {

        @Override
        public Element element() {
            return images.element();
        }

        @Override
        public int rows() {
            return images.rows();
        }

        @Override
        public int columns() {
            return images.columns();
        }

        @Override
        public MemorySegment segment(int row) {
            return images.segment(row);
        }

        @Override
        public long offset(int row) {
            other.run();
            return images.offset(row);
        }

        @Override
        public boolean overlaps(FloatMatrix matrix) {
            return images.overlaps(matrix);
        }
    }

    @Test
    void aCallInTheMiddleOfAnotherIsRefused() {
        for (int images : new int[] {5, 40}) {
            Batch batch = Batch.draw(arena, 1, images, 5, 40, 0.01f);
            Workspace workspace = batch.workspace(kernels, arena);
            LinearModel gradient = LinearModel.allocate(arena, 5, 40);
            FloatMatrix scores = FloatMatrix.allocate(arena, images, 5);
            List<Runnable> calls = List.of(
                    () -> kernels.scores(batch.score(), batch.features(), scores, workspace),
                    () -> batch.gradient(kernels, gradient, workspace),
                    () -> batch.step(kernels, 0, workspace));
            for (Runnable second : calls) {
                Batch first = batch.with(new Interrupting(batch.features(), second));
                assertInUse(() -> kernels.scores(
                        new ScoreFunction(first.model(), first.preprocessing()), first.features(), scores, workspace));
                assertInUse(() -> first.gradient(kernels, gradient, workspace));
                assertInUse(() -> first.step(kernels, 0, workspace));
                second.run();
            }
        }
    }

    private static void assertInUse(Runnable call) {
        assertEquals(
                IN_USE, assertThrows(IllegalStateException.class, call::run).getMessage());
    }

    /** What it did to 107 of 300 scorings. */
    @Test
    void scoringsOfTwoThreadsAreRightOrRefused() throws Exception {
        Batch batch = Batch.draw(arena, 2, 60, 10, 600, 0.01f);
        Batch other = Batch.draw(arena, 3, 60, 10, 600, 0.01f);
        Workspace shared = batch.workspace(kernels, arena);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> scorings = new ArrayList<>();
            scorings.add(() -> rightOnes(batch, shared));
            scorings.add(() -> rightOnes(other, shared));
            int right = 0;
            for (Future<Integer> each : threads.invokeAll(scorings)) {
                right += each.get();
            }
            assertTrue(right > 0, "none was right");
        } finally {
            threads.shutdownNow();
        }
        assertEquals(300, rightOnes(batch, shared), "alone");
    }

    private int rightOnes(Batch batch, Workspace workspace) {
        FloatMatrix scores = FloatMatrix.allocate(arena, 60, 10);
        kernels.scores(batch.score(), batch.features(), scores, batch.workspace(kernels, arena));
        float[] expected = scores.toArray();
        int right = 0;
        for (int round = 0; round < 300; round++) {
            try {
                kernels.scores(batch.score(), batch.features(), scores, workspace);
                right++;
            } catch (IllegalStateException inUse) {
                assertEquals(IN_USE, inUse.getMessage());
                continue;
            }
            assertArrayEquals(expected, scores.toArray());
        }
        return right;
    }

    /** Helpers use the caller's workspace. */
    @Test
    void workersOfTheCallAreNotOthers() {
        try (Workers workers = Workers.of(2)) {
            Batch batch = Batch.draw(arena, 4, 300, 10, 600, 0.01f);
            Workspace workspace = batch.workspace(kernels, arena);
            double loss = batch.step(kernels, 0, workspace);
            assertEquals(loss, batch.step(kernels.on(workers), 0, workspace));
        }
    }

    /** Also a call that failed has ended. */
    @Test
    void aCallThatFailedLeavesItFree() {
        Batch batch = Batch.draw(arena, 5, 40, 5, 40, 0.01f);
        Workspace workspace = batch.workspace(kernels, arena);
        Batch failing = batch.with(new Interrupting(batch.features(), () -> {
            throw new UnsupportedOperationException();
        }));
        assertThrows(UnsupportedOperationException.class, () -> failing.step(kernels, 0, workspace));
        batch.step(kernels, 0, workspace);
    }
}
