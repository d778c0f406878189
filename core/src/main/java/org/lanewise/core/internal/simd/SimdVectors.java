package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.fma;
import static org.lanewise.core.internal.simd.Lanes.load;
import static org.lanewise.core.internal.simd.Lanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** Passes over parameters: folding, unfolding, update, sum of squares. */
final class SimdVectors {

    /** Rows whose sums run side by side: one alone waits for the latency of its multiply-adds. */
    private static final int ROWS = 4;

    private SimdVectors() {}

    static void fold(LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix bias) {
        float[] lanes = Scratch.ofThread().row(ROWS * VIRTUAL);
        FloatMatrix mean = preprocessing.mean();
        int classes = model.classes();
        int features = model.features();
        int vectorEnd = features - features % VIRTUAL;
        for (int k = 0; k < classes; k += ROWS) {
            int rows = Math.min(ROWS, classes - k);
            for (int r = 0; r < rows; r++) {
                multiplyRow(model.weights(), k + r, preprocessing.scale(), foldedWeights);
            }
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                dotRows(foldedWeights, k, mean, lane, vectorEnd, lanes);
            }
            for (int r = 0; r < rows; r++) {
                addTail(foldedWeights, k + r, mean, 0, vectorEnd, lanes, r * VIRTUAL);
                bias.set(k + r, 0, model.bias().get(k + r, 0) - Lanes.tree(lanes, r * VIRTUAL));
            }
        }
    }

    private static void multiplyRow(FloatMatrix a, int row, FloatMatrix factors, FloatMatrix target) {
        MemorySegment aSegment = a.segment();
        MemorySegment fSegment = factors.segment();
        MemorySegment tSegment = target.segment();
        long aOffset = a.offset(row);
        long fOffset = factors.offset();
        long tOffset = target.offset(row);
        int n = a.columns();
        int d = 0;
        for (; d <= n - L; d += L) {
            long bytes = (long) d * Float.BYTES;
            store(load(aSegment, aOffset + bytes).mul(load(fSegment, fOffset + bytes)), tSegment, tOffset + bytes);
        }
        for (; d < n; d++) {
            target.set(row, d, a.get(row, d) * factors.get(0, d));
        }
    }

    /** Virtual lanes of the dot products of some rows with one; beyond the last row the last one stands in. */
    private static void dotRows(FloatMatrix a, int row, FloatMatrix b, int lane, int vectorEnd, float[] lanes) {
        MemorySegment aSegment = a.segment();
        MemorySegment bSegment = b.segment();
        long bOffset = b.offset();
        int last = a.rows() - 1;
        long a0 = a.offset(row);
        long a1 = a.offset(Math.min(row + 1, last));
        long a2 = a.offset(Math.min(row + 2, last));
        long a3 = a.offset(Math.min(row + 3, last));
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int d = lane; d < vectorEnd; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            FloatVector x = load(bSegment, bOffset + bytes);
            s0 = fma(load(aSegment, a0 + bytes), x, s0);
            s1 = fma(load(aSegment, a1 + bytes), x, s1);
            s2 = fma(load(aSegment, a2 + bytes), x, s2);
            s3 = fma(load(aSegment, a3 + bytes), x, s3);
        }
        s0.intoArray(lanes, lane);
        s1.intoArray(lanes, lane + VIRTUAL);
        s2.intoArray(lanes, lane + 2 * VIRTUAL);
        s3.intoArray(lanes, lane + 3 * VIRTUAL);
    }

    private static void addTail(
            FloatMatrix a, int aRow, FloatMatrix b, int bRow, int vectorEnd, float[] lanes, int from) {
        for (int d = vectorEnd; d < a.columns(); d++) {
            int lane = from + d - vectorEnd;
            lanes[lane] = Machine.fma(a.get(aRow, d), b.get(bRow, d), lanes[lane]);
        }
    }

    static double sumOfSquares(FloatMatrix matrix) {
        float[] lanes = Scratch.ofThread().row(ROWS * VIRTUAL);
        int vectorEnd = matrix.columns() - matrix.columns() % VIRTUAL;
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row += ROWS) {
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                squareRows(matrix, row, lane, vectorEnd, lanes);
            }
            for (int r = 0; r < Math.min(ROWS, matrix.rows() - row); r++) {
                addTail(matrix, row + r, matrix, row + r, vectorEnd, lanes, r * VIRTUAL);
                sum += Lanes.tree(lanes, r * VIRTUAL);
            }
        }
        return sum;
    }

    private static void squareRows(FloatMatrix matrix, int row, int lane, int vectorEnd, float[] lanes) {
        MemorySegment segment = matrix.segment();
        int last = matrix.rows() - 1;
        long o0 = matrix.offset(row);
        long o1 = matrix.offset(Math.min(row + 1, last));
        long o2 = matrix.offset(Math.min(row + 2, last));
        long o3 = matrix.offset(Math.min(row + 3, last));
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int d = lane; d < vectorEnd; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            FloatVector x = load(segment, o0 + bytes);
            s0 = fma(x, x, s0);
            x = load(segment, o1 + bytes);
            s1 = fma(x, x, s1);
            x = load(segment, o2 + bytes);
            s2 = fma(x, x, s2);
            x = load(segment, o3 + bytes);
            s3 = fma(x, x, s3);
        }
        s0.intoArray(lanes, lane);
        s1.intoArray(lanes, lane + VIRTUAL);
        s2.intoArray(lanes, lane + 2 * VIRTUAL);
        s3.intoArray(lanes, lane + 3 * VIRTUAL);
    }

    static void unfold(
            FloatMatrix weights, Preprocessing preprocessing, float lambda, FloatMatrix sums, LinearModel gradient) {
        for (int k = 0; k < weights.rows(); k++) {
            float sum = sums.get(k, 0);
            unfoldData(gradient.weights(), k, preprocessing, sum);
            addRow(2 * lambda, weights, k, gradient.weights());
            gradient.bias().set(k, 0, sum);
        }
    }

    /** Unfolds the gradient and steps against it while a row is in L1: the same roundings as one after the other. */
    static void update(
            LinearModel model,
            Preprocessing preprocessing,
            float lambda,
            float learningRate,
            FloatMatrix gradient,
            FloatMatrix sums) {
        for (int k = 0; k < model.classes(); k++) {
            float sum = sums.get(k, 0);
            unfoldData(gradient, k, preprocessing, sum);
            descend(model.weights(), k, 2 * lambda, learningRate, gradient);
            model.bias().set(k, 0, Machine.fma(-learningRate, sum, model.bias().get(k, 0)));
        }
    }

    /**
     * The gradient of the data loss, in place. The weights have a pass of their own: with four segments in one loop C2's
     * hoisted range checks failed and were compiled anew a hundred times over, ten seconds long.
     */
    private static void unfoldData(FloatMatrix gradient, int k, Preprocessing preprocessing, float sum) {
        MemorySegment g = gradient.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        long gOffset = gradient.offset(k);
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        int n = gradient.columns();
        int d = 0;
        for (; d <= n - L; d += L) {
            long bytes = (long) d * Float.BYTES;
            FloatVector centred =
                    fma(FloatVector.broadcast(F, -sum), load(mean, meanOffset + bytes), load(g, gOffset + bytes));
            store(centred.mul(load(scale, scaleOffset + bytes)), g, gOffset + bytes);
        }
        for (; d < n; d++) {
            float centred = Machine.fma(-sum, preprocessing.mean().get(0, d), gradient.get(k, d));
            gradient.set(k, d, centred * preprocessing.scale().get(0, d));
        }
    }

    private static void descend(FloatMatrix weights, int k, float decay, float learningRate, FloatMatrix gradient) {
        MemorySegment w = weights.segment();
        MemorySegment g = gradient.segment();
        long wOffset = weights.offset(k);
        long gOffset = gradient.offset(k);
        int n = weights.columns();
        int d = 0;
        for (; d <= n - L; d += L) {
            long bytes = (long) d * Float.BYTES;
            FloatVector weight = load(w, wOffset + bytes);
            FloatVector dW = fma(FloatVector.broadcast(F, decay), weight, load(g, gOffset + bytes));
            store(fma(FloatVector.broadcast(F, -learningRate), dW, weight), w, wOffset + bytes);
        }
        for (; d < n; d++) {
            float weight = weights.get(k, d);
            float dW = Machine.fma(decay, weight, gradient.get(k, d));
            weights.set(k, d, Machine.fma(-learningRate, dW, weight));
        }
    }

    static void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int row = 0; row < x.rows(); row++) {
            addRow(alpha, x, row, y);
        }
    }

    private static void addRow(float alpha, FloatMatrix xMatrix, int row, FloatMatrix yMatrix) {
        MemorySegment x = xMatrix.segment();
        MemorySegment y = yMatrix.segment();
        long xOffset = xMatrix.offset(row);
        long yOffset = yMatrix.offset(row);
        int n = xMatrix.columns();
        int j = 0;
        for (; j <= n - L; j += L) {
            long bytes = (long) j * Float.BYTES;
            FloatVector sum = fma(FloatVector.broadcast(F, alpha), load(x, xOffset + bytes), load(y, yOffset + bytes));
            store(sum, y, yOffset + bytes);
        }
        for (; j < n; j++) {
            yMatrix.set(row, j, Machine.fma(alpha, xMatrix.get(row, j), yMatrix.get(row, j)));
        }
    }
}
