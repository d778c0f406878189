package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.fma;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.core.data.FloatMatrix;

/**
 * Softmax along rows. A row is copied into scratch and padded with -infinity to whole groups of 16, which changes
 * neither its maximum nor its sum of exponentials, so that no loop has a tail.
 */
final class SimdRows {

    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

    private SimdRows() {}

    static void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        int columns = scores.columns();
        int padded = padded(columns);
        float[] row = Scratch.ofThread().row(padded + VIRTUAL);
        for (int i = 0; i < scores.rows(); i++) {
            load(scores, i, row, padded);
            exponentials(row, padded, max(row, padded));
            scale(row, padded, 1f / sum(row, padded), 1f);
            Copies.toSegment(row, 0, probabilities.segment(), probabilities.offset(i), columns);
        }
    }

    static void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        int columns = scores.columns();
        int padded = padded(columns);
        float[] row = Scratch.ofThread().row(padded + VIRTUAL);
        for (int i = 0; i < scores.rows(); i++) {
            load(scores, i, row, padded);
            float max = max(row, padded);
            exponentials(row, padded, max);
            float logSum = (float) StrictMath.log(sum(row, padded));
            load(scores, i, row, padded);
            subtract(row, padded, max, logSum);
            Copies.toSegment(row, 0, logProbabilities.segment(), logProbabilities.offset(i), columns);
        }
    }

    /**
     * Losses of some rows and the gradient of their share of a mean.
     *
     * @param first the first row
     * @param count how many rows
     * @param labels the class of each row of {@code scores}
     * @param share what a row's loss is multiplied with in the mean
     * @return the sum of the losses, added to {@code loss} in the order of the rows
     */
    static double crossEntropy(
            double loss, FloatMatrix scores, int first, int count, int[] labels, float share, FloatMatrix gradient) {
        int columns = scores.columns();
        int padded = padded(columns);
        float[] row = Scratch.ofThread().row(padded + VIRTUAL);
        for (int i = first; i < first + count; i++) {
            int label = labels[i];
            load(scores, i, row, padded);
            float max = max(row, padded);
            float correct = row[label] - max;
            exponentials(row, padded, max);
            float sum = sum(row, padded);
            loss += StrictMath.log(sum) - correct;
            float inverse = 1f / sum;
            float gradientOfCorrect = (row[label] * inverse - 1f) * share;
            scale(row, padded, inverse, share);
            row[label] = gradientOfCorrect;
            Copies.toSegment(row, 0, gradient.segment(), gradient.offset(i), columns);
        }
        return loss;
    }

    private static int padded(int columns) {
        return Math.ceilDiv(columns, VIRTUAL) * VIRTUAL;
    }

    private static void load(FloatMatrix scores, int i, float[] row, int padded) {
        Copies.toArray(scores.segment(), scores.offset(i), row, 0, scores.columns());
        Arrays.fill(row, scores.columns(), padded, Float.NEGATIVE_INFINITY);
    }

    private static float max(float[] row, int padded) {
        FloatVector max = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < padded; j += L) {
            max = max.max(FloatVector.fromArray(F, row, j));
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    /** Replaces f by exp(f - shift), in the steps that {@link org.lanewise.core.internal.ExpConstants} describes. */
    private static void exponentials(float[] row, int padded, float shift) {
        for (int j = 0; j < padded; j += L) {
            FloatVector x =
                    FloatVector.fromArray(F, row, j).sub(shift).min(MAX + 1).max(MIN - 1);
            FloatVector rounded = fma(x, FloatVector.broadcast(F, LOG2_E), FloatVector.broadcast(F, ROUND));
            FloatVector minusN = FloatVector.broadcast(F, ROUND).sub(rounded);
            FloatVector r = fma(minusN, FloatVector.broadcast(F, LN2_HIGH), x);
            r = fma(minusN, FloatVector.broadcast(F, LN2_LOW), r);
            FloatVector q = fma(FloatVector.broadcast(F, Q5), r, FloatVector.broadcast(F, Q4));
            q = fma(q, r, FloatVector.broadcast(F, Q3));
            q = fma(q, r, FloatVector.broadcast(F, Q2));
            q = fma(q, r, FloatVector.broadcast(F, Q1));
            q = fma(q, r, FloatVector.broadcast(F, Q0));
            q = fma(q, r, FloatVector.broadcast(F, 1f));
            FloatVector p = fma(q, r, FloatVector.broadcast(F, 1f));
            IntVector n = rounded.reinterpretAsInts().sub(ROUND_BITS);
            IntVector half = n.lanewise(VectorOperators.ASHR, 1);
            FloatVector scaleA =
                    half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector scaleB =
                    n.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            p.mul(scaleA).mul(scaleB).intoArray(row, j);
        }
    }

    /** Sum in 16 virtual lanes, which are left behind the row. */
    private static float sum(float[] row, int padded) {
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            FloatVector sum = FloatVector.zero(F);
            for (int j = lane; j < padded; j += VIRTUAL) {
                sum = sum.add(FloatVector.fromArray(F, row, j));
            }
            sum.intoArray(row, padded + lane);
        }
        return Lanes.tree(row, padded);
    }

    private static void scale(float[] row, int padded, float first, float second) {
        for (int j = 0; j < padded; j += L) {
            FloatVector.fromArray(F, row, j).mul(first).mul(second).intoArray(row, j);
        }
    }

    private static void subtract(float[] row, int padded, float first, float second) {
        for (int j = 0; j < padded; j += L) {
            FloatVector.fromArray(F, row, j).sub(first).sub(second).intoArray(row, j);
        }
    }
}
