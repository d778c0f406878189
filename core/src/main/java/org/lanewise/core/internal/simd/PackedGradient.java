package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
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

/**
 * The gradient with respect to folded weights, G, packed as the tiles accumulate it: groups of 10 or 5 classes; in a
 * group 2 vectors of features of each class in turn. Classes and features that do not exist have room, so that there
 * are no edges, and a tile is one base and fixed displacements.
 *
 * <pre>
 *   group of classes 0..9: [0, d 0..31] [1, d 0..31] ... [9, d 0..31] [0, d 32..63] ...   (at 512 bits)
 * </pre>
 */
final class PackedGradient {

    /** Floats of a class in a tile. */
    static final int WIDTH = 2 * L;

    /** Classes of the tile that is preferred here: 10 x 2 accumulators with 32 registers, 5 x 2 with 16. */
    private static final int LARGE_GROUP = Machine.VECTOR_REGISTERS >= 32 ? 10 : 5;

    private static final int GROUP = 5;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private PackedGradient() {}

    /** How many classes the group that begins with class {@code k} has in memory. */
    static int group(int k, int classes) {
        return classes - k > GROUP ? LARGE_GROUP : GROUP;
    }

    /** Byte offset of the group that begins with class {@code k}. */
    static long offset(FloatMatrix packed, int k) {
        return packed.offset() + (long) k * Math.ceilDiv(packed.columns(), WIDTH) * WIDTH * Float.BYTES;
    }

    /** Clears the tiles of features {@code start}, a multiple of {@link #WIDTH}, to {@code end}. */
    static void clear(FloatMatrix packed, int start, int end) {
        int group;
        for (int k = 0; k < packed.rows(); k += group) {
            group = group(k, packed.rows());
            int floats = group * Math.ceilDiv(end - start, WIDTH) * WIDTH;
            Copies.clear(packed.segment(), offset(packed, k) + 4L * group * start, floats);
        }
    }

    /** Unfolds G and adds the gradient of the regularization. */
    static void unfold(
            FloatMatrix weights,
            Preprocessing preprocessing,
            float lambda,
            FloatMatrix sums,
            FloatMatrix packed,
            LinearModel gradient) {
        float[] mean = Scratch.ofThread().mean(preprocessing);
        float[] scale = Scratch.ofThread().scale(preprocessing);
        int classes = weights.rows();
        int group;
        for (int k = 0; k < classes; k += group) {
            group = group(k, classes);
            long offset = offset(packed, k);
            for (int c = k; c < Math.min(k + group, classes); c++) {
                long row = offset + (long) (c - k) * WIDTH * Float.BYTES;
                float sum = sums.get(c, 0);
                unfoldRow(weights, c, mean, scale, 2 * lambda, sum, packed.segment(), row, group, gradient.weights());
                gradient.bias().set(c, 0, sum);
            }
        }
    }

    private static void unfoldRow(
            FloatMatrix weights,
            int k,
            float[] mean,
            float[] scale,
            float decay,
            float sum,
            MemorySegment packed,
            long row,
            int group,
            FloatMatrix gradient) {
        MemorySegment w = weights.segment();
        MemorySegment out = gradient.segment();
        long wOffset = weights.offset(k);
        long outOffset = gradient.offset(k);
        long step = (long) group * WIDTH * Float.BYTES;
        int n = weights.columns();
        int d = 0;
        long g = row;
        for (; d <= n - WIDTH; d += WIDTH, g += step) {
            long bytes = (long) d * Float.BYTES;
            long more = bytes + L * Float.BYTES;
            FloatVector a = fma(FloatVector.broadcast(F, -sum), FloatVector.fromArray(F, mean, d), load(packed, g));
            a = a.mul(FloatVector.fromArray(F, scale, d));
            store(fma(FloatVector.broadcast(F, decay), load(w, wOffset + bytes), a), out, outOffset + bytes);
            FloatVector b = fma(
                    FloatVector.broadcast(F, -sum),
                    FloatVector.fromArray(F, mean, d + L),
                    load(packed, g + L * Float.BYTES));
            b = b.mul(FloatVector.fromArray(F, scale, d + L));
            store(fma(FloatVector.broadcast(F, decay), load(w, wOffset + more), b), out, outOffset + more);
        }
        for (; d < n; d++, g += Float.BYTES) {
            float dW = Machine.fma(-sum, mean[d], packed.get(FLOAT, g)) * scale[d];
            gradient.set(k, d, Machine.fma(decay, weights.get(k, d), dW));
        }
    }

    /** Unfolds some classes of G and steps against it in one pass: the same roundings as one after the other. */
    static void update(
            LinearModel model,
            Preprocessing preprocessing,
            float lambda,
            float learningRate,
            FloatMatrix packed,
            FloatMatrix sums,
            int from,
            int to) {
        float[] mean = Scratch.ofThread().mean(preprocessing);
        float[] scale = Scratch.ofThread().scale(preprocessing);
        int classes = model.classes();
        int group;
        for (int k = 0; k < classes; k += group) {
            group = group(k, classes);
            long offset = offset(packed, k);
            for (int c = Math.max(k, from); c < Math.min(k + group, to); c++) {
                long row = offset + (long) (c - k) * WIDTH * Float.BYTES;
                float sum = sums.get(c, 0);
                updateRow(model.weights(), c, mean, scale, 2 * lambda, learningRate, sum, packed.segment(), row, group);
                model.bias()
                        .set(c, 0, Machine.fma(-learningRate, sum, model.bias().get(c, 0)));
            }
        }
    }

    private static void updateRow(
            FloatMatrix weights,
            int k,
            float[] mean,
            float[] scale,
            float decay,
            float learningRate,
            float sum,
            MemorySegment packed,
            long row,
            int group) {
        MemorySegment w = weights.segment();
        long wOffset = weights.offset(k);
        long step = (long) group * WIDTH * Float.BYTES;
        int n = weights.columns();
        int d = 0;
        long g = row;
        for (; d <= n - WIDTH; d += WIDTH, g += step) {
            long bytes = (long) d * Float.BYTES;
            long more = bytes + L * Float.BYTES;
            FloatVector a = fma(FloatVector.broadcast(F, -sum), FloatVector.fromArray(F, mean, d), load(packed, g));
            a = a.mul(FloatVector.fromArray(F, scale, d));
            FloatVector weight = load(w, wOffset + bytes);
            a = fma(FloatVector.broadcast(F, decay), weight, a);
            store(fma(FloatVector.broadcast(F, -learningRate), a, weight), w, wOffset + bytes);
            FloatVector b = fma(
                    FloatVector.broadcast(F, -sum),
                    FloatVector.fromArray(F, mean, d + L),
                    load(packed, g + L * Float.BYTES));
            b = b.mul(FloatVector.fromArray(F, scale, d + L));
            weight = load(w, wOffset + more);
            b = fma(FloatVector.broadcast(F, decay), weight, b);
            store(fma(FloatVector.broadcast(F, -learningRate), b, weight), w, wOffset + more);
        }
        for (; d < n; d++, g += Float.BYTES) {
            float dW = Machine.fma(-sum, mean[d], packed.get(FLOAT, g)) * scale[d];
            float weight = weights.get(k, d);
            dW = Machine.fma(decay, weight, dW);
            weights.set(k, d, Machine.fma(-learningRate, dW, weight));
        }
    }
}
