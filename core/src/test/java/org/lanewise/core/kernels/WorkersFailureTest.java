package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a part throws, on any thread, before, between or after the others: the caller waits for all that run, gets it, and the
 * workers are as good as before.
 */
@Timeout(60)
@Tag("any-kernels")
class WorkersFailureTest {

    private static final int THREADS = 3;
    private static final int LATER = 1000;

    /** When a part throws: as the others run, when one of them is done, when both are. */
    private enum When {
        FIRST,
        MIDDLE,
        LAST
    }

    private record Failure(Class<? extends Throwable> type, boolean byCaller, When when) {}

    static Stream<Failure> failures() {
        List<Class<? extends Throwable>> types = List.of(
                IOException.class,
                Throwable.class,
                IllegalStateException.class,
                AssertionError.class,
                OutOfMemoryError.class,
                InternalError.class,
                StackOverflowError.class);
        return types.stream()
                .flatMap(type -> Stream.of(When.values())
                        .flatMap(when -> Stream.of(true, false).map(byCaller -> new Failure(type, byCaller, when))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theCallerGetsItWhenNoPartRunsAnyMore(Failure failure) throws Exception {
        Throwable expected = failure.type.getConstructor().newInstance();
        try (Workers workers = Workers.of(THREADS)) {
            OneFails job = new OneFails(failure, expected);
            Throwable thrown = assertThrows(Throwable.class, () -> workers.run(THREADS, job));
            assertEquals(THREADS - 1, job.done.get(), "parts that were done");
            if (failure.type == StackOverflowError.class) {
                assertSame(StackOverflowError.class, thrown.getClass());
            } else {
                assertSame(expected, thrown);
            }
            assertWorkAsBefore(workers);
        }
    }

    /** A part for each thread, of which that of the caller or of a helper throws. */
    private static final class OneFails implements IntConsumer {

        private final Failure failure;
        private final Throwable throwable;
        private final Thread caller = Thread.currentThread();
        private final CountDownLatch begun = new CountDownLatch(THREADS);
        private final AtomicInteger helpers = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile boolean thrown;

        OneFails(Failure failure, Throwable throwable) {
            this.failure = failure;
            this.throwable = throwable;
        }

        @Override
        public void accept(int part) {
            boolean isCaller = Thread.currentThread() == caller;
            boolean fails = failure.byCaller ? isCaller : !isCaller && helpers.getAndIncrement() == 0;
            begun.countDown();
            await(begun);
            if (fails) {
                spinUntil(() -> done.get() >= failure.when.ordinal());
                thrown = true;
                fail();
            }
            switch (failure.when) {
                case FIRST -> waitForThrowing();
                case MIDDLE -> {
                    if (done.getAndIncrement() > 0) {
                        done.decrementAndGet();
                        waitForThrowing();
                        done.incrementAndGet();
                    }
                    return;
                }
                case LAST -> {}
            }
            done.incrementAndGet();
        }

        /** And longer than a caller that does not wait would take to return. */
        private void waitForThrowing() {
            spinUntil(() -> thrown);
            long end = System.nanoTime() + 5_000_000;
            spinUntil(() -> System.nanoTime() > end);
        }

        private void fail() {
            if (failure.type == StackOverflowError.class) {
                endless(0);
            }
            throw WorkersFailureTest.<RuntimeException>unchecked(throwable);
        }
    }

    @Test
    void ofSeveralTheFirstIsThrownAndKeepsTheOthers() {
        try (Workers workers = Workers.of(THREADS)) {
            CountDownLatch begun = new CountDownLatch(THREADS);
            Set<Throwable> all = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
            Throwable thrown = assertThrows(
                    Throwable.class,
                    () -> workers.run(THREADS, part -> {
                        IOException mine = new IOException("part " + part);
                        all.add(mine);
                        begun.countDown();
                        await(begun);
                        throw WorkersFailureTest.<RuntimeException>unchecked(mine);
                    }));
            Set<Throwable> kept = new HashSet<>(List.of(thrown.getSuppressed()));
            kept.add(thrown);
            assertEquals(THREADS, kept.size());
            assertEquals(all, kept);
            assertWorkAsBefore(workers);
        }
    }

    @Test
    void oneThrowableOfSeveralPartsIsNotItsOwnCompanion() {
        try (Workers workers = Workers.of(THREADS)) {
            CountDownLatch begun = new CountDownLatch(THREADS);
            IOException same = new IOException("the same");
            assertSame(
                    same,
                    assertThrows(
                            IOException.class,
                            () -> workers.run(THREADS, part -> {
                                begun.countDown();
                                await(begun);
                                throw WorkersFailureTest.<RuntimeException>unchecked(same);
                            })));
            assertEquals(0, same.getSuppressed().length);
        }
    }

    @Test
    void theCommonPoolWorksOnAfterEveryKindOfFailure() {
        Workers common = Workers.common();
        for (int round = 0; round < 200; round++) {
            int failing = round % 7;
            IOException expected = new IOException("part " + failing);
            AtomicInteger running = new AtomicInteger();
            assertSame(
                    expected,
                    assertThrows(
                            IOException.class,
                            () -> common.run(7, part -> {
                                running.incrementAndGet();
                                try {
                                    if (part == failing) {
                                        throw WorkersFailureTest.<RuntimeException>unchecked(expected);
                                    }
                                    spinUntil(new Ticks(1000)::over);
                                } finally {
                                    running.decrementAndGet();
                                }
                            })));
            assertEquals(0, running.get());
        }
        assertWorkAsBefore(common);
    }

    /** Operations are begun with so little stack left that a call in the middle of them fails. */
    @Test
    void aCallerAtTheEndOfItsStack() throws InterruptedException {
        try (Workers workers = Workers.of(2)) {
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            Thread thread = new Thread(null, () -> atTheEnd(workers, begun, failed), "deep", 1 << 18);
            thread.start();
            thread.join();
            assertTrue(begun.get() >= 300, "operations begun: " + begun);
            assertTrue(failed.get() > 0, "of which failed");
            assertWorkAsBefore(workers);
        }
    }

    /** As deep as it goes, then an operation from each of the last 300 frames. */
    private static void atTheEnd(Workers workers, AtomicInteger begun, AtomicInteger failed) {
        try {
            atTheEnd(workers, begun, failed);
        } catch (StackOverflowError end) {
            // Goes on with what it has.
        }
        if (begun.getAndIncrement() < 300) {
            try {
                workers.run(4, part -> begun.get());
            } catch (StackOverflowError noRoom) {
                failed.incrementAndGet();
            }
        }
    }

    @Test
    void noJobAndNegativePartsAreRefusedAndLeaveNothingBehind() {
        try (Workers workers = Workers.of(2)) {
            assertThrows(NullPointerException.class, () -> workers.run(4, null));
            assertThrows(NullPointerException.class, () -> workers.run(0, null));
            String message = assertThrows(IllegalArgumentException.class, () -> workers.run(-1, part -> {}))
                    .getMessage();
            assertTrue(message.contains("-1"), message);
            assertWorkAsBefore(workers);
        }
    }

    /** A helper is part of its own workers only. */
    @Test
    void aHelperMayCloseOtherWorkers() {
        try (Workers workers = Workers.of(2)) {
            CountDownLatch begun = new CountDownLatch(2);
            workers.run(2, part -> {
                begun.countDown();
                await(begun);
                Workers.of(2).close();
            });
        }
    }

    private static void assertWorkAsBefore(Workers workers) {
        int parts = 6;
        int[] runs = new int[parts];
        IntConsumer count = part -> runs[part]++;
        for (int operation = 1; operation <= LATER; operation++) {
            workers.run(parts, count);
            for (int part = 0; part < parts; part++) {
                assertEquals(operation, runs[part], "runs of part " + part);
            }
        }
    }

    /** Returns true after so many questions. */
    private static final class Ticks {

        private int left;

        Ticks(int count) {
            left = count;
        }

        boolean over() {
            return left-- == 0;
        }
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    private static void spinUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
