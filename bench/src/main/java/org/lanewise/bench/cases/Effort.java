package org.lanewise.bench.cases;

import org.lanewise.bench.implementations.Implementations;

/**
 * What is spent on one case of one implementation.
 *
 * @param forks fresh VMs; code layout and heap differ from one to the next, and so do figures
 * @param warmups iterations that are not counted, in each fork; {@value #SLOW_START} times as many on the Vector API,
 *     {@value #SLOWEST_START} times as many where a whole step of Lanewise's training is measured
 * @param warmupMillis milliseconds of each
 * @param iterations iterations that are counted, in each fork
 * @param iterationMillis milliseconds of each
 */
public record Effort(int forks, int warmups, int warmupMillis, int iterations, int iterationMillis) {

    private static final int SLOW_START = 3;

    /** The many loops of a step are compiled one after another: everyone's throughput rises for three to four seconds. */
    private static final int SLOWEST_START = 8;

    /** Start of a VM, set-up and check of the answer, as measured on two cores of a server. */
    private static final double SECONDS_AROUND = 0.9;

    /**
     * Iterations that are not counted.
     *
     * @param what the case
     * @param implementation who is measured
     * @return their number in each fork
     */
    public int warmups(BenchmarkCase what, String implementation) {
        if (what.isWholeStep() && !Implementations.isPeer(implementation)) {
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
        // One call of a large case may outlast an iteration.
        double operation = Pace.seconds(what.flops(), implementation);
        return SECONDS_AROUND
                + warmups(what, implementation) * Math.max(operation, warmupMillis / 1e3)
                + iterations * Math.max(operation, iterationMillis / 1e3);
    }

    @Override
    public String toString() {
        return forks + " forks, each " + warmups + " x " + warmupMillis
                + " ms warm-up (on the Vector API "
                + SLOW_START * warmups + ", for Lanewise's training steps " + SLOWEST_START * warmups + ") and "
                + iterations
                + " x "
                + iterationMillis + " ms measurement";
    }
}
