package org.lanewise.bench.cases;

import java.util.Set;
import org.lanewise.bench.implementations.Implementations;

/**
 * What is spent on one case of one implementation.
 *
 * @param forks fresh VMs; code layout and heap differ from one to the next, and so do figures
 * @param warmups iterations that are not counted, in each fork; {@value #SLOW_START} times as many on the Vector API,
 *     {@value #SLOWEST_START} times as many for vectorized steps of training
 * @param warmupMillis milliseconds of each
 * @param iterations iterations that are counted, in each fork
 * @param iterationMillis milliseconds of each
 */
public record Effort(int forks, int warmups, int warmupMillis, int iterations, int iterationMillis) {

    private static final int SLOW_START = 3;

    /** The many loops of their steps are compiled one after another: throughput rises for three to four seconds. */
    private static final Set<String> MANY_LOOPS = Set.of(Implementations.AUTO, Implementations.SIMD);

    private static final int SLOWEST_START = 9;

    /** Start of a VM, set-up and check of the answer, as measured on two cores of a server. */
    private static final double SECONDS_AROUND = 1.0;

    /** The same where the data set is opened and a whole step is compared with the scalar kernels'. */
    private static final double SECONDS_AROUND_STEPS = 1.9;

    /**
     * Iterations that are not counted.
     *
     * @param what the case
     * @param implementation who is measured
     * @return their number in each fork
     */
    public int warmups(BenchmarkCase what, String implementation) {
        if (what.isWholeStep() && MANY_LOOPS.contains(implementation)) {
            return SLOWEST_START * warmups;
        }
        return Implementations.isSlowStart(implementation) ? SLOW_START * warmups : warmups;
    }

    /**
     * The time that one fork takes.
     *
     * @param what the case
     * @param implementation who is measured
     * @return about so many seconds
     */
    public double secondsPerFork(BenchmarkCase what, String implementation) {
        double operation = Pace.seconds(what.flops(), implementation);
        return (what.isWholeStep() ? SECONDS_AROUND_STEPS : SECONDS_AROUND)
                + warmups(what, implementation) * seconds(warmupMillis, operation)
                + iterations * seconds(iterationMillis, operation);
    }

    /** An iteration goes on until its last operation is over: half of one too long on average, and at least one. */
    private static double seconds(int iterationMillis, double operation) {
        return Math.max(operation, iterationMillis / 1e3 + operation / 2);
    }

    @Override
    public String toString() {
        return forks + " forks, each " + warmups + " x " + warmupMillis
                + " ms warm-up (on the Vector API "
                + SLOW_START * warmups + ", for steps of auto and simd " + SLOWEST_START * warmups + ") and "
                + iterations
                + " x "
                + iterationMillis + " ms measurement";
    }
}
