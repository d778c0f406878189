package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The gradient with respect to folded weights, G, and the sums of parts of it, packed as the tiles accumulate them: 2 vectors
 * of features of each class of a group in turn. Classes and features that do not exist have room, so that there are no edges,
 * and a tile is one base and fixed displacements. Tiles are the same distance apart everywhere: with a distance that varies, C2 checks every access.
 *
 * <pre>
 *   group of classes 0..9: [0, d 0..31] [1, d 0..31] ... [9, d 0..31] [0, d 32..63] ...   (at 512 bits)
 * </pre>
 *
 * <p>Once a tile has its last images, its rows are unfolded, {@code (G - s mean) * scale + 2 lambda W}, and either kept or
 * stepped against at once.
 */
final class PackedGradient {

    /** Floats of a class in a tile. */
    static final int WIDTH = 2 * L;

    /** Classes of a group: those of the largest tile, 10 x 2 accumulators with 32 registers, 5 x 2 with 16. */
    static final int GROUP = Blocking.MANY_REGISTERS ? 10 : 5;

    /** Classes of the smaller tile, which takes the last group if it has no more. */
    static final int SMALL_GROUP = 5;

    /** Floats of a tile. */
    static final int TILE = GROUP * WIDTH;

    private static final int BYTES = L * Float.BYTES;
    private final int classes;
    private final int features;

    /**
     * The gradients, in arrays: C1 makes ten times as much of an access to a segment as of one to an array, and has no registers left
     * for the 40 of a tile (docs/kernel-rules.md, rule 8).
     */
    private final float[][] buffers;

    /** Sums s of the score gradients, class after class, of each buffer. */
    private final float[][] sums;

    /**
     * Allocates memory for gradients.
     *
     * @param classes K
     * @param features D
     * @param buffers how many gradients
     * @throws IllegalArgumentException if an array cannot hold one
     */
    PackedGradient(int classes, int features, int buffers) {
        this.classes = classes;
        this.features = features;
        long floats = bytes(classes, features) / Float.BYTES;
        if (floats > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("The gradient of " + classes + " classes and " + features
                    + " features is larger than an array can be; use fewer of them.");
        }
        this.buffers = new float[buffers][(int) floats];
        sums = new float[buffers][classes];
    }

    /** Bytes of a gradient. */
    static long bytes(int classes, int features) {
        return (long) Math.ceilDiv(classes, GROUP) * Math.ceilDiv(features, WIDTH) * TILE * Float.BYTES;
    }

    int classes() {
        return classes;
    }

    int features() {
        return features;
    }

    /** One of the gradients. */
    float[] buffer(int buffer) {
        return buffers[buffer];
    }

    int buffers() {
        return sums.length;
    }

    /** The sum s of the score gradients of a class, once the gradient is complete in the first buffer. */
    float sum(int k) {
        return sums[0][k];
    }

    /**
     * Adds the score gradients of some examples, example after example.
     *
     * @param scoreGradient N x K
     * @param where which examples, and where their sum goes
     */
    void addSums(FloatMatrix scoreGradient, ChunkSum where) {
        float[] open = sums[where.open()];
        for (int k = 0; k < classes; k++) {
            float sum = where.begins() ? 0 : open[k];
            for (int i = 0; i < where.count(); i++) {
                sum += scoreGradient.get(where.first() + i, k);
            }
            open[k] = sum;
        }
        if (where.completes()) {
            float[] target = sums[where.target()];
            for (int k = 0; k < classes; k++) {
                float sum = open[k];
                for (int level = 0; level < where.carries(); level++) {
                    sum = sums[where.level(level)][k] + sum;
                }
                target[k] = sum;
            }
        }
    }

    /** Adds the sums of some buffers, as many as {@code parts} and so far apart, to those of the first, as a tree. */
    void addSums(int parts, int distance) {
        for (int step = 1; step < parts; step *= 2) {
            for (int part = 0; part < parts; part += 2 * step) {
                float[] left = sums[part * distance];
                float[] right = sums[(part + step) * distance];
                for (int k = 0; k < classes; k++) {
                    left[k] += right[k];
                }
            }
        }
    }

