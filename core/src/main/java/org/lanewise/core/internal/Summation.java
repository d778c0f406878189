package org.lanewise.core.internal;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/** In which of its two orders a matrix product is summed, as {@link Kernels} says. */
public final class Summation {

    private Summation() {}

    /**
     * Whether elements are dot products in virtual lanes, not chains.
     *
     * @param transposeA whether A is read transposed
     * @param transposeB whether B is read transposed
     * @param c C
     * @return the shapes' answer
     */
    public static boolean inLanes(Transpose transposeA, Transpose transposeB, FloatMatrix c) {
        return c.columns() <= Kernels.NARROW
                || transposeA == Transpose.NO
                        && transposeB == Transpose.YES
                        && (c.columns() <= Kernels.NARROW_ALONG || c.rows() <= Kernels.NARROW);
    }
}
