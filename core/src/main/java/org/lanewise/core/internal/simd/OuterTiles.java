package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Blocking.FACTORS;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Outer-product micro-kernels of flat products, rows x vectors, on B as it lies: the picture of {@link GradientTiles} with
 * floats in place of bytes. Tiles add to what C holds. Rows after {@code last} are the last one once more.
 *
 * <p>Slices of a row of B or C have constant sizes, and so need one check of their range, not one a vector. They are not
 * allocated.
 */
final class OuterTiles {

    private static final int BYTES = L * Float.BYTES;

    private OuterTiles() {}

    /** Adds to {@code sums}, to which C was copied, not to C: 20 loads of segments beside 20 stores are too many for C1. */
    static void tile5x4(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride,
            float[] sums) {
        MemorySegment row0 = c.asSlice(offset, 4 * BYTES);
        MemorySegment row1 = c.asSlice(offset + stride, 4 * BYTES);
        MemorySegment row2 = c.asSlice(offset + 2 * stride, 4 * BYTES);
        MemorySegment row3 = c.asSlice(offset + 3 * stride, 4 * BYTES);
        MemorySegment row4 = c.asSlice(offset + 4 * stride, 4 * BYTES);
        FloatVector c0a = FloatVector.fromArray(F, sums, 0);
        FloatVector c0b = FloatVector.fromArray(F, sums, L);
        FloatVector c0c = FloatVector.fromArray(F, sums, 2 * L);
        FloatVector c0d = FloatVector.fromArray(F, sums, 3 * L);
        FloatVector c1a = FloatVector.fromArray(F, sums, 4 * L);
        FloatVector c1b = FloatVector.fromArray(F, sums, 5 * L);
        FloatVector c1c = FloatVector.fromArray(F, sums, 6 * L);
        FloatVector c1d = FloatVector.fromArray(F, sums, 7 * L);
        FloatVector c2a = FloatVector.fromArray(F, sums, 8 * L);
        FloatVector c2b = FloatVector.fromArray(F, sums, 9 * L);
        FloatVector c2c = FloatVector.fromArray(F, sums, 10 * L);
        FloatVector c2d = FloatVector.fromArray(F, sums, 11 * L);
        FloatVector c3a = FloatVector.fromArray(F, sums, 12 * L);
        FloatVector c3b = FloatVector.fromArray(F, sums, 13 * L);
        FloatVector c3c = FloatVector.fromArray(F, sums, 14 * L);
        FloatVector c3d = FloatVector.fromArray(F, sums, 15 * L);
        FloatVector c4a = FloatVector.fromArray(F, sums, 16 * L);
        FloatVector c4b = FloatVector.fromArray(F, sums, 17 * L);
        FloatVector c4c = FloatVector.fromArray(F, sums, 18 * L);
        FloatVector c4d = FloatVector.fromArray(F, sums, 19 * L);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 4 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector bd = FloatVector.fromMemorySegment(F, row, 3 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            c0d = FMA ? x.fma(bd, c0d) : x.mul(bd).add(c0d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 1]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            c1d = FMA ? x.fma(bd, c1d) : x.mul(bd).add(c1d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 2]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            c2c = FMA ? x.fma(bc, c2c) : x.mul(bc).add(c2c);
            c2d = FMA ? x.fma(bd, c2d) : x.mul(bd).add(c2d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 3]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            c3c = FMA ? x.fma(bc, c3c) : x.mul(bc).add(c3c);
            c3d = FMA ? x.fma(bd, c3d) : x.mul(bd).add(c3d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 4]);
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

    static void tile4x4(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride,
            int last) {
        MemorySegment row0 = c.asSlice(offset, 4 * BYTES);
        MemorySegment row1 = c.asSlice(offset + Math.min(1, last) * stride, 4 * BYTES);
        MemorySegment row2 = c.asSlice(offset + Math.min(2, last) * stride, 4 * BYTES);
        MemorySegment row3 = c.asSlice(offset + Math.min(3, last) * stride, 4 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c0c = FloatVector.fromMemorySegment(F, row0, 2 * BYTES, ORDER);
        FloatVector c0d = FloatVector.fromMemorySegment(F, row0, 3 * BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c1c = FloatVector.fromMemorySegment(F, row1, 2 * BYTES, ORDER);
        FloatVector c1d = FloatVector.fromMemorySegment(F, row1, 3 * BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, row2, 0, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, row2, BYTES, ORDER);
        FloatVector c2c = FloatVector.fromMemorySegment(F, row2, 2 * BYTES, ORDER);
        FloatVector c2d = FloatVector.fromMemorySegment(F, row2, 3 * BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, row3, 0, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, row3, BYTES, ORDER);
        FloatVector c3c = FloatVector.fromMemorySegment(F, row3, 2 * BYTES, ORDER);
        FloatVector c3d = FloatVector.fromMemorySegment(F, row3, 3 * BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 4 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector bd = FloatVector.fromMemorySegment(F, row, 3 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            c0d = FMA ? x.fma(bd, c0d) : x.mul(bd).add(c0d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 1]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            c1d = FMA ? x.fma(bd, c1d) : x.mul(bd).add(c1d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 2]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            c2c = FMA ? x.fma(bc, c2c) : x.mul(bc).add(c2c);
            c2d = FMA ? x.fma(bd, c2d) : x.mul(bd).add(c2d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 3]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
            c3c = FMA ? x.fma(bc, c3c) : x.mul(bc).add(c3c);
            c3d = FMA ? x.fma(bd, c3d) : x.mul(bd).add(c3d);
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
    }

    static void tile2x8(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride,
            int last) {
        MemorySegment row0 = c.asSlice(offset, 8 * BYTES);
        MemorySegment row1 = c.asSlice(offset + Math.min(1, last) * stride, 8 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c0c = FloatVector.fromMemorySegment(F, row0, 2 * BYTES, ORDER);
        FloatVector c0d = FloatVector.fromMemorySegment(F, row0, 3 * BYTES, ORDER);
        FloatVector c0e = FloatVector.fromMemorySegment(F, row0, 4 * BYTES, ORDER);
        FloatVector c0f = FloatVector.fromMemorySegment(F, row0, 5 * BYTES, ORDER);
        FloatVector c0g = FloatVector.fromMemorySegment(F, row0, 6 * BYTES, ORDER);
        FloatVector c0h = FloatVector.fromMemorySegment(F, row0, 7 * BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c1c = FloatVector.fromMemorySegment(F, row1, 2 * BYTES, ORDER);
        FloatVector c1d = FloatVector.fromMemorySegment(F, row1, 3 * BYTES, ORDER);
        FloatVector c1e = FloatVector.fromMemorySegment(F, row1, 4 * BYTES, ORDER);
        FloatVector c1f = FloatVector.fromMemorySegment(F, row1, 5 * BYTES, ORDER);
        FloatVector c1g = FloatVector.fromMemorySegment(F, row1, 6 * BYTES, ORDER);
        FloatVector c1h = FloatVector.fromMemorySegment(F, row1, 7 * BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 8 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector bd = FloatVector.fromMemorySegment(F, row, 3 * BYTES, ORDER);
            FloatVector be = FloatVector.fromMemorySegment(F, row, 4 * BYTES, ORDER);
            FloatVector bf = FloatVector.fromMemorySegment(F, row, 5 * BYTES, ORDER);
            FloatVector bg = FloatVector.fromMemorySegment(F, row, 6 * BYTES, ORDER);
            FloatVector bh = FloatVector.fromMemorySegment(F, row, 7 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            c0d = FMA ? x.fma(bd, c0d) : x.mul(bd).add(c0d);
            c0e = FMA ? x.fma(be, c0e) : x.mul(be).add(c0e);
            c0f = FMA ? x.fma(bf, c0f) : x.mul(bf).add(c0f);
            c0g = FMA ? x.fma(bg, c0g) : x.mul(bg).add(c0g);
            c0h = FMA ? x.fma(bh, c0h) : x.mul(bh).add(c0h);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 1]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            c1d = FMA ? x.fma(bd, c1d) : x.mul(bd).add(c1d);
            c1e = FMA ? x.fma(be, c1e) : x.mul(be).add(c1e);
            c1f = FMA ? x.fma(bf, c1f) : x.mul(bf).add(c1f);
            c1g = FMA ? x.fma(bg, c1g) : x.mul(bg).add(c1g);
            c1h = FMA ? x.fma(bh, c1h) : x.mul(bh).add(c1h);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c0c.intoMemorySegment(row0, 2 * BYTES, ORDER);
        c0d.intoMemorySegment(row0, 3 * BYTES, ORDER);
        c0e.intoMemorySegment(row0, 4 * BYTES, ORDER);
        c0f.intoMemorySegment(row0, 5 * BYTES, ORDER);
        c0g.intoMemorySegment(row0, 6 * BYTES, ORDER);
        c0h.intoMemorySegment(row0, 7 * BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c1c.intoMemorySegment(row1, 2 * BYTES, ORDER);
        c1d.intoMemorySegment(row1, 3 * BYTES, ORDER);
        c1e.intoMemorySegment(row1, 4 * BYTES, ORDER);
        c1f.intoMemorySegment(row1, 5 * BYTES, ORDER);
        c1g.intoMemorySegment(row1, 6 * BYTES, ORDER);
        c1h.intoMemorySegment(row1, 7 * BYTES, ORDER);
    }

    static void tile4x2(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride,
            int last) {
        MemorySegment row0 = c.asSlice(offset, 2 * BYTES);
        MemorySegment row1 = c.asSlice(offset + Math.min(1, last) * stride, 2 * BYTES);
        MemorySegment row2 = c.asSlice(offset + Math.min(2, last) * stride, 2 * BYTES);
        MemorySegment row3 = c.asSlice(offset + Math.min(3, last) * stride, 2 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c2a = FloatVector.fromMemorySegment(F, row2, 0, ORDER);
        FloatVector c2b = FloatVector.fromMemorySegment(F, row2, BYTES, ORDER);
        FloatVector c3a = FloatVector.fromMemorySegment(F, row3, 0, ORDER);
        FloatVector c3b = FloatVector.fromMemorySegment(F, row3, BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 2 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 1]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 2]);
            c2a = FMA ? x.fma(ba, c2a) : x.mul(ba).add(c2a);
            c2b = FMA ? x.fma(bb, c2b) : x.mul(bb).add(c2b);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 3]);
            c3a = FMA ? x.fma(ba, c3a) : x.mul(ba).add(c3a);
            c3b = FMA ? x.fma(bb, c3b) : x.mul(bb).add(c3b);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c2a.intoMemorySegment(row2, 0, ORDER);
        c2b.intoMemorySegment(row2, BYTES, ORDER);
        c3a.intoMemorySegment(row3, 0, ORDER);
        c3b.intoMemorySegment(row3, BYTES, ORDER);
    }

    static void tile2x4(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            long stride,
            int last) {
        MemorySegment row0 = c.asSlice(offset, 4 * BYTES);
        MemorySegment row1 = c.asSlice(offset + Math.min(1, last) * stride, 4 * BYTES);
        FloatVector c0a = FloatVector.fromMemorySegment(F, row0, 0, ORDER);
        FloatVector c0b = FloatVector.fromMemorySegment(F, row0, BYTES, ORDER);
        FloatVector c0c = FloatVector.fromMemorySegment(F, row0, 2 * BYTES, ORDER);
        FloatVector c0d = FloatVector.fromMemorySegment(F, row0, 3 * BYTES, ORDER);
        FloatVector c1a = FloatVector.fromMemorySegment(F, row1, 0, ORDER);
        FloatVector c1b = FloatVector.fromMemorySegment(F, row1, BYTES, ORDER);
        FloatVector c1c = FloatVector.fromMemorySegment(F, row1, 2 * BYTES, ORDER);
        FloatVector c1d = FloatVector.fromMemorySegment(F, row1, 3 * BYTES, ORDER);
        for (int k = 0; k < depth; k++) {
            MemorySegment row = b.asSlice(bOffset + k * bStride, 4 * BYTES);
            FloatVector ba = FloatVector.fromMemorySegment(F, row, 0, ORDER);
            FloatVector bb = FloatVector.fromMemorySegment(F, row, BYTES, ORDER);
            FloatVector bc = FloatVector.fromMemorySegment(F, row, 2 * BYTES, ORDER);
            FloatVector bd = FloatVector.fromMemorySegment(F, row, 3 * BYTES, ORDER);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            c0a = FMA ? x.fma(ba, c0a) : x.mul(ba).add(c0a);
            c0b = FMA ? x.fma(bb, c0b) : x.mul(bb).add(c0b);
            c0c = FMA ? x.fma(bc, c0c) : x.mul(bc).add(c0c);
            c0d = FMA ? x.fma(bd, c0d) : x.mul(bd).add(c0d);
            x = FloatVector.broadcast(F, factors[f + k * FACTORS + 1]);
            c1a = FMA ? x.fma(ba, c1a) : x.mul(ba).add(c1a);
            c1b = FMA ? x.fma(bb, c1b) : x.mul(bb).add(c1b);
            c1c = FMA ? x.fma(bc, c1c) : x.mul(bc).add(c1c);
            c1d = FMA ? x.fma(bd, c1d) : x.mul(bd).add(c1d);
        }
        c0a.intoMemorySegment(row0, 0, ORDER);
        c0b.intoMemorySegment(row0, BYTES, ORDER);
        c0c.intoMemorySegment(row0, 2 * BYTES, ORDER);
        c0d.intoMemorySegment(row0, 3 * BYTES, ORDER);
        c1a.intoMemorySegment(row1, 0, ORDER);
        c1b.intoMemorySegment(row1, BYTES, ORDER);
        c1c.intoMemorySegment(row1, 2 * BYTES, ORDER);
        c1d.intoMemorySegment(row1, 3 * BYTES, ORDER);
    }
    /**
     * A row of up to a vector of columns. Five masked rows in one method are more than C1 has virtual registers for, and
     * what it cannot compile C2 does not come to.
     */
    static void edge1x1(
            int depth,
            float[] factors,
            int f,
            MemorySegment b,
            long bOffset,
            long bStride,
            MemorySegment c,
            long offset,
            int columns) {
        VectorMask<Float> mask = F.indexInRange(0, columns);
        FloatVector sum = FloatVector.fromMemorySegment(F, c, offset, ORDER, mask);
        for (int k = 0; k < depth; k++) {
            FloatVector row = FloatVector.fromMemorySegment(F, b, bOffset + k * bStride, ORDER, mask);
            FloatVector x = FloatVector.broadcast(F, factors[f + k * FACTORS]);
            sum = FMA ? x.fma(row, sum) : x.mul(row).add(sum);
        }
        sum.intoMemorySegment(c, offset, ORDER, mask);
    }
}
