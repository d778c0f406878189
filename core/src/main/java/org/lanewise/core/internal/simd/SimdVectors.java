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

    private SimdVectors() {}

    static void fold(LinearModel model, Preprocessing preprocessing, FloatMatrix foldedWeights, FloatMatrix bias) {
        FloatMatrix mean = preprocessing.mean();
        float[] lanes = Scratch.ofThread().row(VIRTUAL);
        for (int k = 0; k < model.classes(); k++) {
            multiply(model.weights(), k, preprocessing.scale(), foldedWeights);
            float dot = dot(foldedWeights, k, mean, 0, lanes);
            bias.segment().set(FLOAT, bias.offset(k), model.bias().get(k, 0) - dot);
        }
    }

    private static void multiply(FloatMatrix a, int row, FloatMatrix factors, FloatMatrix target) {
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
            long bytes = (long) d * Float.BYTES;
            tSegment.set(
                    FLOAT,
                    tOffset + bytes,
                    aSegment.get(FLOAT, aOffset + bytes) * fSegment.get(FLOAT, fOffset + bytes));
        }
    }

    static double sumOfSquares(FloatMatrix matrix) {
        float[] lanes = Scratch.ofThread().row(VIRTUAL);
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            sum += dot(matrix, row, matrix, row, lanes);
        }
        return sum;
    }

    /** Dot product of two rows in 16 virtual lanes. */
    private static float dot(FloatMatrix a, int aRow, FloatMatrix b, int bRow, float[] lanes) {
        MemorySegment aSegment = a.segment();
        MemorySegment bSegment = b.segment();
        long aOffset = a.offset(aRow);
        long bOffset = b.offset(bRow);
        int n = a.columns();
        int vectorEnd = n - n % VIRTUAL;
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            FloatVector sum = FloatVector.zero(F);
            for (int d = lane; d < vectorEnd; d += VIRTUAL) {
                long bytes = (long) d * Float.BYTES;
                sum = fma(load(aSegment, aOffset + bytes), load(bSegment, bOffset + bytes), sum);
            }
            sum.intoArray(lanes, lane);
        }
        for (int d = vectorEnd; d < n; d++) {
            long bytes = (long) d * Float.BYTES;
            int lane = d - vectorEnd;
            lanes[lane] = Machine.fma(
                    aSegment.get(FLOAT, aOffset + bytes), bSegment.get(FLOAT, bOffset + bytes), lanes[lane]);
        }
        return Lanes.tree(lanes, 0);
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
