package org.lanewise.core.internal.adaptive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.lanewise.core.kernels.Kernels;

/**
 * Decides for calls of one kind whether the SIMD kernels are compiled. Closed, the plain loops compute; beside them, in a share
 * of the time that they took, a {@link SmallProblem} runs on the SIMD kernels until C2 has compiled what it needs. Open, the
 * SIMD kernels compute on trial: a call that is slower than the plain loops closes the gate again, so that what is badly
 * compiled costs one call. After some good calls it is settled, and nobody measures any longer.
 *
 * <p>For several threads: what they measure may get mixed up, what they compute not.
 */
final class Gate {

    /** Nanoseconds of plain loops before the first small problem: who makes a few calls does not wait for it. */
    private static final long FIRST = 150_000_000;

    /** Small problems may take as much time as the plain loops in the beginning, which is most of a VM's first seconds... */
    private static final long EAGER = 1_500_000_000;

    /** ... and then a third of that. */
    private static final double PATIENT = 1 / 3.0;

    /** Nanoseconds of small problems beside one call, about at most. */
    private static final long AT_ONCE = 10_000_000;

    /**
     * How much slower than the plain loops a small problem may be per unit of work: what is compiled is at most a few times
     * slower, for small problems are little work for a call; what is not compiled is a hundred times slower.
     */
    private static final double SMALL = 8;

    /** Good calls until it is settled. */
    private static final int TRIALS = 20;

    /** How much slower than the plain loops a call on trial may be: they are measured beside other work. */
    private static final double TOLERANCE = 1.5;

    private final AtomicBoolean busy = new AtomicBoolean();
    private final Kind kind;
    private Supplier<SmallProblem> maker;
    private SmallProblem problem;
    private volatile boolean open;
    private volatile boolean settled;
    private double plainRate;
    private long plainNanos;
    private long smallNanos;
    private long lastSmall;
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
        if (plainRate > 0 && nanos > TOLERANCE * plainRate * work + 1000) {
            open = false;
            good = 0;
        } else if (++good >= TRIALS) {
            settled = true;
            problem = null;
            maker = null;
        }
    }

    /** A call of the plain loops is done; now there is some time for a small problem. */
    void plainTook(long nanos, double work, Kernels fast) {
        double rate = nanos / Math.max(1, work);
        plainRate = plainRate == 0 ? rate : Math.min(rate, plainRate * 1.05);
        plainNanos += nanos;
        if (plainNanos > FIRST && busy.compareAndSet(false, true)) {
            try {
                long before = smallNanos;
                boolean goesOn = true;
                while (goesOn && smallNanos + lastSmall <= allowed() && smallNanos - before < AT_ONCE) {
                    goesOn = small(fast);
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /** Nanoseconds that small problems may have taken by now. */
    private double allowed() {
        return Math.min(plainNanos, EAGER) + PATIENT * Math.max(0, plainNanos - EAGER);
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
        smallNanos += lastSmall;
        open = lastSmall < SMALL * plainRate * mine.work();
        return !open;
    }

    /**
     * Tries the SIMD kernels at once where others of this kind are compiled already: by a small problem, which costs little.
     *
     * @param usualRate what the plain loops took there per unit of work
     */
    void tryAtOnce(Kernels fast, double usualRate) {
        plainRate = usualRate;
        small(fast);
        small(fast);
    }
}
