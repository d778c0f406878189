package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.fma;
import static org.lanewise.core.internal.simd.Lanes.load;
import static org.lanewise.core.internal.simd.Lanes.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** Passes over parameters: folding, unfolding, update, sum of squares. */
final class SimdVectors {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows whose sums run side by side: one alone waits for the latency of its multiply-adds. */
    private static final int ROWS = 4;

    private SimdVectors() {}

    static void fold(LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix bias) {
        float[] lanes = Scratch.ofThread().row(ROWS * VIRTUAL);
        for (int k = 0; k < model.classes(); k += ROWS) {
            foldRows(model.weights(), k, preprocessing, foldedWeights, lanes);
            for (int r = 0; r < Math.min(ROWS, model.classes() - k); r++) {
                bias.set(k + r, 0, model.bias().get(k + r, 0) - Lanes.tree(lanes, r * VIRTUAL));
            }
        }
    }

    /** Folds some rows, and leaves the virtual lanes of their dot products with the mean. */
    private static void foldRows(
            FloatMatrix weights, int k, Preprocessing preprocessing, FloatMatrix foldedWeights, float[] lanes) {
        int n = weights.columns();
        int vectorEnd = n - n % VIRTUAL;
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            foldVectors(weights, k, preprocessing, foldedWeights, lane, vectorEnd, lanes);
        }
        for (int r = 0; r < Math.min(ROWS, weights.rows() - k); r++) {
            for (int d = vectorEnd; d < n; d++) {
                float v = weights.get(k + r, d) * preprocessing.scale().get(0, d);
                foldedWeights.set(k + r, d, v);
                int lane = r * VIRTUAL + d - vectorEnd;
                lanes[lane] = Machine.fma(v, preprocessing.mean().get(0, d), lanes[lane]);
            }
        }
    }

    private static void foldVectors(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            FloatMatrix foldedWeights,
            int lane,
            int vectorEnd,
            float[] lanes) {
        MemorySegment w = weights.segment();
        MemorySegment v = foldedWeights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        int last = weights.rows() - 1;
        long w0 = weights.offset(k);
        long w1 = weights.offset(Math.min(k + 1, last));
        long w2 = weights.offset(Math.min(k + 2, last));
        long w3 = weights.offset(Math.min(k + 3, last));
        long v0 = foldedWeights.offset(k);
        long v1 = foldedWeights.offset(Math.min(k + 1, last));
        long v2 = foldedWeights.offset(Math.min(k + 2, last));
        long v3 = foldedWeights.offset(Math.min(k + 3, last));
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int d = lane; d < vectorEnd; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            FloatVector factor = load(scale, scaleOffset + bytes);
            FloatVector m = load(mean, meanOffset + bytes);
            FloatVector folded = load(w, w0 + bytes).mul(factor);
            store(folded, v, v0 + bytes);
            s0 = fma(folded, m, s0);
            folded = load(w, w1 + bytes).mul(factor);
            store(folded, v, v1 + bytes);
            s1 = fma(folded, m, s1);
            folded = load(w, w2 + bytes).mul(factor);
            store(folded, v, v2 + bytes);
            s2 = fma(folded, m, s2);
            folded = load(w, w3 + bytes).mul(factor);
            store(folded, v, v3 + bytes);
            s3 = fma(folded, m, s3);
        }
        s0.intoArray(lanes, lane);
        s1.intoArray(lanes, lane + VIRTUAL);
        s2.intoArray(lanes, lane + 2 * VIRTUAL);
        s3.intoArray(lanes, lane + 3 * VIRTUAL);
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
                for (int d = vectorEnd; d < matrix.columns(); d++) {
                    float value = matrix.get(row + r, d);
                    int lane = r * VIRTUAL + d - vectorEnd;
                    lanes[lane] = Machine.fma(value, value, lanes[lane]);
                }
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
            unfoldRow(weights, k, preprocessing, 2 * lambda, sum, gradient.weights());
            gradient.bias().set(k, 0, sum);
        }
    }

    private static void unfoldRow(
            FloatMatrix weights, int k, Preprocessing preprocessing, float decay, float sum, FloatMatrix dW) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        MemorySegment g = dW.segment();
        long wOffset = weights.offset(k);
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        long gOffset = dW.offset(k);
        int n = weights.columns();
        int d = 0;
        for (; d <= n - L; d += L) {
            long bytes = (long) d * Float.BYTES;
            FloatVector centred =
                    fma(FloatVector.broadcast(F, -sum), load(mean, meanOffset + bytes), load(g, gOffset + bytes));
            FloatVector data = centred.mul(load(scale, scaleOffset + bytes));
            store(fma(FloatVector.broadcast(F, decay), load(w, wOffset + bytes), data), g, gOffset + bytes);
        }
        for (; d < n; d++) {
            long bytes = (long) d * Float.BYTES;
            float centred = Machine.fma(-sum, mean.get(FLOAT, meanOffset + bytes), g.get(FLOAT, gOffset + bytes));
            float data = centred * scale.get(FLOAT, scaleOffset + bytes);
            g.set(FLOAT, gOffset + bytes, Machine.fma(decay, w.get(FLOAT, wOffset + bytes), data));
        }
    }

    /** Unfolds the gradient and steps against it in one pass: the same operations as one after the other. */
    static void update(
            LinearModel model,
            Preprocessing preprocessing,
            float lambda,
            float learningRate,
            FloatMatrix gradient,
            FloatMatrix sums) {
        for (int k = 0; k < model.classes(); k++) {
            float sum = sums.get(k, 0);
            updateRow(model.weights(), k, preprocessing, 2 * lambda, learningRate, sum, gradient);
            model.bias().set(k, 0, Machine.fma(-learningRate, sum, model.bias().get(k, 0)));
        }
    }

    private static void updateRow(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            float decay,
            float learningRate,
            float sum,
            FloatMatrix gradient) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        MemorySegment g = gradient.segment();
        long wOffset = weights.offset(k);
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        long gOffset = gradient.offset(k);
        int n = weights.columns();
        int d = 0;
        for (; d <= n - L; d += L) {
            long bytes = (long) d * Float.BYTES;
            FloatVector centred =
                    fma(FloatVector.broadcast(F, -sum), load(mean, meanOffset + bytes), load(g, gOffset + bytes));
            FloatVector data = centred.mul(load(scale, scaleOffset + bytes));
            FloatVector weight = load(w, wOffset + bytes);
            FloatVector dW = fma(FloatVector.broadcast(F, decay), weight, data);
            store(fma(FloatVector.broadcast(F, -learningRate), dW, weight), w, wOffset + bytes);
        }
        for (; d < n; d++) {
            long bytes = (long) d * Float.BYTES;
            float centred = Machine.fma(-sum, mean.get(FLOAT, meanOffset + bytes), g.get(FLOAT, gOffset + bytes));
            float data = centred * scale.get(FLOAT, scaleOffset + bytes);
            float weight = w.get(FLOAT, wOffset + bytes);
            float dW = Machine.fma(decay, weight, data);
            w.set(FLOAT, wOffset + bytes, Machine.fma(-learningRate, dW, weight));
        }
    }

    static void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int row = 0; row < x.rows(); row++) {
            axpyRow(alpha, x.segment(), x.offset(row), y.segment(), y.offset(row), x.columns());
        }
    }

    private static void axpyRow(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        int j = 0;
        for (; j <= n - L; j += L) {
            long bytes = (long) j * Float.BYTES;
            FloatVector sum = fma(FloatVector.broadcast(F, alpha), load(x, xOffset + bytes), load(y, yOffset + bytes));
            store(sum, y, yOffset + bytes);
        }
        for (; j < n; j++) {
            long bytes = (long) j * Float.BYTES;
            y.set(
                    FLOAT,
                    yOffset + bytes,
                    Machine.fma(alpha, x.get(FLOAT, xOffset + bytes), y.get(FLOAT, yOffset + bytes)));
        }
    }
}
