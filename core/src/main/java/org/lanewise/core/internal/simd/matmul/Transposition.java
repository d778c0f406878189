package org.lanewise.core.internal.simd.matmul;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import org.lanewise.core.internal.simd.lanes.Lanes;

/**
 * Transposes blocks of 16 x 16 floats in registers, with 512-bit vectors: four rounds that swap halves, quarters, ...
 * of pairs of rows. Element by element it would take twice to seven times as long, for the lines of a column compete
 * for cache sets.
 */
final class Transposition {

    /** Rows and columns of a block. */
    static final int SIZE = 16;

    /** Whether vectors are wide enough; element by element is not much slower with narrower ones. */
    static final boolean AVAILABLE = Lanes.L == SIZE;

    private static final VectorShuffle<Float> LOW_1 = low(1);
    private static final VectorShuffle<Float> HIGH_1 = high(1);
    private static final VectorShuffle<Float> LOW_2 = low(2);
    private static final VectorShuffle<Float> HIGH_2 = high(2);
    private static final VectorShuffle<Float> LOW_4 = low(4);
    private static final VectorShuffle<Float> HIGH_4 = high(4);
    private static final VectorShuffle<Float> LOW_8 = low(8);
    private static final VectorShuffle<Float> HIGH_8 = high(8);

    private Transposition() {}

    /** Lanes without the bit from the first row, those with it from the second, moved down. */
    private static VectorShuffle<Float> low(int bit) {
        return AVAILABLE ? VectorShuffle.fromOp(F, lane -> (lane & bit) == 0 ? lane : SIZE + lane - bit) : null;
    }

    /** Lanes with the bit from the first row, moved down, and from the second where they are. */
    private static VectorShuffle<Float> high(int bit) {
        return AVAILABLE ? VectorShuffle.fromOp(F, lane -> (lane & bit) == 0 ? lane + bit : SIZE + lane) : null;
    }

