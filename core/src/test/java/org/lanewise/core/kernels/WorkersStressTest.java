package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.testing.Scale;

/**
 * Everything at once that may happen to workers: several callers, nested calls, parts that throw, interrupts, and a close at a
 * random moment. What parts write is plain, so the caller sees it only if {@link Workers} publishes it.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Tag("any-kernels")
class WorkersStressTest {

    private static final long SEED = 500;
    private static final int ROUNDS = Scale.of(150);
    private static final int CALLS = 60;

    private final AtomicLong operations = new AtomicLong();

    /** What a part throws now and then. */
    private static final class Thrown extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Thrown() {
            super(null, null, false, false);
        }
    }

    @Test
    void randomUse() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                round(new SplittableRandom(SEED + round), threads, "seed " + (SEED + round));
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES), "a thread hangs");
        }
        Scale.summary("stress of workers: %d pools, %d operations, seeds from %d", ROUNDS, operations.get(), SEED);
    }

    private void round(SplittableRandom random, ExecutorService threads, String what) throws Exception {
        Workers workers = random.nextInt(8) == 0 ? Workers.common() : Workers.of(random.nextInt(1, 5));
        boolean closeEarly = random.nextBoolean() && workers != Workers.common();
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            SplittableRandom own = random.split();
            callers.add(threads.submit(caller(workers, own, closeEarly, what)));
        }
        if (closeEarly) {
            Thread.sleep(0, random.nextInt(900_000));
            workers.close();
        }
        for (Future<Void> caller : callers) {
            caller.get();
        }
        workers.close();
        workers.close();
    }

    private Callable<Void> caller(Workers workers, SplittableRandom random, boolean mayClose, String what) {
        return () -> {
            try {
                for (int call = 0; call < CALLS; call++) {
                    call(workers, random, what);
                }
            } catch (IllegalStateException closed) {
                assertTrue(mayClose && closed.getMessage().contains("closed"), () -> what + ": " + closed);
            } finally {
                Thread.interrupted();
            }
            return null;
        };
    }

    private void call(Workers workers, SplittableRandom random, String what) {
        int parts = random.nextInt(random.nextInt(10) == 0 ? 300 : 9);
        int failing = random.nextInt(6) == 0 ? random.nextInt(parts + 1) : -1;
        boolean nested = random.nextInt(6) == 0;
        boolean interrupted = random.nextInt(6) == 0;
        int[] runs = new int[parts];
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean threw = false;
        try {
            workers.run(parts, part -> {
                runs[part]++;
                if (part == failing) {
                    throw new Thrown();
                }
                if (nested) {
                    runNested(workers, what);
                }
            });
        } catch (Thrown expected) {
            threw = true;
        }
        assertEquals(failing >= 0 && failing < parts, threw, what);
        assertEquals(interrupted, Thread.interrupted(), () -> what + ": the interrupt is kept");
        for (int part = 0; part < parts; part++) {
            assertTrue(runs[part] == 1 || threw && runs[part] == 0, what + ": part " + part + " ran " + runs[part]);
        }
        operations.incrementAndGet();
    }

    /** The workers may be closed meanwhile, but not before the operation has ended that this is a part of. */
    private static void runNested(Workers workers, String what) {
        int[] runs = new int[3];
        workers.run(3, part -> runs[part]++);
        for (int run : runs) {
            assertEquals(1, run, what);
        }
        assertFalse(
                Thread.currentThread().isInterrupted() && Thread.currentThread().isDaemon(), what);
    }
}
