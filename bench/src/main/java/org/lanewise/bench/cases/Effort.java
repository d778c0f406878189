package org.lanewise.bench.cases;

import java.util.Map;
import java.util.Set;
import org.lanewise.bench.benchmarks.SteadyState;
import org.lanewise.bench.implementations.Implementations;

/**
 * What is spent on one case of one implementation.
 *
 * @param forks fresh VMs; code layout and heap differ from one to the next, and so do figures. Half of them for those who
 *     are several times slower in every case, so that no verdict depends on how much they scatter
 * @param quietMillis milliseconds for which the rate of a fork must not have risen, nor anything been compiled, before it is
 *     measured
 * @param iterations iterations that are counted, in each fork
 * @param iterationMillis milliseconds of each
 */
public record Effort(int forks, int quietMillis, int iterations, int iterationMillis) {

    private static final Set<String> FAR_BEHIND =
            Set.of(Implementations.SCALAR, "netlib", "ejml", "math-exp", "lanewise-exp");

    /** Seconds until C2 has compiled most cases, as measured on two cores of a server; {@value #QUICK} for those that are not here. */
    private static final Map<String, Double> COMPILED =
            Map.of(Implementations.SIMD, 1.5, Implementations.AUTO, 0.7, "netlib", 1.2, "lanewise-exp", 1.0);

    private static final double QUICK = 0.3;

    /** The many loops of a step are compiled one after another. */
    private static final Map<String, Double> COMPILED_STEP = Map.of(
            Implementations.SIMD,
            3.5,
            Implementations.AUTO,
            1.5,
            Implementations.OPENBLAS_BYTES,
            1.0,
            "netlib",
            1.5,
            "ejml",
            0.8);

    /** Start of a VM, set-up and check of the answer, as measured there. */
    private static final double SECONDS_AROUND = 0.9;

    /** The same where the data set is opened and a whole step is compared with the scalar kernels'. */
    private static final double SECONDS_AROUND_STEPS = 1.4;

    /** The same where a peer's images are prepared, and its composition is chosen. */
    private static final double SECONDS_AROUND_STEPS_OF_PEERS = 2.1;

    /**
     * The forks of one implementation.
     *
     * @param implementation who is measured
     * @return their number
     */
    public int forks(String implementation) {
        return FAR_BEHIND.contains(implementation) ? (forks + 1) / 2 : forks;
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
        // One iteration more: JMH's own loop is compiled in one that does not count.
        return secondsAround(what, implementation)
                + warmUp(what, implementation, operation)
                + (1 + iterations) * Math.max(operation, iterationMillis / 1e3 + operation / 2);
    }

    private static double secondsAround(BenchmarkCase what, String implementation) {
        if (!what.isWholeStep()) {
            return SECONDS_AROUND;
        }
        return Implementations.isPeer(implementation) ? SECONDS_AROUND_STEPS_OF_PEERS : SECONDS_AROUND_STEPS;
    }

    /** Two operations at least: the first is always the fastest until then. */
    private double warmUp(BenchmarkCase what, String implementation, double operation) {
        double compiled = (what.isWholeStep() ? COMPILED_STEP : COMPILED).getOrDefault(implementation, QUICK);
        double quiet = quietMillis / 1e3;
        return Math.max(2 * operation, Math.min(SteadyState.PATIENCE * quiet, compiled + quiet));
    }

    @Override
    public String toString() {
        return forks + " forks (" + forks(Implementations.SCALAR)
                + " of who is several times slower), each warmed up until"
                + " its rate has not risen for " + quietMillis + " ms, and " + iterations + " x " + iterationMillis
                + " ms measurement";
    }
}
