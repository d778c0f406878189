package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.RowScratch.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Logarithm;
import org.lanewise.core.internal.Machine;

/** Softmax along rows, block by block of rows: see {@link RowPasses}. */
final class SimdRows {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SimdRows() {}

    static void softmax(FloatMatrix scores, FloatMatrix probabilities) {
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

    static void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
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

    /**
     * Losses of some rows and the gradient of their share of a mean.
     *
     * @param from the first row
     * @param length how many rows
     * @param labels the class of each row of {@code scores}
     * @param share what a row's loss is multiplied with in the mean
     * @return the sum of the losses, added to {@code loss} in the order of the rows
     */
    static double crossEntropy(
            double loss, FloatMatrix scores, int from, int length, int[] labels, float share, FloatMatrix gradient) {
        RowScratch scratch = RowScratch.ofThread();
        int stride = stride(scores.columns());
        int block = RowScratch.rowsOfBlock(stride);
        float[] rows = scratch.rows(stride);
        for (int first = from; first < from + length; first += block) {
            int count = Math.min(block, from + length - first);
            exponentials(scores, first, count, rows, stride, scratch);
            loss = addLosses(loss, scores, first, count, labels, scratch);
            RowPasses.inverses(scratch.sums, count, share, scratch.factors);
            RowPasses.storeScaled(rows, stride, scratch.factors, gradient, first, count);
            storeCorrect(rows, stride, scratch.factors, labels, share, gradient, first, count);
        }
        return loss;
    }

    private static int stride(int columns) {
        return Math.ceilDiv(columns, VIRTUAL) * VIRTUAL;
    }

    /** Leaves exponentials times 2^64 in {@code rows}, maxima and sums in scratch. */
    private static void exponentials(
            FloatMatrix scores, int first, int count, float[] rows, int stride, RowScratch scratch) {
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

    private static double addLosses(
            double loss, FloatMatrix scores, int first, int count, int[] labels, RowScratch scratch) {
        MemorySegment segment = scores.segment();
        for (int r = 0; r < count; r++) {
            long offset = scores.offset(first + r) + labels[first + r] * 4L;
            float correct = segment.get(FLOAT, offset) - scratch.maxima[r * STEP];
            loss += logOfSum(scratch, r) - correct;
        }
        return loss;
    }

    /** The gradient with respect to the correct class, which is smaller than the others by the share. */
    private static void storeCorrect(
            float[] rows,
            int stride,
            float[] factors,
            int[] labels,
            float share,
            FloatMatrix gradient,
            int first,
            int count) {
        MemorySegment segment = gradient.segment();
        for (int r = 0; r < count; r++) {
            int label = labels[first + r];
            float value = Machine.fma(rows[r * stride + label], factors[r * STEP], -share);
            segment.set(FLOAT, gradient.offset(first + r) + label * 4L, value);
        }
    }
}
