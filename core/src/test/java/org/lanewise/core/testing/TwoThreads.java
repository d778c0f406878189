package org.lanewise.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two calls at once of what serves one at a time. */
public final class TwoThreads {

    private static final int ROUNDS = 300;

    private TwoThreads() {}

    /** Each by a thread of its own. */
    public static void assertRightOrRefused(Callable<Double> one, Callable<Double> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> both = List.of(rightOnes(one), rightOnes(other));
            int right = 0;
            for (Future<Integer> each : threads.invokeAll(both)) {
                right += each.get();
            }
            assertTrue(right > 0, "none was right");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> rightOnes(Callable<Double> call) throws Exception {
        double expected = call.call();
        return () -> {
            int right = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double result;
                try {
                    result = call.call();
                } catch (IllegalStateException inUse) {
                    assertTrue(inUse.getMessage().contains("in use by another call"), inUse.getMessage());
                    continue;
                }
                assertEquals(expected, result);
                right++;
            }
            return right;
        };
    }
}