    /** How many classes the tiles of the group that begins with class {@code k} have. */
    static int group(int k, int classes) {
        return classes - k > SMALL_GROUP ? GROUP : SMALL_GROUP;
    }

    /**
     * Where a tile begins in a gradient.
     *
     * @param k the class that begins its group
     * @param d its first feature, a multiple of {@link #WIDTH}
     */
    int offset(int k, int d) {
        return (k / GROUP * Math.ceilDiv(features, WIDTH) + d / WIDTH) * TILE;
    }

    /** Floats of the tiles of so many features of a group. */
    static int floats(int features) {
        return Math.ceilDiv(features, WIDTH) * TILE;
    }

    /**
     * Adds tiles to others, {@code result = left + right}.
     *
     * @param floats of all of these tiles
     */
    static void add(float[] left, int leftAt, float[] right, int rightAt, float[] result, int resultAt, int floats) {
        for (int i = 0; i < floats; i += L) {
            FloatVector sum = FloatVector.fromArray(F, left, leftAt + i);
            FloatVector addend = FloatVector.fromArray(F, right, rightAt + i);
            addend.add(sum).intoArray(result, resultAt + i);
        }
    }

    /** Unfolds G and adds the gradient of the regularization. */
    void unfold(ScoreFunction f, float lambda, LinearModel gradient) {
        FloatMatrix weights = f.model().weights();
        Preprocessing preprocessing = f.preprocessing();
        int end = Lanes.allocated(gradient.weights()) ? vectorEnd(weights, preprocessing) : 0;
        for (int k = 0; k < weights.rows(); k++) {
            int row = offset(k / GROUP * GROUP, 0) + k % GROUP * WIDTH;
            float sum = sum(k);
            unfoldRow(weights, k, preprocessing, 2 * lambda, sum, buffers[0], row, end, gradient.weights());
            for (int d = end; d < features; d++) {
                float dW = dW(weights.get(k, d), preprocessing, d, 2 * lambda, sum, buffers[0], row, d);
                gradient.weights().set(k, d, dW);
            }
            gradient.bias().set(k, 0, sum);
        }
    }

    /**
     * Unfolds a part of G and steps against it in one pass: the same roundings as one after the other.
     *
     * @param descent W, which is changed, and by how much
     * @param tiles memory of the tiles
     * @param tile where the first of them begins
     * @param k the first class of their group
     * @param start the first feature, a multiple of {@link #WIDTH}
     * @param end the feature after the last
     */
    void update(Descent descent, float[] tiles, int tile, int k, int start, int end) {
        FloatMatrix weights = descent.model().weights();
        Preprocessing preprocessing = descent.function().preprocessing();
        float decay = 2 * descent.lambda();
        float rate = descent.rate();
        int vectorEnd = Math.max(start, Math.min(end, vectorEnd(weights, preprocessing)));
        for (int c = k; c < Math.min(k + GROUP, weights.rows()); c++) {
            int row = tile + (c - k) * WIDTH;
            float sum = sum(c);
            updateRow(weights, c, preprocessing, decay, rate, sum, tiles, row, start, vectorEnd);
            for (int d = vectorEnd; d < end; d++) {
                float weight = weights.get(c, d);
                float dW = dW(weight, preprocessing, d, decay, sum, tiles, row, d - start);
                weights.set(c, d, Machine.fma(-rate, dW, weight));
            }
        }
    }

    /** The features in whole tiles; 0 if there is another class of memory than {@link Lanes#NATIVE}. */
    private static int vectorEnd(FloatMatrix weights, Preprocessing preprocessing) {
        return Lanes.allocated(weights)
                        && Lanes.allocated(preprocessing.mean())
                        && Lanes.allocated(preprocessing.scale())
                ? weights.columns() - weights.columns() % WIDTH
                : 0;
    }

    /** One element, of which G is {@code at} features behind the beginning of a row of tiles. */
    private static float dW(
            float weight, Preprocessing preprocessing, int d, float decay, float sum, float[] tiles, int row, int at) {
        float g = tiles[row + at / WIDTH * TILE + at % WIDTH];
        float dW = Machine.fma(-sum, preprocessing.mean().get(0, d), g)
                * preprocessing.scale().get(0, d);
        return Machine.fma(decay, weight, dW);
    }