    /** Writes the columns of the source's block as rows of the target's; strides in bytes. */
    static void block(MemorySegment source, long from, long stride, MemorySegment target, long to, long toStride) {
        FloatVector v0 = FloatVector.fromMemorySegment(F, source, from + 0 * stride, ORDER);
        FloatVector v1 = FloatVector.fromMemorySegment(F, source, from + 1 * stride, ORDER);
        FloatVector v2 = FloatVector.fromMemorySegment(F, source, from + 2 * stride, ORDER);
        FloatVector v3 = FloatVector.fromMemorySegment(F, source, from + 3 * stride, ORDER);
        FloatVector v4 = FloatVector.fromMemorySegment(F, source, from + 4 * stride, ORDER);
        FloatVector v5 = FloatVector.fromMemorySegment(F, source, from + 5 * stride, ORDER);
        FloatVector v6 = FloatVector.fromMemorySegment(F, source, from + 6 * stride, ORDER);
        FloatVector v7 = FloatVector.fromMemorySegment(F, source, from + 7 * stride, ORDER);
        FloatVector v8 = FloatVector.fromMemorySegment(F, source, from + 8 * stride, ORDER);
        FloatVector v9 = FloatVector.fromMemorySegment(F, source, from + 9 * stride, ORDER);
        FloatVector v10 = FloatVector.fromMemorySegment(F, source, from + 10 * stride, ORDER);
        FloatVector v11 = FloatVector.fromMemorySegment(F, source, from + 11 * stride, ORDER);
        FloatVector v12 = FloatVector.fromMemorySegment(F, source, from + 12 * stride, ORDER);
        FloatVector v13 = FloatVector.fromMemorySegment(F, source, from + 13 * stride, ORDER);
        FloatVector v14 = FloatVector.fromMemorySegment(F, source, from + 14 * stride, ORDER);
        FloatVector v15 = FloatVector.fromMemorySegment(F, source, from + 15 * stride, ORDER);
        FloatVector low = v0.rearrange(LOW_1, v1);
        v1 = v0.rearrange(HIGH_1, v1);
        v0 = low;
        low = v2.rearrange(LOW_1, v3);
        v3 = v2.rearrange(HIGH_1, v3);
        v2 = low;
        low = v4.rearrange(LOW_1, v5);
        v5 = v4.rearrange(HIGH_1, v5);
        v4 = low;
        low = v6.rearrange(LOW_1, v7);
        v7 = v6.rearrange(HIGH_1, v7);
        v6 = low;
        low = v8.rearrange(LOW_1, v9);
        v9 = v8.rearrange(HIGH_1, v9);
        v8 = low;
        low = v10.rearrange(LOW_1, v11);
        v11 = v10.rearrange(HIGH_1, v11);
        v10 = low;
        low = v12.rearrange(LOW_1, v13);
        v13 = v12.rearrange(HIGH_1, v13);
        v12 = low;
        low = v14.rearrange(LOW_1, v15);
        v15 = v14.rearrange(HIGH_1, v15);
        v14 = low;
        low = v0.rearrange(LOW_2, v2);
        v2 = v0.rearrange(HIGH_2, v2);
        v0 = low;
        low = v1.rearrange(LOW_2, v3);
        v3 = v1.rearrange(HIGH_2, v3);
        v1 = low;
        low = v4.rearrange(LOW_2, v6);
        v6 = v4.rearrange(HIGH_2, v6);
        v4 = low;
        low = v5.rearrange(LOW_2, v7);
        v7 = v5.rearrange(HIGH_2, v7);
        v5 = low;
        low = v8.rearrange(LOW_2, v10);
        v10 = v8.rearrange(HIGH_2, v10);
        v8 = low;
        low = v9.rearrange(LOW_2, v11);
        v11 = v9.rearrange(HIGH_2, v11);
        v9 = low;
        low = v12.rearrange(LOW_2, v14);
        v14 = v12.rearrange(HIGH_2, v14);
        v12 = low;
        low = v13.rearrange(LOW_2, v15);
        v15 = v13.rearrange(HIGH_2, v15);
        v13 = low;
        low = v0.rearrange(LOW_4, v4);
        v4 = v0.rearrange(HIGH_4, v4);
        v0 = low;
        low = v1.rearrange(LOW_4, v5);
        v5 = v1.rearrange(HIGH_4, v5);
        v1 = low;
        low = v2.rearrange(LOW_4, v6);
        v6 = v2.rearrange(HIGH_4, v6);
        v2 = low;
        low = v3.rearrange(LOW_4, v7);
        v7 = v3.rearrange(HIGH_4, v7);
        v3 = low;
        low = v8.rearrange(LOW_4, v12);
        v12 = v8.rearrange(HIGH_4, v12);
        v8 = low;
        low = v9.rearrange(LOW_4, v13);
        v13 = v9.rearrange(HIGH_4, v13);
        v9 = low;
        low = v10.rearrange(LOW_4, v14);
        v14 = v10.rearrange(HIGH_4, v14);
        v10 = low;
        low = v11.rearrange(LOW_4, v15);
        v15 = v11.rearrange(HIGH_4, v15);
        v11 = low;
        low = v0.rearrange(LOW_8, v8);
        v8 = v0.rearrange(HIGH_8, v8);
        v0 = low;
        low = v1.rearrange(LOW_8, v9);
        v9 = v1.rearrange(HIGH_8, v9);
        v1 = low;
        low = v2.rearrange(LOW_8, v10);
        v10 = v2.rearrange(HIGH_8, v10);
        v2 = low;
        low = v3.rearrange(LOW_8, v11);
        v11 = v3.rearrange(HIGH_8, v11);
        v3 = low;
        low = v4.rearrange(LOW_8, v12);
        v12 = v4.rearrange(HIGH_8, v12);
        v4 = low;
        low = v5.rearrange(LOW_8, v13);
        v13 = v5.rearrange(HIGH_8, v13);
        v5 = low;
        low = v6.rearrange(LOW_8, v14);
        v14 = v6.rearrange(HIGH_8, v14);
        v6 = low;
        low = v7.rearrange(LOW_8, v15);
        v15 = v7.rearrange(HIGH_8, v15);
        v7 = low;
        v0.intoMemorySegment(target, to + 0 * toStride, ORDER);
        v1.intoMemorySegment(target, to + 1 * toStride, ORDER);
        v2.intoMemorySegment(target, to + 2 * toStride, ORDER);
        v3.intoMemorySegment(target, to + 3 * toStride, ORDER);
        v4.intoMemorySegment(target, to + 4 * toStride, ORDER);
        v5.intoMemorySegment(target, to + 5 * toStride, ORDER);
        v6.intoMemorySegment(target, to + 6 * toStride, ORDER);
        v7.intoMemorySegment(target, to + 7 * toStride, ORDER);
        v8.intoMemorySegment(target, to + 8 * toStride, ORDER);
        v9.intoMemorySegment(target, to + 9 * toStride, ORDER);
        v10.intoMemorySegment(target, to + 10 * toStride, ORDER);
        v11.intoMemorySegment(target, to + 11 * toStride, ORDER);
        v12.intoMemorySegment(target, to + 12 * toStride, ORDER);
        v13.intoMemorySegment(target, to + 13 * toStride, ORDER);
        v14.intoMemorySegment(target, to + 14 * toStride, ORDER);
        v15.intoMemorySegment(target, to + 15 * toStride, ORDER);
    }
}
