package org.lanewise.core.internal.simd.lanes;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Adds the 16 virtual lanes of L pairs in the fixed order, l and l + 8, then l + 4, l + 2, l + 1, giving L sums side by side.
 *
 * <p>Pair by pair that would be 15 scalar additions. Here each step of the tree is one addition for two vectors: halves of
 * both are swapped so that the lanes to be added stand above each other,
 * {@code [x0 x1] [y0 y1] -> [x0 y1] + [x1 y0]}, and the result holds half as many lanes of twice as many pairs.
 */
public final class LaneSums {

    /** Lanes that come from the second vector in a step of so many lanes, and the swap of neighbours that far apart. */
    private static final VectorMask<Float> M8 = second(8);

    private static final VectorMask<Float> M4 = second(4);
    private static final VectorMask<Float> M2 = second(2);
    private static final VectorMask<Float> M1 = second(1);
    private static final VectorShuffle<Float> S8 = swap(8);
    private static final VectorShuffle<Float> S4 = swap(4);
    private static final VectorShuffle<Float> S2 = swap(2);
    private static final VectorShuffle<Float> S1 = swap(1);

    private LaneSums() {}

    private static VectorMask<Float> second(int half) {
        boolean[] lanes = new boolean[L];
        for (int l = 0; l < L; l++) {
            lanes[l] = (l & half) != 0;
        }
        return VectorMask.fromArray(F, lanes, 0);
    }

    private static VectorShuffle<Float> swap(int half) {
        return VectorShuffle.fromOp(F, l -> (l ^ half) % L);
    }

    /** The sums of the pairs from {@code offset}, 16 floats apart. */
    public static void add(float[] sums, int offset, MemorySegment dots, long to) {
        if (L == 16) {
            add16(sums, offset, dots, to);
        } else if (L == 8) {
            add8(sums, offset, dots, to);
        } else {
            add4(sums, offset, dots, to);
        }
    }

