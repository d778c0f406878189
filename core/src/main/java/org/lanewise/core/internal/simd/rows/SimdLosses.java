package org.lanewise.core.internal.simd.rows;

import static org.lanewise.core.internal.simd.rows.RowScratch.STEP;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.scalar.ScalarLosses;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.SoftmaxCrossEntropy;

/**
 * Losses of rows of scores and their gradients, block by block of rows. A loss leaves in scratch: the losses, the rows
 * and their factors, whose products are the gradient, and what the gradient is for the correct classes instead.
 */
public final class SimdLosses {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SimdLosses() {}

    /**
     * Losses of some rows and the gradient of their share of a mean.
     *
     * @param loss which loss
     * @param scores N x K
     * @param from the first row
     * @param length how many rows
     * @param labels the class of each row of {@code scores}
     * @param share what a row's loss is multiplied with in the mean
     * @param gradient N x K, these rows overwritten
     * @param losses the loss of each row of {@code scores}, overwritten for these
     */
    public static void rows(
            Loss loss,
            FloatMatrix scores,
            int from,
            int length,
            int[] labels,
            float share,
            FloatMatrix gradient,
            double[] losses) {
        RowScratch scratch = RowScratch.ofThread();
        int block = RowScratch.rowsOfBlock(SimdRows.stride(scores.columns()));
        for (int first = from; first < from + length; first += block) {
            int count = Math.min(block, from + length - first);
            block(loss, scores, first, count, labels, share, gradient, scratch);
            System.arraycopy(scratch.losses, 0, losses, first, count);
        }
    }

    /**
     * Losses of all rows and the gradient of their mean.
     *
     * @param loss which loss
     * @param scores N x K
     * @param labels the class of each row
     * @param gradient N x K, overwritten
     * @return the sum of the losses, in the order of the rows
     */
    public static double sum(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        RowScratch scratch = RowScratch.ofThread();
        int block = RowScratch.rowsOfBlock(SimdRows.stride(scores.columns()));
        double sum = 0;
        for (int first = 0; first < scores.rows(); first += block) {
            int count = Math.min(block, scores.rows() - first);
            block(loss, scores, first, count, labels, 1f / scores.rows(), gradient, scratch);
            for (int r = 0; r < count; r++) {
                sum += scratch.losses[r];
            }
        }
        return sum;
    }

    private static void block(
            Loss loss,
            FloatMatrix scores,
            int first,
            int count,
            int[] labels,
            float share,
            FloatMatrix gradient,
            RowScratch scratch) {
        int stride = SimdRows.stride(scores.columns());
        float[] rows = scratch.rows(stride);
        losses(loss, scores, first, count, labels, share, rows, stride, scratch);
        RowPasses.storeScaled(rows, stride, scratch.factors, gradient, first, count);
        storeCorrect(scratch.correct, labels, gradient, first, count);
    }

    /** The loss of each row. */
    public static void each(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        RowScratch scratch = RowScratch.ofThread();
        int stride = SimdRows.stride(scores.columns());
        int block = RowScratch.rowsOfBlock(stride);
        float[] rows = scratch.rows(stride);
        for (int first = 0; first < scores.rows(); first += block) {
            int count = Math.min(block, scores.rows() - first);
            losses(loss, scores, first, count, labels, 1f, rows, stride, scratch);
            System.arraycopy(scratch.losses, 0, losses, first, count);
        }
    }

    private static void losses(
            Loss loss,
            FloatMatrix scores,
            int first,
            int count,
            int[] labels,
            float share,
            float[] rows,
            int stride,
            RowScratch scratch) {
        switch (loss) {
            case SoftmaxCrossEntropy softmax ->
                softmax(softmax, scores, first, count, labels, share, rows, stride, scratch);
            case MulticlassHinge hinge -> hinge(hinge, scores, first, count, labels, share, rows, stride, scratch);
        }
    }

    private static void softmax(
            SoftmaxCrossEntropy loss,
            FloatMatrix scores,
            int first,
            int count,
            int[] labels,
            float share,
            float[] rows,
            int stride,
            RowScratch scratch) {
        int classes = scores.columns();
        float target = loss.correctTarget(classes);
        SimdRows.exponentials(scores, first, count, rows, stride, scratch);
        RowPasses.inverses(scratch.sums, count, share, scratch.factors);
        for (int r = 0; r < count; r++) {
            int label = labels[first + r];
            float weight = loss.weights().of(label);
            float max = scratch.maxima[r * STEP];
            float correct = scores.segment().get(FLOAT, scores.offset(first + r) + label * 4L) - max;
            double others = loss.smoothing() > 0 ? ScalarLosses.sumBelow(scores, first + r, max) : 0;
            scratch.losses[r] = weight * ScalarLosses.softmax(loss, correct, scratch.sums[r * STEP], others, classes);
            float factor = scratch.factors[r * STEP] * weight;
            scratch.factors[r * STEP] = factor;
            scratch.correct[r] = Machine.fma(rows[r * stride + label], factor, -(share * weight * target));
        }
        if (loss.smoothing() > 0) {
            smooth(loss.otherTarget(classes), loss, first, count, labels, share, rows, stride, scratch);
        }
    }

    /** Takes the target probability of the wrong classes from the rows, which are then the gradient itself. */
    private static void smooth(
            float target,
            SoftmaxCrossEntropy loss,
            int first,
            int count,
            int[] labels,
            float share,
            float[] rows,
            int stride,
            RowScratch scratch) {
        float[] others = scratch.sums;
        for (int r = 0; r < count; r++) {
            others[r * STEP] = share * loss.weights().of(labels[first + r]) * target;
        }
        RowPasses.scaleAndSubtract(rows, stride, count, scratch.factors, others);
        Arrays.fill(scratch.factors, 0, count * STEP, 1f);
    }

    private static void hinge(
            MulticlassHinge loss,
            FloatMatrix scores,
            int first,
            int count,
            int[] labels,
            float share,
            float[] rows,
            int stride,
            RowScratch scratch) {
        float[] violations = scratch.maxima;
        RowPasses.load(scores, first, count, rows, stride);
        HingePasses.margins(rows, stride, scores.columns(), count, labels, first, loss.margin(), scratch.factors);
        if (loss.squared()) {
            HingePasses.sumsOfSquares(rows, stride, count, scratch.lanes, scratch.sums);
        } else {
            HingePasses.sums(rows, stride, count, scratch.lanes, scratch.sums);
            HingePasses.indicators(rows, stride, count);
        }
        HingePasses.sums(rows, stride, count, scratch.lanes, violations);
        for (int r = 0; r < count; r++) {
            float weight = loss.weights().of(labels[first + r]);
            float value = scratch.sums[r * STEP];
            float factor = ScalarLosses.hingeFactor(loss, share * weight, value);
            scratch.losses[r] = (double) weight * value;
            scratch.factors[r * STEP] = factor;
            scratch.correct[r] = -(violations[r * STEP] * factor);
        }
    }

    private static void storeCorrect(float[] correct, int[] labels, FloatMatrix gradient, int first, int count) {
        MemorySegment segment = gradient.segment();
        for (int r = 0; r < count; r++) {
            segment.set(FLOAT, gradient.offset(first + r) + labels[first + r] * 4L, correct[r]);
        }
    }
}
