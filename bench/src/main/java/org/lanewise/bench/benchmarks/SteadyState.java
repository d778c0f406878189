package org.lanewise.bench.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/**
 * Warms an operation up until it gets no faster: until for some time no stretch of calls was faster than the best before
 * it, and the VM's own threads, the compilers above all, had next to nothing to do. A rate alone does not tell: it can
 * stand still for a second and a half while C2 is at work, and then triple. A fixed time is too short for some code, and
 * lost on all other. Time is that of the processor, so that other programs, which slow compilers down too, do not end it
 * early.
 */
public final class SteadyState {

    private static final String PROPERTY = "lanewise.bench.quiet";

    /** A stretch is faster by this factor, or else it is noise. */
    private static final double RISE = 1.02;

    /** Cores that the VM's own threads are busy with while something is compiled. */
    private static final double BUSY = 0.25;

    /** Quiet times after which it is given up: on a busy machine rates need never come to rest. */
    public static final int PATIENCE = 60;

    /** Nanoseconds of a stretch of calls, or one call if it takes longer. */
    private static final long STRETCH = 50_000_000;

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Takes the results, so that nothing is computed in vain. */
    private static volatile Object sink;

    private final Supplier<?> operation;
    private final int helpers;

    private SteadyState(Supplier<?> operation, int helpers) {
        this.operation = operation;
        this.helpers = helpers;
    }

    /**
     * The option that tells a fork.
     *
     * @param quietMillis how long the rate must not have risen
     * @return an option of its VM
     */
    public static String asVmOption(int quietMillis) {
        return "-D" + PROPERTY + "=" + quietMillis;
    }

    /** Calls an operation until it is as fast as it gets. In a VM that was told nothing it does nothing. */
    static void reach(Supplier<?> operation) {
        reach(operation, 0);
    }

    /** The same where so many native threads help, which compute for as long as they are called, or wait for calls. */
    static void reach(Supplier<?> operation, int helpers) {
        int quietMillis = Integer.getInteger(PROPERTY, 0);
        if (quietMillis > 0) {
            reach(operation, helpers, quietMillis);
        }
    }

    static void reach(Supplier<?> operation, int helpers, int quietMillis) {
        new SteadyState(operation, helpers).reach(quietMillis * 1_000_000L);
    }

    private void reach(long quiet) {
        long start = System.nanoTime();
        long quietSince = THREADS.getCurrentThreadCpuTime();
        double best = 0;
        long now;
        do {
            long own = THREADS.getCurrentThreadCpuTime();
            long vm = cpuTimeOfTheVm();
            double rate = callsPerSecond();
            now = THREADS.getCurrentThreadCpuTime();
            double busy = (double) (cpuTimeOfTheVm() - vm) / (now - own);
            if (rate > RISE * best || busy > BUSY + helpers) {
                quietSince = now;
            }
            best = Math.max(best, rate);
        } while (now - quietSince < quiet && System.nanoTime() - start < PATIENCE * quiet);
    }

    private double callsPerSecond() {
        long start = System.nanoTime();
        long nanos;
        int calls = 0;
        do {
            sink = operation.get();
            calls++;
            nanos = System.nanoTime() - start;
        } while (nanos < STRETCH);
        return calls * 1e9 / nanos;
    }

    /** Nanoseconds that all threads of this process have computed but for those of Java. */
    private static long cpuTimeOfTheVm() {
        long time = PROCESS.getProcessCpuTime();
        for (long thread : THREADS.getAllThreadIds()) {
            time -= Math.max(0, THREADS.getThreadCpuTime(thread));
        }
        return time;
    }
}
