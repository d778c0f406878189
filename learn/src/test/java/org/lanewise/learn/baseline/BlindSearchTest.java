package org.lanewise.learn.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.evaluate.Evaluation;

/** Searches that know nothing but the loss. */
class BlindSearchTest {

    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final Features images = Inputs.pixels(arena, new SplittableRandom(210), 60, 8, 0, 0);
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, images, 1 / 128f);

    /** The label is the brighter of the first two pixels. */
    private final Examples data = new Examples() {
        @Override
        public Features features() {
            return images;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int label(int row) {
            return images.get(row, 0) >= images.get(row, 1) ? 0 : 1;
        }
    };

    @AfterEach
    void close() {
        arena.close();
    }

    private SearchResult run(Kernels by, BlindSearch search, SearchListener listener) {
        return search.run(arena, by, preprocessing, SOFTMAX, data, listener);
    }

    @Test
    void keepsTheBestOfAllTries() {
        for (BlindSearch search : List.of(new RandomSearch(50, 1, 3), new RandomLocalSearch(50, 1, 0.3f, 3))) {
            List<Double> losses = new ArrayList<>();
            SearchResult result = run(kernels, search, (attempt, loss, best) -> {
                assertEquals(losses.size(), attempt);
                losses.add(loss);
                assertEquals(losses.stream().min(Double::compare).orElseThrow(), best);
                return true;
            });
            assertEquals(50, losses.size());
            assertEquals(50, result.tries());
            assertEquals(losses.stream().min(Double::compare).orElseThrow(), result.loss());
            assertEquals(
                    result.loss(),
                    Evaluation.of(kernels, result.model(), preprocessing, SOFTMAX, data)
                            .meanLoss(),
                    "the model is the one of the loss");
        }
    }

    @Test
    void localSearchGetsFartherThanRandomSearch() {
        double random = run(kernels, new RandomSearch(200, 0.5f, 1), SearchListener.NONE)
                .loss();
        double local = run(kernels, new RandomLocalSearch(200, 0.5f, 0.2f, 1), SearchListener.NONE)
                .loss();
        assertTrue(local < random && random < Math.log(2), "random " + random + ", local " + local);
    }

    @Test
    void theSeedDecidesAndThreadsDoNot() {
        for (BlindSearch search : List.of(new RandomSearch(9, 1, 5), new RandomLocalSearch(9, 1, 0.5f, 5))) {
            LinearModel once = run(kernels, search, SearchListener.NONE).model();
            try (Workers workers = Workers.of(2)) {
                LinearModel again =
                        run(kernels.on(workers), search, SearchListener.NONE).model();
                assertArrayEquals(once.weights().toArray(), again.weights().toArray());
                assertArrayEquals(once.bias().toArray(), again.bias().toArray());
            }
        }
        double one =
                run(kernels, new RandomSearch(1, 1, 1), SearchListener.NONE).loss();
        double other =
                run(kernels, new RandomSearch(1, 1, 2), SearchListener.NONE).loss();
        assertTrue(one != other, "seeds 1 and 2 both gave " + one);
    }

    /** A local search whose steps are never kept stays where it was. */
    @Test
    void localStepsStartFromTheBest() {
        double start = run(kernels, new RandomLocalSearch(1, 1e-3f, 1, 7), SearchListener.NONE)
                .loss();
        SearchResult wild = run(kernels, new RandomLocalSearch(20, 1e-3f, 1e4f, 7), SearchListener.NONE);
        assertEquals(start, wild.loss());
    }

    @Test
    void theListenerEndsTheSearch() {
        SearchResult result = run(kernels, new RandomSearch(100, 1, 1), (attempt, loss, best) -> attempt < 4);
        assertEquals(5, result.tries());
    }

    @Test
    void refusesNumbersThatMakeNoSearch() {
        refuses("at least 1 time", () -> new RandomSearch(0, 1, 1));
        refuses("standard deviation", () -> new RandomSearch(1, 0, 1));
        refuses("standard deviation", () -> new RandomLocalSearch(1, Float.NaN, 1, 1));
        refuses("step", () -> new RandomLocalSearch(1, 1, Float.POSITIVE_INFINITY, 1));
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
