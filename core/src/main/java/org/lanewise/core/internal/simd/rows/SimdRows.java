package org.lanewise.core.internal.simd.rows;

import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.rows.RowScratch.STEP;

import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Logarithm;

/** Softmax along rows, block by block of rows: see {@link RowPasses}. */
public final class SimdRows {

    /** A row of scratch is an array of a few more. */
    private static final int MOST_COLUMNS = Integer.MAX_VALUE - 8 * VIRTUAL;

    private SimdRows() {}

    public static void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        if (scores.columns() == 0) {
            return;
        }
        RowScratch scratch = RowScratch.ofThread();
        int stride = stride(scores.columns());
        int block = RowScratch.rowsOfBlock(stride);
        float[] rows = scratch.rows(stride);
        for (int first = 0; first < scores.rows(); first += block) {
            int count = Math.min(block, scores.rows() - first);
            exponentials(scores, first, count, rows, stride, scratch);
            RowPasses.inverses(scratch.sums, count, 1f, scratch.factors);
            RowPasses.storeScaled(rows, stride, scratch.factors, probabilities, first, count);
        }
    }

    public static void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        if (scores.columns() == 0) {
            return;
        }
        RowScratch scratch = RowScratch.ofThread();
        int stride = stride(scores.columns());
        int block = RowScratch.rowsOfBlock(stride);
        float[] rows = scratch.rows(stride);
        for (int first = 0; first < scores.rows(); first += block) {
            int count = Math.min(block, scores.rows() - first);
            exponentials(scores, first, count, rows, stride, scratch);
            for (int r = 0; r < count; r++) {
                scratch.sums[r * STEP] = (float) logOfSum(scratch, r);
            }
            RowPasses.load(scores, first, count, rows, stride);
            RowPasses.subtract(rows, stride, count, scratch.maxima, scratch.sums);
            Arrays.fill(scratch.factors, 0, count * STEP, 1f);
            RowPasses.storeScaled(rows, stride, scratch.factors, logProbabilities, first, count);
        }
    }

    /** Floats of a row in scratch. */
    static int stride(int columns) {
        if (columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("Rows of " + columns + " scores are too long for the scratch of a row; "
                    + MOST_COLUMNS + " are the most.");
        }
        return Math.ceilDiv(columns, VIRTUAL) * VIRTUAL;
    }

    /** Leaves exponentials times 2^64 in {@code rows}, maxima and sums in scratch. */
    static void exponentials(FloatMatrix scores, int first, int count, float[] rows, int stride, RowScratch scratch) {
        RowPasses.load(scores, first, count, rows, stride);
        if (stride == VIRTUAL) {
            RowPasses.maxima(rows, count, scratch.maxima);
            RowExponentials.ofShort(rows, scores.columns(), count, scratch.maxima);
            RowPasses.sums(rows, count, scratch.sums);
        } else {
            RowPasses.maximaOfLanes(rows, stride, count, scratch.lanes);
            RowPasses.maxima(scratch.lanes, count, scratch.maxima);
            RowExponentials.ofLong(rows, stride, count, scratch.maxima, scratch.lanes);
            RowPasses.sums(scratch.lanes, count, scratch.sums);
        }
    }

    private static double logOfSum(RowScratch scratch, int r) {
        return Logarithm.log(scratch.sums[r * STEP] * ExpConstants.UNSCALE);
    }
}
