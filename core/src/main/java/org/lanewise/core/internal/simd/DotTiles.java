package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Dot-product micro-kernels of narrow products, rows of op(A) x columns of op(B), both contiguous along k: the picture
 * of {@link ScoreTiles} with floats on both sides. They carry the virtual lanes of every pair on over {@code bytes} of
 * k, of every 16 lanes the L from byte {@code from}.
 *
 * <p>Slices give each row a base of its own and everything behind it constant distances: then C2 checks the range of a
 * row once, and the loads of the loop are a register plus the counter. They are not allocated, for the class of both
 * segments is compared first: in a VM that had met heap segments or mapped files here, they were.
 *
 * <p>C2 unrolls loops of up to 60 nodes, and then spills, at less than half of the speed. A multiplication of longs
 * counts as ten nodes more; 4 x 5 is large enough without (docs/kernel-rules.md, rule 15). The sums wait in an array,
 * because accesses to segments are so many nodes to C1 that it would give up on 49 of them.
 */
final class DotTiles {

    /** Bytes of the virtual lanes of a pair: from one vector of a row to the next. */
    private static final int PAIR = VIRTUAL * Float.BYTES;

    private DotTiles() {}

    private static IllegalArgumentException notAllocated() {
        return new IllegalArgumentException("rows and columns must lie in allocated memory");
    }

    static void tile4x5(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            int from,
            int bytes,
            float[] sums,
            int to) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment column4 = b.asSlice(b4, bytes);
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s02 = FloatVector.fromArray(F, sums, to + 2 * VIRTUAL);
        FloatVector s03 = FloatVector.fromArray(F, sums, to + 3 * VIRTUAL);
        FloatVector s04 = FloatVector.fromArray(F, sums, to + 4 * VIRTUAL);
        FloatVector s10 = FloatVector.fromArray(F, sums, to + 5 * VIRTUAL);
        FloatVector s11 = FloatVector.fromArray(F, sums, to + 6 * VIRTUAL);
        FloatVector s12 = FloatVector.fromArray(F, sums, to + 7 * VIRTUAL);
        FloatVector s13 = FloatVector.fromArray(F, sums, to + 8 * VIRTUAL);
        FloatVector s14 = FloatVector.fromArray(F, sums, to + 9 * VIRTUAL);
        FloatVector s20 = FloatVector.fromArray(F, sums, to + 10 * VIRTUAL);
        FloatVector s21 = FloatVector.fromArray(F, sums, to + 11 * VIRTUAL);
        FloatVector s22 = FloatVector.fromArray(F, sums, to + 12 * VIRTUAL);
        FloatVector s23 = FloatVector.fromArray(F, sums, to + 13 * VIRTUAL);
        FloatVector s24 = FloatVector.fromArray(F, sums, to + 14 * VIRTUAL);
        FloatVector s30 = FloatVector.fromArray(F, sums, to + 15 * VIRTUAL);
        FloatVector s31 = FloatVector.fromArray(F, sums, to + 16 * VIRTUAL);
        FloatVector s32 = FloatVector.fromArray(F, sums, to + 17 * VIRTUAL);
        FloatVector s33 = FloatVector.fromArray(F, sums, to + 18 * VIRTUAL);
        FloatVector s34 = FloatVector.fromArray(F, sums, to + 19 * VIRTUAL);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            s10 = FMA ? x1.fma(w, s10) : x1.mul(w).add(s10);
            s20 = FMA ? x2.fma(w, s20) : x2.mul(w).add(s20);
            s30 = FMA ? x3.fma(w, s30) : x3.mul(w).add(s30);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            s11 = FMA ? x1.fma(w, s11) : x1.mul(w).add(s11);
            s21 = FMA ? x2.fma(w, s21) : x2.mul(w).add(s21);
            s31 = FMA ? x3.fma(w, s31) : x3.mul(w).add(s31);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            s12 = FMA ? x1.fma(w, s12) : x1.mul(w).add(s12);
            s22 = FMA ? x2.fma(w, s22) : x2.mul(w).add(s22);
            s32 = FMA ? x3.fma(w, s32) : x3.mul(w).add(s32);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            s13 = FMA ? x1.fma(w, s13) : x1.mul(w).add(s13);
            s23 = FMA ? x2.fma(w, s23) : x2.mul(w).add(s23);
            s33 = FMA ? x3.fma(w, s33) : x3.mul(w).add(s33);
            w = FloatVector.fromMemorySegment(F, column4, d, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
            s14 = FMA ? x1.fma(w, s14) : x1.mul(w).add(s14);
            s24 = FMA ? x2.fma(w, s24) : x2.mul(w).add(s24);
            s34 = FMA ? x3.fma(w, s34) : x3.mul(w).add(s34);
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s02.intoArray(sums, to + 2 * VIRTUAL);
        s03.intoArray(sums, to + 3 * VIRTUAL);
        s04.intoArray(sums, to + 4 * VIRTUAL);
        s10.intoArray(sums, to + 5 * VIRTUAL);
        s11.intoArray(sums, to + 6 * VIRTUAL);
        s12.intoArray(sums, to + 7 * VIRTUAL);
        s13.intoArray(sums, to + 8 * VIRTUAL);
        s14.intoArray(sums, to + 9 * VIRTUAL);
        s20.intoArray(sums, to + 10 * VIRTUAL);
        s21.intoArray(sums, to + 11 * VIRTUAL);
        s22.intoArray(sums, to + 12 * VIRTUAL);
        s23.intoArray(sums, to + 13 * VIRTUAL);
        s24.intoArray(sums, to + 14 * VIRTUAL);
        s30.intoArray(sums, to + 15 * VIRTUAL);
        s31.intoArray(sums, to + 16 * VIRTUAL);
        s32.intoArray(sums, to + 17 * VIRTUAL);
        s33.intoArray(sums, to + 18 * VIRTUAL);
        s34.intoArray(sums, to + 19 * VIRTUAL);
    }

