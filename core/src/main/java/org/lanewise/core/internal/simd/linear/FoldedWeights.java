package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Weights with the preprocessing folded in, packed as the tiles of scores read them: classes in groups of 5, then of 2,
 * a last single one twice; in a group 16 features of each class in turn, zero-padded at the end.
 *
 * <pre>
 *   group of classes 0..4: [0, d 0..15] [1, d 0..15] ... [4, d 0..15] [0, d 16..31] [1, d 16..31] ...
 * </pre>
 *
 * <p>With 16 registers the tiles read a copy of that in an array, without gaps: twice as fast as from the segment.
 *
 * <p>One pass over the weights folds, packs, and sums what else needs all weights: the products with the mean, for the
 * bias, and the squares, for the regularization.
 */
public final class FoldedWeights {

    /** Classes of a large group and of a small one. */
    static final int GROUP = 5;

    static final int SMALL_GROUP = 2;

    /** Rows of 16 floats from one 16 features of a large group to the next: C2 hoists range checks for powers of two. */
    private static final int SLOTS = 8;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final MemorySegment segment;

    /** The same in an array without gaps; empty with 32 registers. */
    private final float[] dense;

    private final int classes;
    private final int features;
    private final FloatMatrix bias;
    private final LinearModel unpacked;

    /**
     * Allocates memory for folded parameters.
     *
     * @param arena the owner of the memory
     * @param classes K
     * @param features D
     */
    FoldedWeights(Arena arena, int classes, int features) {
        this.classes = classes;
        this.features = features;
        long floats = (long) slots(classes) * padded(features);
        segment = arena.allocate(Math.max(1, floats) * Float.BYTES, FloatMatrix.ALIGNMENT);
        dense = new float[Blocking.MANY_REGISTERS ? 0 : Math.multiplyExact(classes + 1, padded(features))];
        bias = FloatMatrix.allocate(arena, classes, 1);
        unpacked = new LinearModel(FloatMatrix.of(segment, 0, classes, features, padded(features)), bias);
    }

    /** Rows of 16 floats that all classes take for the same 16 features. */
    private static int slots(int classes) {
        return classes / GROUP * SLOTS + Math.ceilDiv(classes % GROUP, SMALL_GROUP) * SMALL_GROUP;
    }

    int classes() {
        return classes;
    }

    int features() {
        return features;
    }

    /** Pairs of 16 features of a row. */
    int pairs() {
        return padded(features) / (2 * VIRTUAL);
    }

    MemorySegment segment() {
        return segment;
    }

    /** The packed weights without gaps, with 16 registers. */
    float[] dense() {
        return dense;
    }

    /** Where the group that begins with class {@code k} lies in {@link #dense}. */
    int denseOffset(int k) {
        return k * padded(features);
    }

    /** Bias with the mean folded in, K x 1. */
    FloatMatrix bias() {
        return bias;
    }

    /** The memory as parameters that are not packed, for other use while nothing is folded. */
    LinearModel unpacked() {
        return unpacked;
    }

    /** How many classes the group that begins with class {@code k} has in memory. */
    static int group(int k, int classes) {
        return classes - k >= GROUP ? GROUP : SMALL_GROUP;
    }

    /** Features rounded up to whole pairs of groups of 16. */
    static int padded(int features) {
        return Math.ceilDiv(features, 2 * VIRTUAL) * 2 * VIRTUAL;
    }

    /** Byte offset of the group that begins with class {@code k}. */
    long offset(int k) {
        int slots = k / GROUP * SLOTS + k % GROUP;
        return (long) slots * padded(features) * Float.BYTES;
    }

    /** How many groups there are. */
    static int groups(int classes) {
        return classes / GROUP + Math.ceilDiv(classes % GROUP, SMALL_GROUP);
    }

    /** The class with which a group begins. */
    private static int firstClass(int group, int classes) {
        int large = classes / GROUP;
        return group <= large ? group * GROUP : large * GROUP + (group - large) * SMALL_GROUP;
    }

    /**
     * Folds and packs some groups of classes.
     *
     * @param f W, b and the preprocessing
     * @param squares gets the sum of the squares of the weights of each class
     */
    void fold(ScoreFunction f, float[] squares, int fromGroup, int toGroup) {
        for (int group = fromGroup; group < toGroup; group++) {
            fold(f.model(), f.preprocessing(), squares, firstClass(group, classes));
        }
    }

