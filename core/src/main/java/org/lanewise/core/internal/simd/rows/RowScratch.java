package org.lanewise.core.internal.simd.rows;

import org.lanewise.core.internal.simd.lanes.Lanes;

/** Scratch of one thread for softmax and losses along a block of rows. */
final class RowScratch {

    /** Most rows of a block. */
    static final int ROWS = 64;

    /** Floats of a block of several rows: with the rows' scores and results about half of L1. */
    private static final int FLOATS = 2048;

    /** Distance of the values of two rows in an array of one value a row, since the last steps to it have four. */
    static final int STEP = 4;

    /** Vectors reach at most so many floats beyond the elements that they are about. */
    private static final int REACH = 2 * Lanes.VIRTUAL;

    private static final ThreadLocal<RowScratch> OF_THREAD = ThreadLocal.withInitial(RowScratch::new);

    /** Virtual lanes of the maximum or the sum of each row. */
    final float[] lanes = new float[ROWS * Lanes.VIRTUAL + REACH];

    /** The maximum of each row, {@link #STEP} apart. */
    final float[] maxima = new float[ROWS * STEP + REACH];

    /** The sum of each row, {@link #STEP} apart. */
    final float[] sums = new float[ROWS * STEP + REACH];

    /** What is done with all elements of a row in the end, {@link #STEP} apart. */
    final float[] factors = new float[ROWS * STEP + REACH];

    /** The loss of each row. */
    final double[] losses = new double[ROWS];

    /** The gradient with respect to the correct class of each row. */
    final float[] correct = new float[ROWS];

    private float[] rows = new float[FLOATS + REACH];

    private RowScratch() {}

    static RowScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Rows of a block whose rows have {@code stride} floats. */
    static int rowsOfBlock(int stride) {
        return Math.max(1, Math.min(ROWS, FLOATS / stride));
    }

    /** The elements of a block whose rows have {@code stride} floats. */
    float[] rows(int stride) {
        if (rows.length < stride + REACH) {
            rows = new float[stride + REACH];
        }
        return rows;
    }
}
