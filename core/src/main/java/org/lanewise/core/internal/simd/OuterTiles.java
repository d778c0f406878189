package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels of flat products, rows x 2 vectors, on B as it lies: the picture of {@link GradientTiles}
 * with floats in place of bytes.
 */
final class OuterTiles {

    private static final int BYTES = L * Float.BYTES;

    private OuterTiles() {}

    static void tile10x2(
            MemorySegment b,
            long bOffset,
            long bStride,
            int depth,
            float[] factors,
            MemorySegment c,
            long offset,
            long rowStride) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, c, offset, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, c, offset + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, c, offset + rowStride, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, c, offset + rowStride + BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, c, offset + 2 * rowStride, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, c, offset + 2 * rowStride + BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, c, offset + 3 * rowStride, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, c, offset + 3 * rowStride + BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, c, offset + 4 * rowStride, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, c, offset + 4 * rowStride + BYTES, ORDER);
        FloatVector s5a = FloatVector.fromMemorySegment(F, c, offset + 5 * rowStride, ORDER);
        FloatVector s5b = FloatVector.fromMemorySegment(F, c, offset + 5 * rowStride + BYTES, ORDER);
        FloatVector s6a = FloatVector.fromMemorySegment(F, c, offset + 6 * rowStride, ORDER);
        FloatVector s6b = FloatVector.fromMemorySegment(F, c, offset + 6 * rowStride + BYTES, ORDER);
        FloatVector s7a = FloatVector.fromMemorySegment(F, c, offset + 7 * rowStride, ORDER);
        FloatVector s7b = FloatVector.fromMemorySegment(F, c, offset + 7 * rowStride + BYTES, ORDER);
        FloatVector s8a = FloatVector.fromMemorySegment(F, c, offset + 8 * rowStride, ORDER);
        FloatVector s8b = FloatVector.fromMemorySegment(F, c, offset + 8 * rowStride + BYTES, ORDER);
        FloatVector s9a = FloatVector.fromMemorySegment(F, c, offset + 9 * rowStride, ORDER);
        FloatVector s9b = FloatVector.fromMemorySegment(F, c, offset + 9 * rowStride + BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            long row = bOffset + k * bStride;
            FloatVector ba = FloatVector.fromMemorySegment(F, b, row, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, row + BYTES, ORDER);
            FloatVector f = FloatVector.broadcast(F, factors[k * 10]);
            s0a = FMA ? f.fma(ba, s0a) : f.mul(ba).add(s0a);
            s0b = FMA ? f.fma(bb, s0b) : f.mul(bb).add(s0b);
            f = FloatVector.broadcast(F, factors[k * 10 + 1]);
            s1a = FMA ? f.fma(ba, s1a) : f.mul(ba).add(s1a);
            s1b = FMA ? f.fma(bb, s1b) : f.mul(bb).add(s1b);
            f = FloatVector.broadcast(F, factors[k * 10 + 2]);
            s2a = FMA ? f.fma(ba, s2a) : f.mul(ba).add(s2a);
            s2b = FMA ? f.fma(bb, s2b) : f.mul(bb).add(s2b);
            f = FloatVector.broadcast(F, factors[k * 10 + 3]);
            s3a = FMA ? f.fma(ba, s3a) : f.mul(ba).add(s3a);
            s3b = FMA ? f.fma(bb, s3b) : f.mul(bb).add(s3b);
            f = FloatVector.broadcast(F, factors[k * 10 + 4]);
            s4a = FMA ? f.fma(ba, s4a) : f.mul(ba).add(s4a);
            s4b = FMA ? f.fma(bb, s4b) : f.mul(bb).add(s4b);
            f = FloatVector.broadcast(F, factors[k * 10 + 5]);
            s5a = FMA ? f.fma(ba, s5a) : f.mul(ba).add(s5a);
            s5b = FMA ? f.fma(bb, s5b) : f.mul(bb).add(s5b);
            f = FloatVector.broadcast(F, factors[k * 10 + 6]);
            s6a = FMA ? f.fma(ba, s6a) : f.mul(ba).add(s6a);
            s6b = FMA ? f.fma(bb, s6b) : f.mul(bb).add(s6b);
            f = FloatVector.broadcast(F, factors[k * 10 + 7]);
            s7a = FMA ? f.fma(ba, s7a) : f.mul(ba).add(s7a);
            s7b = FMA ? f.fma(bb, s7b) : f.mul(bb).add(s7b);
            f = FloatVector.broadcast(F, factors[k * 10 + 8]);
            s8a = FMA ? f.fma(ba, s8a) : f.mul(ba).add(s8a);
            s8b = FMA ? f.fma(bb, s8b) : f.mul(bb).add(s8b);
            f = FloatVector.broadcast(F, factors[k * 10 + 9]);
            s9a = FMA ? f.fma(ba, s9a) : f.mul(ba).add(s9a);
            s9b = FMA ? f.fma(bb, s9b) : f.mul(bb).add(s9b);
        }
        s0a.intoMemorySegment(c, offset, ORDER);
        s0b.intoMemorySegment(c, offset + BYTES, ORDER);
        s1a.intoMemorySegment(c, offset + rowStride, ORDER);
        s1b.intoMemorySegment(c, offset + rowStride + BYTES, ORDER);
        s2a.intoMemorySegment(c, offset + 2 * rowStride, ORDER);
        s2b.intoMemorySegment(c, offset + 2 * rowStride + BYTES, ORDER);
        s3a.intoMemorySegment(c, offset + 3 * rowStride, ORDER);
        s3b.intoMemorySegment(c, offset + 3 * rowStride + BYTES, ORDER);
        s4a.intoMemorySegment(c, offset + 4 * rowStride, ORDER);
        s4b.intoMemorySegment(c, offset + 4 * rowStride + BYTES, ORDER);
        s5a.intoMemorySegment(c, offset + 5 * rowStride, ORDER);
        s5b.intoMemorySegment(c, offset + 5 * rowStride + BYTES, ORDER);
        s6a.intoMemorySegment(c, offset + 6 * rowStride, ORDER);
        s6b.intoMemorySegment(c, offset + 6 * rowStride + BYTES, ORDER);
        s7a.intoMemorySegment(c, offset + 7 * rowStride, ORDER);
        s7b.intoMemorySegment(c, offset + 7 * rowStride + BYTES, ORDER);
        s8a.intoMemorySegment(c, offset + 8 * rowStride, ORDER);
        s8b.intoMemorySegment(c, offset + 8 * rowStride + BYTES, ORDER);
        s9a.intoMemorySegment(c, offset + 9 * rowStride, ORDER);
        s9b.intoMemorySegment(c, offset + 9 * rowStride + BYTES, ORDER);
    }

    static void tile5x2(
            MemorySegment b,
            long bOffset,
            long bStride,
            int depth,
            float[] factors,
            MemorySegment c,
            long offset,
            long rowStride) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, c, offset, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, c, offset + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, c, offset + rowStride, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, c, offset + rowStride + BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, c, offset + 2 * rowStride, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, c, offset + 2 * rowStride + BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, c, offset + 3 * rowStride, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, c, offset + 3 * rowStride + BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, c, offset + 4 * rowStride, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, c, offset + 4 * rowStride + BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            long row = bOffset + k * bStride;
            FloatVector ba = FloatVector.fromMemorySegment(F, b, row, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, b, row + BYTES, ORDER);
            FloatVector f = FloatVector.broadcast(F, factors[k * 5]);
            s0a = FMA ? f.fma(ba, s0a) : f.mul(ba).add(s0a);
            s0b = FMA ? f.fma(bb, s0b) : f.mul(bb).add(s0b);
            f = FloatVector.broadcast(F, factors[k * 5 + 1]);
            s1a = FMA ? f.fma(ba, s1a) : f.mul(ba).add(s1a);
            s1b = FMA ? f.fma(bb, s1b) : f.mul(bb).add(s1b);
            f = FloatVector.broadcast(F, factors[k * 5 + 2]);
            s2a = FMA ? f.fma(ba, s2a) : f.mul(ba).add(s2a);
            s2b = FMA ? f.fma(bb, s2b) : f.mul(bb).add(s2b);
            f = FloatVector.broadcast(F, factors[k * 5 + 3]);
            s3a = FMA ? f.fma(ba, s3a) : f.mul(ba).add(s3a);
            s3b = FMA ? f.fma(bb, s3b) : f.mul(bb).add(s3b);
            f = FloatVector.broadcast(F, factors[k * 5 + 4]);
            s4a = FMA ? f.fma(ba, s4a) : f.mul(ba).add(s4a);
            s4b = FMA ? f.fma(bb, s4b) : f.mul(bb).add(s4b);
        }
        s0a.intoMemorySegment(c, offset, ORDER);
        s0b.intoMemorySegment(c, offset + BYTES, ORDER);
        s1a.intoMemorySegment(c, offset + rowStride, ORDER);
        s1b.intoMemorySegment(c, offset + rowStride + BYTES, ORDER);
        s2a.intoMemorySegment(c, offset + 2 * rowStride, ORDER);
        s2b.intoMemorySegment(c, offset + 2 * rowStride + BYTES, ORDER);
        s3a.intoMemorySegment(c, offset + 3 * rowStride, ORDER);
        s3b.intoMemorySegment(c, offset + 3 * rowStride + BYTES, ORDER);
        s4a.intoMemorySegment(c, offset + 4 * rowStride, ORDER);
        s4b.intoMemorySegment(c, offset + 4 * rowStride + BYTES, ORDER);
    }
}
