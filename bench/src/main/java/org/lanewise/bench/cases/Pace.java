package org.lanewise.bench.cases;

import java.util.Map;
import org.lanewise.bench.implementations.Implementations;

/**
 * How slow the slow ones are: for estimates, and for the rule that nobody is measured where one operation would take it
 * more than {@value #PATIENCE} seconds, and its forks minutes.
 */
final class Pace {

    /** One operation may take so many seconds. */
    static final double PATIENCE = 3;

    /** Floating-point operations a second that they make at worst, in large products. */
    private static final Map<String, Double> WORST = Map.of(
            Implementations.SCALAR,
            1e9,
            Implementations.AUTO,
            1e10,
            Implementations.SIMD,
            5e10,
            Implementations.OPENBLAS,
            3e10,
            Implementations.OPENBLAS_BYTES,
            2e10,
            "netlib",
            2e9,
            "ejml",
            4e9);

    private Pace() {}

    /**
     * About how long an operation takes.
     *
     * @param flops of the operation; NaN if they cannot be told
     * @param implementation any name
     * @return seconds; 0 without a count, and for implementations without large ones
     */
    static double seconds(double flops, String implementation) {
        return Double.isNaN(flops) ? 0 : flops / WORST.getOrDefault(implementation, Double.POSITIVE_INFINITY);
    }
}
