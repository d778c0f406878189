package org.lanewise.core.kernels;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.lanewise.core.internal.Faults;

/**
 * A small fixed group of threads that share the parts of one operation: {@link Kernels#on}.
 *
 * <p>The thread that calls takes part, so {@code of(2)} starts one thread. Between operations helpers wait awake for some
 * microseconds, then sleep. Results do not depend on the number of threads: parts divide what is computed, never a sum.
 *
 * <p><b>Ownership.</b> Whoever makes workers closes them; no thread is started otherwise. Threads are daemons.
 *
 * <p><b>Thread safety.</b> Any thread may use the same workers. They serve one operation at a time: one that comes
 * meanwhile, from another thread or from inside a part, runs on its caller's thread alone, so nested use cannot deadlock.
 */
public final class Workers implements AutoCloseable {

    /** Parts that {@link #run} takes at most. */
    public static final int MAX_PARTS = 0xFFFF;

    /**
     * Rounds of waiting awake, about 100 us: longer than the gaps between the operations of a training step. With fewer
     * the helper sleeps and is woken in each step, which costs more than it saves (docs/lab).
     */
    private static final int SPINS = 2000;

    private static final Workers COMMON = new Workers(0, true);

    private final Helper[] helpers;
    private final Loan[] loans;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** The number of the operation, its parts and the next part: 32, 16 and 16 bits. */
    private final AtomicLong state = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean callerSleeps;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile Thread caller;
    private IntConsumer job;

