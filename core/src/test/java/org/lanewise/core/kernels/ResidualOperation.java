package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;

/** An operation of the residual suite. */
interface ResidualOperation {

    /**
     * Draws a case, runs it, and fails if the scalar kernels give other bits, if something was written outside the outputs
     * or an input changed, or if an overlap that is refused wrote anything.
     *
     * @return how far the result is from one in double precision
     */
    Residual run(SplittableRandom random, Arena arena, Kernels kernels);
}
