package org.lanewise.core.internal.adaptive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.lanewise.core.kernels.Kernels;

/**
 * Decides for calls of one kind whether the SIMD kernels are compiled. Closed, the plain loops compute; beside them, in a share
 * of the time that they took, a {@link SmallProblem} runs on the SIMD kernels until C2 has compiled the innermost loops. Open,
 * the SIMD kernels compute on trial. Where they are slower than the plain loops, which is so until C2 has compiled the rest of
 * them too, the same share of time pays for the difference; once it is used up the gate closes for a while, so that what is
 * badly compiled costs little and is not chosen. After some good calls it is settled, and nobody measures any longer.
 *
 * <p>For several threads: what they measure may get mixed up, what they compute not.
 */
final class Gate {

    /** Nanoseconds of plain loops before the first small problem: who makes a few calls does not wait for it. */
    private static final long FIRST = 150_000_000;

    /** Warming up may take as much time as the plain loops in the beginning, which is most of a VM's first seconds... */
    private static final long EAGER = 1_500_000_000;

    /** ... and then a third of that... */
    private static final double PATIENT = 1 / 3.0;

    /** ... for so many nanoseconds, and then a fiftieth. */
    private static final long PATIENCE = 10_000_000_000L;

    private static final double TIRED = 1 / 50.0;

    /** Nanoseconds of small problems beside one call, about at most: as many as the call took, between these. */
    private static final long AT_ONCE = 10_000_000;

    private static final long MOST_AT_ONCE = 50_000_000;

    /** A call of seconds may have a quarter of its time beside it: there will not be many. */
    private static final long PART_OF_LONG = 4;

    /**
     * How much slower than the plain loops a small problem may be per unit of work: what is compiled is at most a few times
     * slower, for small problems are little work for a call; what is not compiled is a hundred times slower.
     */
    private static final double SMALL = 8;

    /** Nanoseconds of a call, if it is as slow per unit of work as a small problem, that may be tried before that. */
    private static final double HARMLESS = 200_000_000;

    /** Good calls until it is settled. */
    private static final int TRIALS = 20;

    /** How much slower than the plain loops a good call may be: they are measured beside other work. */
    private static final double TOLERANCE = 1.5;

    /** How much slower than the plain loops a call may be without closing the gate at once. */
    private static final double BAD = 10;

    /** How much faster a small problem must be after a bad call, before the next. */
    private static final double BETTER = 0.7;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final Kind kind;
    private Supplier<SmallProblem> maker;
    private SmallProblem problem;
    private volatile boolean open;
    private volatile boolean settled;
    private double plainRate;

    /** Nanoseconds that plain loops took, or would have taken. */
    private double plainNanos;

    /** Nanoseconds that were spent on warming up. */
    private double spent;

    private long lastSmall;

    /** Nanoseconds of the small problem that are too many for a trial. */
    private double tooSlow = Double.MAX_VALUE;

    private int good;

    Gate(Kind kind, Supplier<SmallProblem> maker) {
        this.kind = kind;
        this.maker = maker;
    }

    Kind kind() {
        return kind;
    }

    /** Whether the SIMD kernels compute, and need not be measured. */
    boolean isSettled() {
        return settled;
    }

    /** Whether the SIMD kernels compute. */
    boolean isOpen() {
        return open;
    }

    /** {@return what the plain loops take per unit of work, in nanoseconds; 0 if that is not known} */
    double plainRate() {
        return plainRate;
    }

    /** The SIMD kernels are compiled, as far as anyone knows. */
    void open() {
        open = true;
    }

    /** A call of the SIMD kernels on trial is done. */
    void fastTook(long nanos, double work) {
        double plain = plainRate * work;
        plainNanos += plain;
        if (plain == 0 || nanos <= TOLERANCE * plain + 1000) {
            if (++good >= TRIALS) {
                settle();
            }
            return;
        }
        good = 0;
        spent += nanos - plain;
        if (nanos > BAD * plain) {
            open = false;
            tooSlow = BETTER * lastSmall;
        } else if (spent > allowed()) {
            open = false;
        }
    }

    private void settle() {
        settled = true;
        problem = null;
        maker = null;
    }

    /** A call of the plain loops is done; now there is some time to warm up. */
    void plainTook(long nanos, double work, Kernels fast) {
        double rate = nanos / Math.max(1, work);
        plainRate = plainRate == 0 ? rate : Math.min(rate, plainRate * 1.05);
        plainNanos += nanos;
        if (plainNanos > FIRST && spent <= allowed() && busy.compareAndSet(false, true)) {
            try {
                double before = spent;
                long atOnce = Math.max(Math.clamp(nanos, AT_ONCE, MOST_AT_ONCE), nanos / PART_OF_LONG);
                open = canTry(work);
                while (!open && spent + lastSmall <= allowed() && spent - before < atOnce) {
                    if (!small(fast)) {
                        return;
                    }
                    open = canTry(work);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /**
     * Runs the small problem until C2 has compiled the innermost loops, so that the next call is a trial. The plain loops must have
     * computed a call before.
     *
     * @param end when to give up, by {@link System#nanoTime}
     */
    void warmUp(Kernels fast, long end) {
        if (plainRate > 0 && !open && busy.compareAndSet(false, true)) {
            try {
                while (!open && System.nanoTime() < end && small(fast)) {
                    SmallProblem mine = problem;
                    open = mine == null || isCompiled(mine);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /** Nanoseconds that warming up may have taken by now. */
    private double allowed() {
        double patient = Math.clamp(plainNanos - EAGER, 0.0, PATIENCE);
        return Math.min(plainNanos, EAGER) + PATIENT * patient + TIRED * Math.max(0, plainNanos - EAGER - PATIENCE);
    }

    /** Whether the small problem is fast enough for a call of the SIMD kernels. */
    private boolean canTry(double work) {
        SmallProblem mine = problem;
        if (mine == null || lastSmall == 0) {
            return false;
        }
        return isCompiled(mine) || lastSmall <= tooSlow && lastSmall / mine.work() * work < HARMLESS;
    }

    private boolean isCompiled(SmallProblem ofThis) {
        return lastSmall < SMALL * plainRate * ofThis.work();
    }

    /** Runs the small problem; false if it is of no use to go on. */
    private boolean small(Kernels fast) {
        Supplier<SmallProblem> made = maker;
        if (made == null) {
            return false; // another thread has settled it
        }
        SmallProblem mine = problem;
        long start = 0;
        try {
            if (mine == null) {
                mine = made.get();
                problem = mine;
            }
            start = System.nanoTime();
            mine.call().run(fast);
        } catch (IllegalStateException | OutOfMemoryError notNow) {
            // As workers that are being closed; the caller's own call is done, and is not to fail for it.
            return false;
        }
        lastSmall = System.nanoTime() - start;
        spent += lastSmall;
        return true;
    }

    /**
     * Tries the SIMD kernels at once where others of this kind are compiled already: by a small problem, which costs little.
     *
     * @param usualRate what the plain loops took there per unit of work
     */
    void tryAtOnce(Kernels fast, double usualRate) {
        plainRate = usualRate;
        if (small(fast) && small(fast)) {
            open = isCompiled(problem);
        }
    }
}