    private Workers(int ownThreads, boolean borrow) {
        helpers = new Helper[ownThreads];
        loans = new Loan[borrow ? ForkJoinPool.getCommonPoolParallelism() : 0];
        for (int i = 0; i < loans.length; i++) {
            loans[i] = new Loan();
        }
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("lanewise-worker-" + (i + 1));
        }
        try {
            for (Helper helper : helpers) {
                helper.start();
            }
        } catch (Throwable tooManyThreads) {
            end();
            throw tooManyThreads;
        }
    }

    /**
     * Starts threads.
     *
     * @param threads how many compute, the caller's among them; 1 starts none
     * @return the workers, to be closed by the caller
     * @throws IllegalArgumentException if there is not at least one, or there are more than {@value #MAX_PARTS}
     */
    public static Workers of(int threads) {
        if (threads < 1 || threads > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "Workers need 1 to " + MAX_PARTS + " threads, but " + threads + " were asked for.");
        }
        return new Workers(threads - 1, false);
    }

    /**
     * Workers that borrow threads of {@link ForkJoinPool#commonPool()} while an operation lasts. They start no thread of their own,
     * and closing them does nothing.
     *
     * @return the workers, the same every time
     */
    public static Workers common() {
        return COMMON;
    }

    /** {@return how many threads compute, the caller's among them} */
    public int threads() {
        return 1 + helpers.length + loans.length;
    }

    /**
     * Refuses to go on with workers that are closed.
     *
     * @throws IllegalStateException if they are
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("These workers are closed; make new ones with Workers.of.");
        }
    }

    /**
     * Runs a job's parts, each once, on these threads, and returns when all are done. What the caller wrote before, parts
     * see; what parts wrote, the caller sees afterwards.
     *
     * <p>Whatever a part throws, checked exceptions and errors among them, reaches the caller when no part runs any more. Parts not
     * begun by then are left out. If several parts throw, the caller gets the first, with the others as suppressed ones.
     *
     * @param parts how many there are, 0 to {@value #MAX_PARTS}
     * @param job is given the number of a part, from 0
     * @throws IllegalStateException if the workers are closed
     * @throws IllegalArgumentException if there are too many parts, or fewer than 0
     */
    public void run(int parts, IntConsumer job) {
        Objects.requireNonNull(job, "job");
        requireOpen();
        if (parts < 0 || parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "A job has 0 to " + MAX_PARTS + " parts, but " + parts + " were asked for.");
        }
        if (!busy.compareAndSet(false, true)) {
            runAlone(parts, job);
            return;
        }
        caller = Thread.currentThread();
        try {
            if (parts < 2 || threads() == 1) {
                runAlone(parts, job);
            } else {
                share(parts, job);
            }
        } catch (Throwable ofCaller) {
            fail(ofCaller);
            leaveOutTheRest();
        }
        Throwable thrown = finish();
        if (thrown != null) {
            throw Workers.<RuntimeException>unchecked(thrown);
        }
    }

    private static void runAlone(int parts, IntConsumer job) {
        for (int part = 0; part < parts; part++) {
            job.accept(part);
        }
    }

    /** Lets an exception pass that no method declares: a job may be of a language that does not check exceptions. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void share(int parts, IntConsumer shared) {
        job = shared;
        unfinished.set(parts);
        long number = (state.get() >>> 32) + 1;
        state.set(number << 32 | (long) parts << 16);
        wake();
        while (runNext()) {}
    }

    /** Claims what parts are left: where the caller has no stack for more, nobody else may come for them. */
    private void leaveOutTheRest() {
        long now = state.get();
        while ((now & 0xFFFF) < (now >>> 16 & 0xFFFF)) {
            if (state.compareAndSet(now, now + 1)) {
                unfinished.decrementAndGet();
            }
            now = state.get();
        }
    }

    /** Waits for the other threads, whatever happens, and makes way for the next operation; what was thrown first, or null. */
    private Throwable finish() {
        while (unfinished.get() > 0) {
            try {
                awaitOthers();
            } catch (Throwable ofWaiting) {
                fail(ofWaiting);
            }
        }
        Throwable thrown = failure.get();
        failure.set(null);
        job = null;
        caller = null;
        busy.set(false);
        return thrown;
    }

    private void wake() {
        for (Helper helper : helpers) {
            if (helper.sleeps) {
                LockSupport.unpark(helper);
            }
        }
        for (Loan loan : loans) {
            loan.offer();
        }
    }

    /** Claims a part and runs it; false if none is left. */
    private boolean runNext() {
        long now = state.get();
        int part = (int) (now & 0xFFFF);
        if (part >= (now >>> 16 & 0xFFFF)) {
            return false;
        }
        IntConsumer current = job;
        // Success means that this operation still has an unfinished part, so what was read is its job.
        if (state.compareAndSet(now, now + 1)) {
            runPart(current, part);
        }
        return true;
    }

    /** Counts the part as finished whatever happens in it: the caller waits for that. */
    private void runPart(IntConsumer current, int part) {
        try {
            if (failure.get() == null) {
                current.accept(part);
                Faults.raise();
            }
        } catch (Throwable thrown) {
            fail(thrown);
        } finally {
            if (unfinished.decrementAndGet() == 0 && callerSleeps) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void fail(Throwable thrown) {
        if (!failure.compareAndSet(null, thrown) && failure.get() != thrown) {
            failure.get().addSuppressed(thrown);
        }
    }

    private void awaitOthers() {
        for (int i = 0; i < SPINS && unfinished.get() > 0; i++) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        callerSleeps = true;
        while (unfinished.get() > 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        callerSleeps = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the threads, after the operation that they are at. Closing again does nothing.
     *
     * @throws IllegalStateException if a part of an operation on these workers closes them
     */
    @Override
    public void close() {
        if (this == COMMON) {
            return;
        }
        Thread current = Thread.currentThread();
        if (current == caller || current instanceof Helper helper && helper.isOf(this)) {
            throw new IllegalStateException("A part of an operation cannot close the workers that it runs on.");
        }
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        while (!busy.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
        end();
        busy.set(false);
    }

    private void end() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    /** A thread of these workers. */
    private final class Helper extends Thread {

        private volatile boolean sleeps;

        Helper(String name) {
            super(name);
            setDaemon(true);
        }

        boolean isOf(Workers workers) {
            return workers == Workers.this;
        }

        @Override
        public void run() {
            while (!closed) {
                try {
                    takePart();
                } catch (Throwable ofNoPart) {
                    // As memory that ran out while a part's failure was noted; the next operation needs this thread all
                    // the same.
                    sleeps = false;
                }
            }
        }

        private void takePart() {
            int idle = 0;
            while (idle < SPINS && !closed) {
                idle = runNext() ? 0 : idle + 1;
                Thread.onSpinWait();
            }
            sleeps = true;
            if (!closed && !runNext()) {
                LockSupport.park(Workers.this);
                Thread.interrupted();
            }
            sleeps = false;
        }
    }

    /** A thread of the common pool, for as long as parts are left; used again and again, so nothing is allocated. */
    private final class Loan extends ForkJoinTask<Void> {

        private static final long serialVersionUID = 1L;

        private boolean offered;

        /** Offers it once more, unless the pool has not come to the last offer yet; then that one serves. */
        void offer() {
            if (!offered || isDone()) {
                offered = true;
                reinitialize();
                ForkJoinPool.commonPool().execute(this);
            }
        }

        @Override
        protected boolean exec() {
            while (runNext()) {}
            return true;
        }

        @Override
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void none) {}
    }
}