    /** What it returns means nothing: computing it keeps C2 from unrolling. */
    static long tile4x4(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            int from,
            int bytes,
            float[] sums,
            int to) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s02 = FloatVector.fromArray(F, sums, to + 2 * VIRTUAL);
        FloatVector s03 = FloatVector.fromArray(F, sums, to + 3 * VIRTUAL);
        FloatVector s10 = FloatVector.fromArray(F, sums, to + 4 * VIRTUAL);
        FloatVector s11 = FloatVector.fromArray(F, sums, to + 5 * VIRTUAL);
        FloatVector s12 = FloatVector.fromArray(F, sums, to + 6 * VIRTUAL);
        FloatVector s13 = FloatVector.fromArray(F, sums, to + 7 * VIRTUAL);
        FloatVector s20 = FloatVector.fromArray(F, sums, to + 8 * VIRTUAL);
        FloatVector s21 = FloatVector.fromArray(F, sums, to + 9 * VIRTUAL);
        FloatVector s22 = FloatVector.fromArray(F, sums, to + 10 * VIRTUAL);
        FloatVector s23 = FloatVector.fromArray(F, sums, to + 11 * VIRTUAL);
        FloatVector s30 = FloatVector.fromArray(F, sums, to + 12 * VIRTUAL);
        FloatVector s31 = FloatVector.fromArray(F, sums, to + 13 * VIRTUAL);
        FloatVector s32 = FloatVector.fromArray(F, sums, to + 14 * VIRTUAL);
        FloatVector s33 = FloatVector.fromArray(F, sums, to + 15 * VIRTUAL);
        long unused0 = bytes;
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector x1 = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            FloatVector x2 = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            FloatVector x3 = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            s10 = FMA ? x1.fma(w, s10) : x1.mul(w).add(s10);
            s20 = FMA ? x2.fma(w, s20) : x2.mul(w).add(s20);
            s30 = FMA ? x3.fma(w, s30) : x3.mul(w).add(s30);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            s11 = FMA ? x1.fma(w, s11) : x1.mul(w).add(s11);
            s21 = FMA ? x2.fma(w, s21) : x2.mul(w).add(s21);
            s31 = FMA ? x3.fma(w, s31) : x3.mul(w).add(s31);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            s12 = FMA ? x1.fma(w, s12) : x1.mul(w).add(s12);
            s22 = FMA ? x2.fma(w, s22) : x2.mul(w).add(s22);
            s32 = FMA ? x3.fma(w, s32) : x3.mul(w).add(s32);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            s13 = FMA ? x1.fma(w, s13) : x1.mul(w).add(s13);
            s23 = FMA ? x2.fma(w, s23) : x2.mul(w).add(s23);
            s33 = FMA ? x3.fma(w, s33) : x3.mul(w).add(s33);
            unused0 *= a0;
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s02.intoArray(sums, to + 2 * VIRTUAL);
        s03.intoArray(sums, to + 3 * VIRTUAL);
        s10.intoArray(sums, to + 4 * VIRTUAL);
        s11.intoArray(sums, to + 5 * VIRTUAL);
        s12.intoArray(sums, to + 6 * VIRTUAL);
        s13.intoArray(sums, to + 7 * VIRTUAL);
        s20.intoArray(sums, to + 8 * VIRTUAL);
        s21.intoArray(sums, to + 9 * VIRTUAL);
        s22.intoArray(sums, to + 10 * VIRTUAL);
        s23.intoArray(sums, to + 11 * VIRTUAL);
        s30.intoArray(sums, to + 12 * VIRTUAL);
        s31.intoArray(sums, to + 13 * VIRTUAL);
        s32.intoArray(sums, to + 14 * VIRTUAL);
        s33.intoArray(sums, to + 15 * VIRTUAL);
        return unused0;
    }

    /** What it returns means nothing: computing it keeps C2 from unrolling. */
    static long tile8x2(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            long a4,
            long a5,
            long a6,
            long a7,
            MemorySegment b,
            long b0,
            long b1,
            int from,
            int bytes,
            float[] sums,
            int to) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment row4 = a.asSlice(a4, bytes);
        MemorySegment row5 = a.asSlice(a5, bytes);
        MemorySegment row6 = a.asSlice(a6, bytes);
        MemorySegment row7 = a.asSlice(a7, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s10 = FloatVector.fromArray(F, sums, to + 2 * VIRTUAL);
        FloatVector s11 = FloatVector.fromArray(F, sums, to + 3 * VIRTUAL);
        FloatVector s20 = FloatVector.fromArray(F, sums, to + 4 * VIRTUAL);
        FloatVector s21 = FloatVector.fromArray(F, sums, to + 5 * VIRTUAL);
        FloatVector s30 = FloatVector.fromArray(F, sums, to + 6 * VIRTUAL);
        FloatVector s31 = FloatVector.fromArray(F, sums, to + 7 * VIRTUAL);
        FloatVector s40 = FloatVector.fromArray(F, sums, to + 8 * VIRTUAL);
        FloatVector s41 = FloatVector.fromArray(F, sums, to + 9 * VIRTUAL);
        FloatVector s50 = FloatVector.fromArray(F, sums, to + 10 * VIRTUAL);
        FloatVector s51 = FloatVector.fromArray(F, sums, to + 11 * VIRTUAL);
        FloatVector s60 = FloatVector.fromArray(F, sums, to + 12 * VIRTUAL);
        FloatVector s61 = FloatVector.fromArray(F, sums, to + 13 * VIRTUAL);
        FloatVector s70 = FloatVector.fromArray(F, sums, to + 14 * VIRTUAL);
        FloatVector s71 = FloatVector.fromArray(F, sums, to + 15 * VIRTUAL);
        long unused0 = bytes;
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector w0 = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            FloatVector w1 = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            s00 = FMA ? x.fma(w0, s00) : x.mul(w0).add(s00);
            s01 = FMA ? x.fma(w1, s01) : x.mul(w1).add(s01);
            x = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            s10 = FMA ? x.fma(w0, s10) : x.mul(w0).add(s10);
            s11 = FMA ? x.fma(w1, s11) : x.mul(w1).add(s11);
            x = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            s20 = FMA ? x.fma(w0, s20) : x.mul(w0).add(s20);
            s21 = FMA ? x.fma(w1, s21) : x.mul(w1).add(s21);
            x = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            s30 = FMA ? x.fma(w0, s30) : x.mul(w0).add(s30);
            s31 = FMA ? x.fma(w1, s31) : x.mul(w1).add(s31);
            x = FloatVector.fromMemorySegment(F, row4, d, ORDER);
            s40 = FMA ? x.fma(w0, s40) : x.mul(w0).add(s40);
            s41 = FMA ? x.fma(w1, s41) : x.mul(w1).add(s41);
            x = FloatVector.fromMemorySegment(F, row5, d, ORDER);
            s50 = FMA ? x.fma(w0, s50) : x.mul(w0).add(s50);
            s51 = FMA ? x.fma(w1, s51) : x.mul(w1).add(s51);
            x = FloatVector.fromMemorySegment(F, row6, d, ORDER);
            s60 = FMA ? x.fma(w0, s60) : x.mul(w0).add(s60);
            s61 = FMA ? x.fma(w1, s61) : x.mul(w1).add(s61);
            x = FloatVector.fromMemorySegment(F, row7, d, ORDER);
            s70 = FMA ? x.fma(w0, s70) : x.mul(w0).add(s70);
            s71 = FMA ? x.fma(w1, s71) : x.mul(w1).add(s71);
            unused0 *= a0;
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s10.intoArray(sums, to + 2 * VIRTUAL);
        s11.intoArray(sums, to + 3 * VIRTUAL);
        s20.intoArray(sums, to + 4 * VIRTUAL);
        s21.intoArray(sums, to + 5 * VIRTUAL);
        s30.intoArray(sums, to + 6 * VIRTUAL);
        s31.intoArray(sums, to + 7 * VIRTUAL);
        s40.intoArray(sums, to + 8 * VIRTUAL);
        s41.intoArray(sums, to + 9 * VIRTUAL);
        s50.intoArray(sums, to + 10 * VIRTUAL);
        s51.intoArray(sums, to + 11 * VIRTUAL);
        s60.intoArray(sums, to + 12 * VIRTUAL);
        s61.intoArray(sums, to + 13 * VIRTUAL);
        s70.intoArray(sums, to + 14 * VIRTUAL);
        s71.intoArray(sums, to + 15 * VIRTUAL);
        return unused0;
    }

    /** What it returns means nothing: computing it keeps C2 from unrolling. */
    static long tile4x2(
            MemorySegment a,
            long a0,
            long a1,
            long a2,
            long a3,
            MemorySegment b,
            long b0,
            long b1,
            int from,
            int bytes,
            float[] sums,
            int to,
            int slots) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment row1 = a.asSlice(a1, bytes);
        MemorySegment row2 = a.asSlice(a2, bytes);
        MemorySegment row3 = a.asSlice(a3, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        int across = slots * VIRTUAL;
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s10 = FloatVector.fromArray(F, sums, to + across);
        FloatVector s11 = FloatVector.fromArray(F, sums, to + across + VIRTUAL);
        FloatVector s20 = FloatVector.fromArray(F, sums, to + 2 * across);
        FloatVector s21 = FloatVector.fromArray(F, sums, to + 2 * across + VIRTUAL);
        FloatVector s30 = FloatVector.fromArray(F, sums, to + 3 * across);
        FloatVector s31 = FloatVector.fromArray(F, sums, to + 3 * across + VIRTUAL);
        long unused0 = bytes;
        long unused1 = bytes;
        long unused2 = bytes;
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector w0 = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            FloatVector w1 = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            s00 = FMA ? x.fma(w0, s00) : x.mul(w0).add(s00);
            s01 = FMA ? x.fma(w1, s01) : x.mul(w1).add(s01);
            x = FloatVector.fromMemorySegment(F, row1, d, ORDER);
            s10 = FMA ? x.fma(w0, s10) : x.mul(w0).add(s10);
            s11 = FMA ? x.fma(w1, s11) : x.mul(w1).add(s11);
            x = FloatVector.fromMemorySegment(F, row2, d, ORDER);
            s20 = FMA ? x.fma(w0, s20) : x.mul(w0).add(s20);
            s21 = FMA ? x.fma(w1, s21) : x.mul(w1).add(s21);
            x = FloatVector.fromMemorySegment(F, row3, d, ORDER);
            s30 = FMA ? x.fma(w0, s30) : x.mul(w0).add(s30);
            s31 = FMA ? x.fma(w1, s31) : x.mul(w1).add(s31);
            unused0 *= a0;
            unused1 *= a1;
            unused2 *= a2;
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s10.intoArray(sums, to + across);
        s11.intoArray(sums, to + across + VIRTUAL);
        s20.intoArray(sums, to + 2 * across);
        s21.intoArray(sums, to + 2 * across + VIRTUAL);
        s30.intoArray(sums, to + 3 * across);
        s31.intoArray(sums, to + 3 * across + VIRTUAL);
        return unused0 + unused1 + unused2;
    }

    static void tile1x5(
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            long b4,
            int from,
            int bytes,
            float[] sums,
            int to) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        MemorySegment column4 = b.asSlice(b4, bytes);
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s02 = FloatVector.fromArray(F, sums, to + 2 * VIRTUAL);
        FloatVector s03 = FloatVector.fromArray(F, sums, to + 3 * VIRTUAL);
        FloatVector s04 = FloatVector.fromArray(F, sums, to + 4 * VIRTUAL);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
            w = FloatVector.fromMemorySegment(F, column4, d, ORDER);
            s04 = FMA ? x0.fma(w, s04) : x0.mul(w).add(s04);
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s02.intoArray(sums, to + 2 * VIRTUAL);
        s03.intoArray(sums, to + 3 * VIRTUAL);
        s04.intoArray(sums, to + 4 * VIRTUAL);
    }

    static void tile1x4(
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0,
            long b1,
            long b2,
            long b3,
            int from,
            int bytes,
            float[] sums,
            int to) {
        if (a.getClass() != NATIVE || b.getClass() != NATIVE) {
            throw notAllocated();
        }
        MemorySegment row0 = a.asSlice(a0, bytes);
        MemorySegment column0 = b.asSlice(b0, bytes);
        MemorySegment column1 = b.asSlice(b1, bytes);
        MemorySegment column2 = b.asSlice(b2, bytes);
        MemorySegment column3 = b.asSlice(b3, bytes);
        FloatVector s00 = FloatVector.fromArray(F, sums, to);
        FloatVector s01 = FloatVector.fromArray(F, sums, to + VIRTUAL);
        FloatVector s02 = FloatVector.fromArray(F, sums, to + 2 * VIRTUAL);
        FloatVector s03 = FloatVector.fromArray(F, sums, to + 3 * VIRTUAL);
        for (int d = from; d < bytes; d += PAIR) {
            FloatVector x0 = FloatVector.fromMemorySegment(F, row0, d, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, column0, d, ORDER);
            s00 = FMA ? x0.fma(w, s00) : x0.mul(w).add(s00);
            w = FloatVector.fromMemorySegment(F, column1, d, ORDER);
            s01 = FMA ? x0.fma(w, s01) : x0.mul(w).add(s01);
            w = FloatVector.fromMemorySegment(F, column2, d, ORDER);
            s02 = FMA ? x0.fma(w, s02) : x0.mul(w).add(s02);
            w = FloatVector.fromMemorySegment(F, column3, d, ORDER);
            s03 = FMA ? x0.fma(w, s03) : x0.mul(w).add(s03);
        }
        s00.intoArray(sums, to);
        s01.intoArray(sums, to + VIRTUAL);
        s02.intoArray(sums, to + 2 * VIRTUAL);
        s03.intoArray(sums, to + 3 * VIRTUAL);
    }
}
