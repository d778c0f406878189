package org.lanewise.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How many images a peer takes at a time in a training step: {@value #SMALL}, {@value #LARGE} or the whole minibatch,
 * whichever is fastest here, found by measuring before the clock runs. A block that is still in the cache when the
 * gradient reads it again is what counts for a few classes, large products are for many.
 */
final class Composition {

    private static final int SMALL = 16;
    private static final int LARGE = 32;

    /** All candidates together are tried for so long, so that they are compiled before it ends. */
    private static final double SECONDS = 0.6;

    /** One try takes so long, or as long as a step. */
    private static final double SECONDS_OF_A_TRY = 0.01;

    private Composition() {}

    /** The candidates for a minibatch, the smallest first. */
    static List<Integer> candidates(int batchSize) {
        return IntStream.of(SMALL, LARGE, batchSize)
                .filter(images -> images <= batchSize)
                .distinct()
                .sorted()
                .boxed()
                .toList();
    }

    /** The candidate that makes the most steps in its best try. The caller makes its arguments again. */
    static int fastest(int batchSize, IntFunction<Runnable> steps) {
        List<Integer> candidates = candidates(batchSize);
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        List<Runnable> racers = new ArrayList<>();
        candidates.forEach(images -> racers.add(steps.apply(images)));
        double[] best = new double[racers.size()];
        long start = System.nanoTime();
        do {
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], stepsPerSecond(racers.get(i)));
            }
        } while (System.nanoTime() - start < SECONDS * 1e9);
        int winner = 0;
        for (int i = 1; i < best.length; i++) {
            winner = best[i] > best[winner] ? i : winner;
        }
        return candidates.get(winner);
    }

    private static double stepsPerSecond(Runnable step) {
        long start = System.nanoTime();
        long steps = 0;
        double seconds;
        do {
            step.run();
            steps++;
            seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < SECONDS_OF_A_TRY);
        return steps / seconds;
    }
}
