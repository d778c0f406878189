package org.lanewise.core.internal.simd;

/** Scratch of one thread for a block of rows: see {@link SimdRows}. */
final class RowScratch {

    /** Most rows of a block. */
    static final int ROWS = 64;

    /** Elements of a block of rows that are not longer: half of L1. */
    private static final int ELEMENTS = 4096;

    /** Distance of the values of two rows in an array of one value a row: four lanes a row are the last step but one. */
    static final int STEP = 4;

    private static final ThreadLocal<RowScratch> OF_THREAD = ThreadLocal.withInitial(RowScratch::new);

    /** Virtual lanes of maxima or sums; of short rows their scores. */
    final float[] lanes = new float[ROWS * Lanes.VIRTUAL + 2 * Lanes.VIRTUAL];

    /** The maximum of each row. */
    final float[] maxima = new float[ROWS * STEP + 2 * Lanes.VIRTUAL];

    /** The sum of each row, then what to do with it. */
    final float[] sums = new float[ROWS * STEP + 2 * Lanes.VIRTUAL];

    /** Exponentials. */
    float[] exponentials = new float[ELEMENTS + 64];

    private RowScratch() {}

    static RowScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Makes room for at least one row. */
    static RowScratch ofThread(int stride) {
        RowScratch scratch = OF_THREAD.get();
        if (scratch.exponentials.length < stride) {
            scratch.exponentials = new float[stride];
        }
        return scratch;
    }

    static int rows(int stride) {
        return Math.max(1, Math.min(ROWS, ELEMENTS / stride));
    }
}
