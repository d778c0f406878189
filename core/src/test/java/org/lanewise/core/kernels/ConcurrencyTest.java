package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;

/** The same kernels from several threads at once: scratch is per thread, so none sees another's. */
class ConcurrencyTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 50;

    private final Kernels kernels = KernelsUnderTest.get();

    @Test
    void fourThreadsGetTheBitsOfOne() throws Exception {
        try (Arena shared = Arena.ofShared();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Callable<float[]> matmul = matmul(shared, thread);
                Callable<float[]> softmax = softmax(shared, thread);
                Callable<float[]> gradient = gradient(shared, thread);
                float[][] expected = {matmul.call(), softmax.call(), gradient.call()};
                done.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < ROUNDS; round++) {
                        assertArrayEquals(expected[0], matmul.call());
                        assertArrayEquals(expected[1], softmax.call());
                        assertArrayEquals(expected[2], gradient.call());
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        }
    }

    private Callable<float[]> matmul(Arena arena, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FloatMatrix a = FloatMatrix.copyOf(arena, 30 + seed, 70, Inputs.normal(random, (30 + seed) * 70, 1));
        FloatMatrix b = FloatMatrix.copyOf(arena, 70, 40, Inputs.normal(random, 70 * 40, 1));
        FloatMatrix c = FloatMatrix.allocate(arena, 30 + seed, 40);
        return () -> {
            kernels.matmul(a, b, c);
            return c.toArray();
        };
    }

    private Callable<float[]> softmax(Arena arena, int seed) {
        int columns = 90 + 7 * seed;
        FloatMatrix scores =
                FloatMatrix.copyOf(arena, 10, columns, Inputs.normal(new SplittableRandom(seed), 10 * columns, 3));
        FloatMatrix result = FloatMatrix.allocate(arena, 10, columns);
        return () -> {
            kernels.softmax(scores, result);
            return result.toArray();
        };
    }

    private Callable<float[]> gradient(Arena arena, int seed) {
        Batch batch = Batch.draw(arena, seed, 20 + seed, 10, 200, 0.1f);
        return () -> {
            try (Arena own = Arena.ofShared()) {
                return batch.run(own, kernels, new Placement(0, 0, 0))
                        .gradient()
                        .weights()
                        .toArray();
            }
        };
    }

    @Test
    void theChoiceIsMadeOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Kernels>> choices = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                choices.add(threads.submit(Kernels::best));
            }
            for (Future<Kernels> choice : choices) {
                assertEquals(kernels, choice.get());
            }
        }
    }
}
