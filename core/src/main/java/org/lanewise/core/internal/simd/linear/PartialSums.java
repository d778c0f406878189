package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.LaneSums;

/** The virtual lanes of the scores of some examples and a group of classes, which add up to scores all together. */
final class PartialSums {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** 16 virtual lanes per pair of example and class, class after class, example after example. */
    final float[] lanes;

    /** Their sums: whole vectors of pairs, at every width. */
    private final MemorySegment sums;

    /** With room for some examples and a large group of classes each. */
    PartialSums(int examples) {
        int whole = Math.ceilDiv(examples * FoldedWeights.GROUP, VIRTUAL) * VIRTUAL;
        lanes = new float[whole * VIRTUAL];
        sums = Arena.ofAuto().allocate(whole * (long) Float.BYTES, FloatMatrix.ALIGNMENT);
    }

    /** Adds the virtual lanes of some examples and a group of classes up, and the bias to the sums. */
    void addUp(int examples, int group, FloatMatrix bias, int k, FloatMatrix scores, int row) {
        int pairs = examples * group;
        for (int p = 0; p < pairs; p += L) {
            LaneSums.add(lanes, p * VIRTUAL, sums, 4L * p);
        }
        int columns = Math.min(group, scores.columns() - k);
        MemorySegment target = scores.segment();
        for (int c = 0; c < columns; c++) {
            float b = bias.get(k + c, 0);
            for (int r = 0; r < examples; r++) {
                float sum = sums.get(FLOAT, 4L * (r * group + c)) + b;
                target.set(FLOAT, scores.offset(row + r) + 4L * (k + c), sum);
            }
        }
    }
}