    private static void unfoldRow(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            float decay,
            float sum,
            float[] tiles,
            int row,
            int end,
            FloatMatrix gradient) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        MemorySegment out = gradient.segment();
        if (w.getClass() != NATIVE
                || mean.getClass() != NATIVE
                || scale.getClass() != NATIVE
                || out.getClass() != NATIVE) {
            return;
        }
        long wOffset = weights.offset(k);
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        long outOffset = gradient.offset(k);
        FloatVector minusSum = FloatVector.broadcast(F, -sum);
        FloatVector decays = FloatVector.broadcast(F, decay);
        for (int t = 0; t < end / WIDTH; t++) {
            long a = 2L * BYTES * t;
            long b = a + BYTES;
            int g = row + TILE * t;
            FloatVector x = FloatVector.fromMemorySegment(F, mean, meanOffset + a, ORDER);
            FloatVector dW = FloatVector.fromArray(F, tiles, g);
            dW = FMA ? minusSum.fma(x, dW) : minusSum.mul(x).add(dW);
            dW = dW.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + a, ORDER));
            x = FloatVector.fromMemorySegment(F, w, wOffset + a, ORDER);
            dW = FMA ? decays.fma(x, dW) : decays.mul(x).add(dW);
            dW.intoMemorySegment(out, outOffset + a, ORDER);
            x = FloatVector.fromMemorySegment(F, mean, meanOffset + b, ORDER);
            dW = FloatVector.fromArray(F, tiles, g + L);
            dW = FMA ? minusSum.fma(x, dW) : minusSum.mul(x).add(dW);
            dW = dW.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + b, ORDER));
            x = FloatVector.fromMemorySegment(F, w, wOffset + b, ORDER);
            dW = FMA ? decays.fma(x, dW) : decays.mul(x).add(dW);
            dW.intoMemorySegment(out, outOffset + b, ORDER);
        }
    }

    private static void updateRow(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            float decay,
            float learningRate,
            float sum,
            float[] tiles,
            int row,
            int start,
            int end) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        if (w.getClass() != NATIVE || mean.getClass() != NATIVE || scale.getClass() != NATIVE) {
            return;
        }
        long wOffset = weights.offset(k) + 4L * start;
        long meanOffset = preprocessing.mean().offset() + 4L * start;
        long scaleOffset = preprocessing.scale().offset() + 4L * start;
        FloatVector minusSum = FloatVector.broadcast(F, -sum);
        FloatVector decays = FloatVector.broadcast(F, decay);
        FloatVector minusRate = FloatVector.broadcast(F, -learningRate);
        for (int t = 0; t < (end - start) / WIDTH; t++) {
            long a = 2L * BYTES * t;
            long b = a + BYTES;
            int g = row + TILE * t;
            FloatVector x = FloatVector.fromMemorySegment(F, mean, meanOffset + a, ORDER);
            FloatVector dW = FloatVector.fromArray(F, tiles, g);
            dW = FMA ? minusSum.fma(x, dW) : minusSum.mul(x).add(dW);
            dW = dW.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + a, ORDER));
            FloatVector weight = FloatVector.fromMemorySegment(F, w, wOffset + a, ORDER);
            dW = FMA ? decays.fma(weight, dW) : decays.mul(weight).add(dW);
            weight = FMA ? minusRate.fma(dW, weight) : minusRate.mul(dW).add(weight);
            weight.intoMemorySegment(w, wOffset + a, ORDER);
            x = FloatVector.fromMemorySegment(F, mean, meanOffset + b, ORDER);
            dW = FloatVector.fromArray(F, tiles, g + L);
            dW = FMA ? minusSum.fma(x, dW) : minusSum.mul(x).add(dW);
            dW = dW.mul(FloatVector.fromMemorySegment(F, scale, scaleOffset + b, ORDER));
            weight = FloatVector.fromMemorySegment(F, w, wOffset + b, ORDER);
            dW = FMA ? decays.fma(weight, dW) : decays.mul(weight).add(dW);
            weight = FMA ? minusRate.fma(dW, weight) : minusRate.mul(dW).add(weight);
            weight.intoMemorySegment(w, wOffset + b, ORDER);
        }
    }
}