    private void fold(LinearModel model, Preprocessing preprocessing, float[] squares, int k) {
        FloatMatrix weights = model.weights();
        float[] partial = LinearScratch.ofThread().lanes;
        int group = group(k, classes);
        int valid = Math.min(group, classes - k);
        long offset = offset(k);
        int vectorEnd = vectorEnd(weights, preprocessing);
        Arrays.fill(partial, 0, 2 * group * VIRTUAL, 0f);
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (group == GROUP) {
                fold5(weights, k, preprocessing, segment, offset, lane, vectorEnd, partial);
            } else {
                fold2(weights, k, preprocessing, segment, offset, lane, vectorEnd, partial);
            }
        }
        if (vectorEnd < padded(weights.columns())) {
            foldRest(weights, k, group, preprocessing, segment, offset, vectorEnd, partial);
        }
        if (!Blocking.MANY_REGISTERS) {
            closeGaps(k, group);
        }
        for (int c = 0; c < valid; c++) {
            bias.set(k + c, 0, model.bias().get(k + c, 0) - Lanes.tree(partial, c * VIRTUAL));
            squares[k + c] = Lanes.tree(partial, (group + c) * VIRTUAL);
        }
    }

    /** Copies a group to {@link #dense}. */
    private void closeGaps(int k, int group) {
        int slots = group == GROUP ? SLOTS : SMALL_GROUP;
        long from = offset(k);
        int to = denseOffset(k);
        for (int d = 0; d < padded(features); d += VIRTUAL) {
            long source = from + 4L * slots * d;
            MemorySegment.copy(segment, FLOAT, source, dense, to + group * d, group * VIRTUAL);
        }
    }

    /** The features in whole groups of 16; 0 if there is another class of memory than {@link Lanes#NATIVE}. */
    private static int vectorEnd(FloatMatrix weights, Preprocessing preprocessing) {
        boolean allocated = Lanes.allocated(weights)
                && Lanes.allocated(preprocessing.mean())
                && Lanes.allocated(preprocessing.scale());
        return allocated ? weights.columns() - weights.columns() % VIRTUAL : 0;
    }

    /** Five classes: V, and the virtual lanes from {@code lane} of the products with the mean and of the squares. */
    private static void fold5(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            MemorySegment folded,
            long offset,
            int lane,
            int end,
            float[] partial) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        if (w.getClass() != NATIVE
                || mean.getClass() != NATIVE
                || scale.getClass() != NATIVE
                || folded.getClass() != NATIVE) {
            return;
        }
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        long w0 = weights.offset(k);
        long w1 = weights.offset(k + 1);
        long w2 = weights.offset(k + 2);
        long w3 = weights.offset(k + 3);
        long w4 = weights.offset(k + 4);
        FloatVector m0 = FloatVector.zero(F);
        FloatVector m1 = FloatVector.zero(F);
        FloatVector m2 = FloatVector.zero(F);
        FloatVector m3 = FloatVector.zero(F);
        FloatVector m4 = FloatVector.zero(F);
        FloatVector q0 = FloatVector.zero(F);
        FloatVector q1 = FloatVector.zero(F);
        FloatVector q2 = FloatVector.zero(F);
        FloatVector q3 = FloatVector.zero(F);
        FloatVector q4 = FloatVector.zero(F);
        for (int d = lane; d < end; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            long target = offset + 4L * (SLOTS * d - (SLOTS - 1) * lane);
            FloatVector factor = FloatVector.fromMemorySegment(F, scale, scaleOffset + bytes, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(F, mean, meanOffset + bytes, ORDER);
            FloatVector a = FloatVector.fromMemorySegment(F, w, w0 + bytes, ORDER);
            q0 = FMA ? a.fma(a, q0) : a.mul(a).add(q0);
            a = a.mul(factor);
            m0 = FMA ? a.fma(x, m0) : a.mul(x).add(m0);
            a.intoMemorySegment(folded, target, ORDER);
            a = FloatVector.fromMemorySegment(F, w, w1 + bytes, ORDER);
            q1 = FMA ? a.fma(a, q1) : a.mul(a).add(q1);
            a = a.mul(factor);
            m1 = FMA ? a.fma(x, m1) : a.mul(x).add(m1);
            a.intoMemorySegment(folded, target + 64, ORDER);
            a = FloatVector.fromMemorySegment(F, w, w2 + bytes, ORDER);
            q2 = FMA ? a.fma(a, q2) : a.mul(a).add(q2);
            a = a.mul(factor);
            m2 = FMA ? a.fma(x, m2) : a.mul(x).add(m2);
            a.intoMemorySegment(folded, target + 128, ORDER);
            a = FloatVector.fromMemorySegment(F, w, w3 + bytes, ORDER);
            q3 = FMA ? a.fma(a, q3) : a.mul(a).add(q3);
            a = a.mul(factor);
            m3 = FMA ? a.fma(x, m3) : a.mul(x).add(m3);
            a.intoMemorySegment(folded, target + 192, ORDER);
            a = FloatVector.fromMemorySegment(F, w, w4 + bytes, ORDER);
            q4 = FMA ? a.fma(a, q4) : a.mul(a).add(q4);
            a = a.mul(factor);
            m4 = FMA ? a.fma(x, m4) : a.mul(x).add(m4);
            a.intoMemorySegment(folded, target + 256, ORDER);
        }
        m0.intoArray(partial, lane);
        m1.intoArray(partial, lane + VIRTUAL);
        m2.intoArray(partial, lane + 2 * VIRTUAL);
        m3.intoArray(partial, lane + 3 * VIRTUAL);
        m4.intoArray(partial, lane + 4 * VIRTUAL);
        q0.intoArray(partial, lane + 5 * VIRTUAL);
        q1.intoArray(partial, lane + 6 * VIRTUAL);
        q2.intoArray(partial, lane + 7 * VIRTUAL);
        q3.intoArray(partial, lane + 8 * VIRTUAL);
        q4.intoArray(partial, lane + 9 * VIRTUAL);
    }

    /** Two classes, or the last one twice. */
    private static void fold2(
            FloatMatrix weights,
            int k,
            Preprocessing preprocessing,
            MemorySegment folded,
            long offset,
            int lane,
            int end,
            float[] partial) {
        MemorySegment w = weights.segment();
        MemorySegment mean = preprocessing.mean().segment();
        MemorySegment scale = preprocessing.scale().segment();
        if (w.getClass() != NATIVE
                || mean.getClass() != NATIVE
                || scale.getClass() != NATIVE
                || folded.getClass() != NATIVE) {
            return;
        }
        long meanOffset = preprocessing.mean().offset();
        long scaleOffset = preprocessing.scale().offset();
        long w0 = weights.offset(k);
        long w1 = weights.offset(Math.min(k + 1, weights.rows() - 1));
        FloatVector m0 = FloatVector.zero(F);
        FloatVector m1 = FloatVector.zero(F);
        FloatVector q0 = FloatVector.zero(F);
        FloatVector q1 = FloatVector.zero(F);
        for (int d = lane; d < end; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            long target = offset + 4L * (SMALL_GROUP * d - (SMALL_GROUP - 1) * lane);
            FloatVector factor = FloatVector.fromMemorySegment(F, scale, scaleOffset + bytes, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(F, mean, meanOffset + bytes, ORDER);
            FloatVector a = FloatVector.fromMemorySegment(F, w, w0 + bytes, ORDER);
            q0 = FMA ? a.fma(a, q0) : a.mul(a).add(q0);
            a = a.mul(factor);
            m0 = FMA ? a.fma(x, m0) : a.mul(x).add(m0);
            a.intoMemorySegment(folded, target, ORDER);
            a = FloatVector.fromMemorySegment(F, w, w1 + bytes, ORDER);
            q1 = FMA ? a.fma(a, q1) : a.mul(a).add(q1);
            a = a.mul(factor);
            m1 = FMA ? a.fma(x, m1) : a.mul(x).add(m1);
            a.intoMemorySegment(folded, target + 64, ORDER);
        }
        m0.intoArray(partial, lane);
        m1.intoArray(partial, lane + VIRTUAL);
        q0.intoArray(partial, lane + 2 * VIRTUAL);
        q1.intoArray(partial, lane + 3 * VIRTUAL);
    }

    /** The features from {@code start}, a multiple of 16; what is missing to 32 becomes zero. */
    private static void foldRest(
            FloatMatrix weights,
            int k,
            int group,
            Preprocessing preprocessing,
            MemorySegment folded,
            long offset,
            int start,
            float[] partial) {
        int features = weights.columns();
        int slots = group == GROUP ? SLOTS : SMALL_GROUP;
        for (int c = 0; c < group; c++) {
            int row = Math.min(k + c, weights.rows() - 1);
            for (int d = start; d < padded(features); d++) {
                int lane = d % VIRTUAL;
                float v = 0;
                if (d < features) {
                    float w = weights.get(row, d);
                    v = w * preprocessing.scale().get(0, d);
                    int m = c * VIRTUAL + lane;
                    int q = m + group * VIRTUAL;
                    partial[m] = Machine.fma(v, preprocessing.mean().get(0, d), partial[m]);
                    partial[q] = Machine.fma(w, w, partial[q]);
                }
                folded.set(FLOAT, offset + 4L * (slots * (d - lane) + c * VIRTUAL + lane), v);
            }
        }
    }
}
