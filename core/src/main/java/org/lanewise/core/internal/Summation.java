package org.lanewise.core.internal;

import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/** Which of its orders a sum takes, by the shapes alone, as {@link Kernels} says. */
public final class Summation {

    /** Products with at most so many columns are dot products. */
    public static final int NARROW = 16;

    /** So are products with at most so many columns that are {@link #DEEP}. */
    public static final int NARROW_DEEP = 128;

    /** The depth K from which a product is deep. */
    public static final int DEEP = 256;

    /** Minibatches of at most so many examples are prepared; for larger ones preprocessing is folded. */
    public static final int PREPARED = 16;

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
        return columns <= NARROW
                || alongDepth && rows <= NARROW
                || alongDepth && columns <= NARROW_DEEP && depth >= DEEP;
    }
}
