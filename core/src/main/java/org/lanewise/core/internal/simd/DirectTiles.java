package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels of small products, rows x vectors, on A and B as they lie: the picture of {@link MatmulTiles}.
 * They begin with zeros and do not read C.
 *
 * <p>Slices give the rows of A and C lengths of their own, so that a row's range is checked once; a row of B, whose distance
 * C2 does not know, is checked once for all its vectors. C2 has to know the class of segments, or it may allocate slices.
 */
final class DirectTiles {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int BYTES = L * Float.BYTES;

    private DirectTiles() {}

    static void tile5x4(
            int depth,
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE || c.getClass() != NATIVE) {
            throw new IllegalArgumentException("A, B and C must lie in allocated memory");
        }
        MemorySegment a0 = a.asSlice(aOffset, depth * 4L);
        MemorySegment a1 = a.asSlice(aOffset + aStride, depth * 4L);
        MemorySegment a2 = a.asSlice(aOffset + 2 * aStride, depth * 4L);
        MemorySegment a3 = a.asSlice(aOffset + 3 * aStride, depth * 4L);
        MemorySegment a4 = a.asSlice(aOffset + 4 * aStride, depth * 4L);
        MemorySegment row0 = c.asSlice(offset, 4 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 4 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 4 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 4 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 4 * BYTES);
        FloatVector c0a = FloatVector.zero(F);
        FloatVector c0b = FloatVector.zero(F);
        FloatVector c0c = FloatVector.zero(F);
        FloatVector c0d = FloatVector.zero(F);
        FloatVector c1a = FloatVector.zero(F);
        FloatVector c1b = FloatVector.zero(F);
        FloatVector c1c = FloatVector.zero(F);
        FloatVector c1d = FloatVector.zero(F);
        FloatVector c2a = FloatVector.zero(F);
        FloatVector c2b = FloatVector.zero(F);
        FloatVector c2c = FloatVector.zero(F);
        FloatVector c2d = FloatVector.zero(F);
        FloatVector c3a = FloatVector.zero(F);
        FloatVector c3b = FloatVector.zero(F);
        FloatVector c3c = FloatVector.zero(F);
        FloatVector c3d = FloatVector.zero(F);
        FloatVector c4a = FloatVector.zero(F);
        FloatVector c4b = FloatVector.zero(F);
        FloatVector c4c = FloatVector.zero(F);
        FloatVector c4d = FloatVector.zero(F);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 4 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector bd = FloatVector.fromMemorySegment(F, row, 3 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a0.get(FLOAT, k * 4L));
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            c0d = FMA ? x.fma(bd, c0d) : x.mul(bd).add(c0d);
            x = FloatVector.broadcast(F, a1.get(FLOAT, k * 4L));
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            c1d = FMA ? x.fma(bd, c1d) : x.mul(bd).add(c1d);
            x = FloatVector.broadcast(F, a2.get(FLOAT, k * 4L));
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            c2c = FMA ? x.fma(bc, c2c) : x.mul(bc).add(c2c);
            c2d = FMA ? x.fma(bd, c2d) : x.mul(bd).add(c2d);
            x = FloatVector.broadcast(F, a3.get(FLOAT, k * 4L));
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            c3c = FMA ? x.fma(bc, c3c) : x.mul(bc).add(c3c);
            c3d = FMA ? x.fma(bd, c3d) : x.mul(bd).add(c3d);
            x = FloatVector.broadcast(F, a4.get(FLOAT, k * 4L));
            c4a = FMA ? x.fma(ba, c4a) : x.mul(ba).add(c4a);
            c4b = FMA ? x.fma(bb, c4b) : x.mul(bb).add(c4b);
            c4c = FMA ? x.fma(bc, c4c) : x.mul(bc).add(c4c);
            c4d = FMA ? x.fma(bd, c4d) : x.mul(bd).add(c4d);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c0c.intoMemorySegment(row0, 2 * BYTES, ORDER);
        c0d.intoMemorySegment(row0, 3 * BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c1c.intoMemorySegment(row1, 2 * BYTES, ORDER);
        c1d.intoMemorySegment(row1, 3 * BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c2c.intoMemorySegment(row2, 2 * BYTES, ORDER);
        c2d.intoMemorySegment(row2, 3 * BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
        c3c.intoMemorySegment(row3, 2 * BYTES, ORDER);
        c3d.intoMemorySegment(row3, 3 * BYTES, ORDER);
        c4a.intoMemorySegment(row4, 0, ORDER);
        c4b.intoMemorySegment(row4, BYTES, ORDER);
        c4c.intoMemorySegment(row4, 2 * BYTES, ORDER);
        c4d.intoMemorySegment(row4, 3 * BYTES, ORDER);
    }

    static void tile5x3(
            int depth,
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE || c.getClass() != NATIVE) {
            throw new IllegalArgumentException("A, B and C must lie in allocated memory");
        }
        MemorySegment a0 = a.asSlice(aOffset, depth * 4L);
        MemorySegment a1 = a.asSlice(aOffset + aStride, depth * 4L);
        MemorySegment a2 = a.asSlice(aOffset + 2 * aStride, depth * 4L);
        MemorySegment a3 = a.asSlice(aOffset + 3 * aStride, depth * 4L);
        MemorySegment a4 = a.asSlice(aOffset + 4 * aStride, depth * 4L);
        MemorySegment row0 = c.asSlice(offset, 3 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 3 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 3 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 3 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 3 * BYTES);
        FloatVector c0a = FloatVector.zero(F);
        FloatVector c0b = FloatVector.zero(F);
        FloatVector c0c = FloatVector.zero(F);
        FloatVector c1a = FloatVector.zero(F);
        FloatVector c1b = FloatVector.zero(F);
        FloatVector c1c = FloatVector.zero(F);
        FloatVector c2a = FloatVector.zero(F);
        FloatVector c2b = FloatVector.zero(F);
        FloatVector c2c = FloatVector.zero(F);
        FloatVector c3a = FloatVector.zero(F);
        FloatVector c3b = FloatVector.zero(F);
        FloatVector c3c = FloatVector.zero(F);
        FloatVector c4a = FloatVector.zero(F);
        FloatVector c4b = FloatVector.zero(F);
        FloatVector c4c = FloatVector.zero(F);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 3 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a0.get(FLOAT, k * 4L));
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            x = FloatVector.broadcast(F, a1.get(FLOAT, k * 4L));
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            x = FloatVector.broadcast(F, a2.get(FLOAT, k * 4L));
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            c2c = FMA ? x.fma(bc, c2c) : x.mul(bc).add(c2c);
            x = FloatVector.broadcast(F, a3.get(FLOAT, k * 4L));
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            c3c = FMA ? x.fma(bc, c3c) : x.mul(bc).add(c3c);
            x = FloatVector.broadcast(F, a4.get(FLOAT, k * 4L));
            c4a = FMA ? x.fma(ba, c4a) : x.mul(ba).add(c4a);
            c4b = FMA ? x.fma(bb, c4b) : x.mul(bb).add(c4b);
            c4c = FMA ? x.fma(bc, c4c) : x.mul(bc).add(c4c);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c0c.intoMemorySegment(row0, 2 * BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c1c.intoMemorySegment(row1, 2 * BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c2c.intoMemorySegment(row2, 2 * BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
        c3c.intoMemorySegment(row3, 2 * BYTES, ORDER);
        c4a.intoMemorySegment(row4, 0, ORDER);
        c4b.intoMemorySegment(row4, BYTES, ORDER);
        c4c.intoMemorySegment(row4, 2 * BYTES, ORDER);
    }

    static void tile5x2(
            int depth,
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE || c.getClass() != NATIVE) {
            throw new IllegalArgumentException("A, B and C must lie in allocated memory");
        }
        MemorySegment a0 = a.asSlice(aOffset, depth * 4L);
        MemorySegment a1 = a.asSlice(aOffset + aStride, depth * 4L);
        MemorySegment a2 = a.asSlice(aOffset + 2 * aStride, depth * 4L);
        MemorySegment a3 = a.asSlice(aOffset + 3 * aStride, depth * 4L);
        MemorySegment a4 = a.asSlice(aOffset + 4 * aStride, depth * 4L);
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 2 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.zero(F);
        FloatVector c0b = FloatVector.zero(F);
        FloatVector c1a = FloatVector.zero(F);
        FloatVector c1b = FloatVector.zero(F);
        FloatVector c2a = FloatVector.zero(F);
        FloatVector c2b = FloatVector.zero(F);
        FloatVector c3a = FloatVector.zero(F);
        FloatVector c3b = FloatVector.zero(F);
        FloatVector c4a = FloatVector.zero(F);
        FloatVector c4b = FloatVector.zero(F);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 2 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, a0.get(FLOAT, k * 4L));
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, a1.get(FLOAT, k * 4L));
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, a2.get(FLOAT, k * 4L));
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, a3.get(FLOAT, k * 4L));
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            x = FloatVector.broadcast(F, a4.get(FLOAT, k * 4L));
            c4a = FMA ? x.fma(ba, c4a) : x.mul(ba).add(c4a);
            c4b = FMA ? x.fma(bb, c4b) : x.mul(bb).add(c4b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
        c4a.intoMemorySegment(row4, 0, ORDER);
        c4b.intoMemorySegment(row4, BYTES, ORDER);
    }
}