    private static void add16(float[] sums, int offset, MemorySegment dots, long to) {
        FloatVector s0 = FloatVector.fromArray(F, sums, offset);
        FloatVector s1 = FloatVector.fromArray(F, sums, offset + VIRTUAL);
        FloatVector s2 = FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL);
        FloatVector s3 = FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL);
        FloatVector s4 = FloatVector.fromArray(F, sums, offset + 4 * VIRTUAL);
        FloatVector s5 = FloatVector.fromArray(F, sums, offset + 5 * VIRTUAL);
        FloatVector s6 = FloatVector.fromArray(F, sums, offset + 6 * VIRTUAL);
        FloatVector s7 = FloatVector.fromArray(F, sums, offset + 7 * VIRTUAL);
        FloatVector s8 = FloatVector.fromArray(F, sums, offset + 8 * VIRTUAL);
        FloatVector s9 = FloatVector.fromArray(F, sums, offset + 9 * VIRTUAL);
        FloatVector s10 = FloatVector.fromArray(F, sums, offset + 10 * VIRTUAL);
        FloatVector s11 = FloatVector.fromArray(F, sums, offset + 11 * VIRTUAL);
        FloatVector s12 = FloatVector.fromArray(F, sums, offset + 12 * VIRTUAL);
        FloatVector s13 = FloatVector.fromArray(F, sums, offset + 13 * VIRTUAL);
        FloatVector s14 = FloatVector.fromArray(F, sums, offset + 14 * VIRTUAL);
        FloatVector s15 = FloatVector.fromArray(F, sums, offset + 15 * VIRTUAL);
        s0 = s0.blend(s8, M8).add(s8.blend(s0, M8).rearrange(S8));
        s1 = s1.blend(s9, M8).add(s9.blend(s1, M8).rearrange(S8));
        s2 = s2.blend(s10, M8).add(s10.blend(s2, M8).rearrange(S8));
        s3 = s3.blend(s11, M8).add(s11.blend(s3, M8).rearrange(S8));
        s4 = s4.blend(s12, M8).add(s12.blend(s4, M8).rearrange(S8));
        s5 = s5.blend(s13, M8).add(s13.blend(s5, M8).rearrange(S8));
        s6 = s6.blend(s14, M8).add(s14.blend(s6, M8).rearrange(S8));
        s7 = s7.blend(s15, M8).add(s15.blend(s7, M8).rearrange(S8));
        s0 = s0.blend(s4, M4).add(s4.blend(s0, M4).rearrange(S4));
        s1 = s1.blend(s5, M4).add(s5.blend(s1, M4).rearrange(S4));
        s2 = s2.blend(s6, M4).add(s6.blend(s2, M4).rearrange(S4));
        s3 = s3.blend(s7, M4).add(s7.blend(s3, M4).rearrange(S4));
        s0 = s0.blend(s2, M2).add(s2.blend(s0, M2).rearrange(S2));
        s1 = s1.blend(s3, M2).add(s3.blend(s1, M2).rearrange(S2));
        s0 = s0.blend(s1, M1).add(s1.blend(s0, M1).rearrange(S1));
        s0.intoMemorySegment(dots, to, ORDER);
    }

    private static void add8(float[] sums, int offset, MemorySegment dots, long to) {
        FloatVector s0 = FloatVector.fromArray(F, sums, offset).add(FloatVector.fromArray(F, sums, offset + L));
        FloatVector s1 = FloatVector.fromArray(F, sums, offset + VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + VIRTUAL + L));
        FloatVector s2 = FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL + L));
        FloatVector s3 = FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL + L));
        FloatVector s4 = FloatVector.fromArray(F, sums, offset + 4 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 4 * VIRTUAL + L));
        FloatVector s5 = FloatVector.fromArray(F, sums, offset + 5 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 5 * VIRTUAL + L));
        FloatVector s6 = FloatVector.fromArray(F, sums, offset + 6 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 6 * VIRTUAL + L));
        FloatVector s7 = FloatVector.fromArray(F, sums, offset + 7 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 7 * VIRTUAL + L));
        s0 = s0.blend(s4, M4).add(s4.blend(s0, M4).rearrange(S4));
        s1 = s1.blend(s5, M4).add(s5.blend(s1, M4).rearrange(S4));
        s2 = s2.blend(s6, M4).add(s6.blend(s2, M4).rearrange(S4));
        s3 = s3.blend(s7, M4).add(s7.blend(s3, M4).rearrange(S4));
        s0 = s0.blend(s2, M2).add(s2.blend(s0, M2).rearrange(S2));
        s1 = s1.blend(s3, M2).add(s3.blend(s1, M2).rearrange(S2));
        s0 = s0.blend(s1, M1).add(s1.blend(s0, M1).rearrange(S1));
        s0.intoMemorySegment(dots, to, ORDER);
    }

    private static void add4(float[] sums, int offset, MemorySegment dots, long to) {
        FloatVector s0 = FloatVector.fromArray(F, sums, offset)
                .add(FloatVector.fromArray(F, sums, offset + 2 * L))
                .add(FloatVector.fromArray(F, sums, offset + L).add(FloatVector.fromArray(F, sums, offset + 3 * L)));
        FloatVector s1 = FloatVector.fromArray(F, sums, offset + VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + VIRTUAL + 2 * L))
                .add(FloatVector.fromArray(F, sums, offset + VIRTUAL + L)
                        .add(FloatVector.fromArray(F, sums, offset + VIRTUAL + 3 * L)));
        FloatVector s2 = FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL + 2 * L))
                .add(FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL + L)
                        .add(FloatVector.fromArray(F, sums, offset + 2 * VIRTUAL + 3 * L)));
        FloatVector s3 = FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL)
                .add(FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL + 2 * L))
                .add(FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL + L)
                        .add(FloatVector.fromArray(F, sums, offset + 3 * VIRTUAL + 3 * L)));
        s0 = s0.blend(s2, M2).add(s2.blend(s0, M2).rearrange(S2));
        s1 = s1.blend(s3, M2).add(s3.blend(s1, M2).rearrange(S2));
        s0 = s0.blend(s1, M1).add(s1.blend(s0, M1).rearrange(S1));
        s0.intoMemorySegment(dots, to, ORDER);
    }
}
