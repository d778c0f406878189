package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("any-kernels")
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyPartRunsOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            assertEquals(threads, workers.threads());
            for (int parts = 0; parts < 40; parts++) {
                assertEachOnce(workers, parts);
            }
            assertEachOnce(workers, Workers.MAX_PARTS);
        }
    }

    @Test
    void theCommonPoolRunsEveryPartOnce() {
        Workers common = Workers.common();
        assertSame(common, Workers.common());
        for (int round = 0; round < 2000; round++) {
            assertEachOnce(common, round % 20);
        }
        common.close();
        assertEachOnce(common, 5);
    }

    private static void assertEachOnce(Workers workers, int parts) {
        AtomicIntegerArray runs = new AtomicIntegerArray(parts);
        workers.run(parts, runs::incrementAndGet);
        for (int i = 0; i < parts; i++) {
            assertEquals(1, runs.get(i), "runs of part " + i + " of " + parts);
        }
    }

    /** What is written before and by the parts is seen without any synchronization of the job's own. */
    @Test
    void manySmallOperationsOneAfterTheOther() {
        try (Workers workers = Workers.of(3)) {
            int[] values = new int[7];
            IntConsumer add = part -> values[part] += part + 1;
            for (int round = 1; round <= 20_000; round++) {
                workers.run(7, add);
                for (int part = 0; part < 7; part++) {
                    assertEquals(round * (part + 1), values[part]);
                }
            }
        }
    }

    @Test
    void severalThreadsReallyTakePart() {
        try (Workers workers = Workers.of(3)) {
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch all = new CountDownLatch(3);
            workers.run(3, part -> {
                seen.add(Thread.currentThread());
                all.countDown();
                await(all);
            });
            assertEquals(3, seen.size());
            assertTrue(seen.contains(Thread.currentThread()));
        }
    }

    @Test
    void oneThreadStaysWithTheCaller() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Workers workers = Workers.of(1)) {
            Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
            started.removeAll(before); // others may end meanwhile
            assertEquals(
                    List.of(),
                    started.stream()
                            .map(Thread::getName)
                            .filter(name -> name.startsWith("lanewise"))
                            .toList());
            workers.run(5, part -> assertFalse(Thread.currentThread().isDaemon()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void aFailureOfAPartReachesTheCallerAndTheWorkersGoOn(int failing) {
        try (Workers workers = Workers.of(3)) {
            IllegalStateException thrown = new IllegalStateException("part " + failing);
            for (int round = 0; round < 50; round++) {
                assertSame(
                        thrown,
                        assertThrows(
                                IllegalStateException.class,
                                () -> workers.run(6, part -> {
                                    if (part == failing) {
                                        throw thrown;
                                    }
                                })));
            }
            assertThrows(
                    StackOverflowError.class,
                    () -> workers.run(6, part -> {
                        throw new StackOverflowError();
                    }));
            assertEachOnce(workers, 6);
        }
    }

    @Test
    void nestedUseRunsOnTheThreadOfThePart() {
        try (Workers workers = Workers.of(4)) {
            AtomicInteger inner = new AtomicInteger();
            workers.run(8, part -> {
                Thread outer = Thread.currentThread();
                workers.run(5, nested -> {
                    assertSame(outer, Thread.currentThread());
                    inner.incrementAndGet();
                });
            });
            assertEquals(40, inner.get());
        }
    }

    @Test
    void severalCallersAtOnce() throws InterruptedException {
        try (Workers workers = Workers.of(3)) {
            List<Thread> callers = new ArrayList<>();
            AtomicInteger runs = new AtomicInteger();
            for (int i = 0; i < 6; i++) {
                Thread caller = new Thread(() -> {
                    for (int round = 0; round < 2000; round++) {
                        workers.run(4, part -> runs.incrementAndGet());
                    }
                });
                callers.add(caller);
                caller.start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(6 * 2000 * 4, runs.get());
        }
    }

    @Test
    void sleepingWorkersWakeUp() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            for (int round = 0; round < 20; round++) {
                Thread.sleep(5);
                assertEachOnce(workers, 4);
            }
        }
    }

    @Test
    void anInterruptedCallerGetsItsResultAndStaysInterrupted() {
        try (Workers workers = Workers.of(2)) {
            CountDownLatch begun = new CountDownLatch(2);
            Thread.currentThread().interrupt();
            AtomicInteger done = new AtomicInteger();
            workers.run(2, part -> {
                begun.countDown();
                if (Thread.currentThread().isDaemon()) {
                    pause(20);
                }
                done.incrementAndGet();
            });
            assertEquals(2, done.get());
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void closedWorkersRefuse() {
        Workers workers = Workers.of(2);
        workers.close();
        workers.close();
        assertTrue(assertThrows(IllegalStateException.class, () -> workers.run(2, part -> {}))
                .getMessage()
                .contains("closed"));
    }

    @Test
    void closeWaitsForTheOperationAndEndsTheThreads() throws InterruptedException {
        Workers workers = Workers.of(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        Thread closer = new Thread(() -> {
            await(begun);
            workers.close();
        });
        closer.start();
        workers.run(2, part -> {
            threads.add(Thread.currentThread());
            begun.countDown();
            await(begun);
            pause(20);
            done.incrementAndGet();
        });
        assertEquals(2, done.get());
        closer.join();
        threads.remove(Thread.currentThread());
        for (Thread thread : threads) {
            thread.join(10_000);
            assertFalse(thread.isAlive());
        }
    }

    @Test
    void aPartCannotCloseItsWorkers() {
        Workers workers = Workers.of(2);
        assertThrows(IllegalStateException.class, () -> workers.run(2, part -> workers.close()));
        assertThrows(IllegalStateException.class, () -> workers.run(1, part -> workers.close()));
        assertEachOnce(workers, 3);
        workers.close();
        Workers single = Workers.of(1);
        assertThrows(IllegalStateException.class, () -> single.run(3, part -> single.close()));
        assertEachOnce(single, 3);
        single.close();
    }

    @Test
    void badNumbers() {
        assertThrows(IllegalArgumentException.class, () -> Workers.of(0));
        assertThrows(IllegalArgumentException.class, () -> Workers.of(-1));
        assertThrows(IllegalArgumentException.class, () -> Workers.of(Workers.MAX_PARTS + 1));
        try (Workers workers = Workers.of(2)) {
            assertThrows(IllegalArgumentException.class, () -> workers.run(Workers.MAX_PARTS + 1, part -> {}));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
