package org.lanewise.core.internal;

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
     * @param rows M
     * @param columns N
     * @param depth K
     * @return the shape's answer
     */
    public static boolean inLanes(Transpose transposeA, Transpose transposeB, int rows, int columns, int depth) {
        boolean alongDepth = transposeA == Transpose.NO && transposeB == Transpose.YES;
        return columns <= Kernels.NARROW
                || alongDepth && rows <= Kernels.NARROW
                || alongDepth && columns <= Kernels.NARROW_DEEP && depth >= Kernels.DEEP;
    }
}
