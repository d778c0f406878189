package org.lanewise.core.internal.simd;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.B;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.I;
import static org.lanewise.core.internal.simd.Lanes.ORDER;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/**
 * Dot-product micro-kernels of the scores, images x classes. The folded weights of a group of classes lie packed, 16
 * features of each class in turn ({@link FoldedWeights}), so that a tile walks one pointer with fixed displacements.
 *
 * <pre>
 *                   w of class 0 ... class 4       one vector of weights at a time
 *   pixels, image 0  [ s00 ]         [ s04 ]
 *   pixels, image 1  [ s10 ]         [ s14 ]       widened from bytes in registers, used for every class
 *     ...
 * </pre>
 *
 * <p>Vectors narrower than the 16 virtual lanes take a run for each part of them: {@code lane} is its first.
 *
 * <p>Bytes are widened in calls of the JDK's methods, written out: so large a method is past C2's limit for inlining others.
 */
final class ScoreTiles {

    private ScoreTiles() {}

    /** Partial sums of 4 images and 5 classes, for the virtual lanes from {@code lane}, as 16 floats a pair. */
    static void tile4x5(
            byte[] pixels,
            int x0,
            int x1,
            int x2,
            int x3,
            MemorySegment weights,
            long w,
            int lane,
            int pairs,
            float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s22 = FloatVector.zero(F);
        FloatVector s23 = FloatVector.zero(F);
        FloatVector s24 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        FloatVector s32 = FloatVector.zero(F);
        FloatVector s33 = FloatVector.zero(F);
        FloatVector s34 = FloatVector.zero(F);
        long wLane = w + 4L * lane;
        int xLane0 = x0 + lane;
        int xLane1 = x1 + lane;
        int xLane2 = x2 + lane;
        int xLane3 = x3 + lane;
        for (int j = 0; j < 2 * pairs; j++) {
            int d = j * 16;
            long wd = wLane + j * 512L;
            FloatVector p0 = (FloatVector) ByteVector.fromArray(B, pixels, xLane0 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p1 = (FloatVector) ByteVector.fromArray(B, pixels, xLane1 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p2 = (FloatVector) ByteVector.fromArray(B, pixels, xLane2 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p3 = (FloatVector) ByteVector.fromArray(B, pixels, xLane3 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector w0 = FloatVector.fromMemorySegment(F, weights, wd, ORDER);
            s00 = FMA ? p0.fma(w0, s00) : p0.mul(w0).add(s00);
            s10 = FMA ? p1.fma(w0, s10) : p1.mul(w0).add(s10);
            s20 = FMA ? p2.fma(w0, s20) : p2.mul(w0).add(s20);
            s30 = FMA ? p3.fma(w0, s30) : p3.mul(w0).add(s30);
            FloatVector w1 = FloatVector.fromMemorySegment(F, weights, wd + 64, ORDER);
            s01 = FMA ? p0.fma(w1, s01) : p0.mul(w1).add(s01);
            s11 = FMA ? p1.fma(w1, s11) : p1.mul(w1).add(s11);
            s21 = FMA ? p2.fma(w1, s21) : p2.mul(w1).add(s21);
            s31 = FMA ? p3.fma(w1, s31) : p3.mul(w1).add(s31);
            FloatVector w2 = FloatVector.fromMemorySegment(F, weights, wd + 128, ORDER);
            s02 = FMA ? p0.fma(w2, s02) : p0.mul(w2).add(s02);
            s12 = FMA ? p1.fma(w2, s12) : p1.mul(w2).add(s12);
            s22 = FMA ? p2.fma(w2, s22) : p2.mul(w2).add(s22);
            s32 = FMA ? p3.fma(w2, s32) : p3.mul(w2).add(s32);
            FloatVector w3 = FloatVector.fromMemorySegment(F, weights, wd + 192, ORDER);
            s03 = FMA ? p0.fma(w3, s03) : p0.mul(w3).add(s03);
            s13 = FMA ? p1.fma(w3, s13) : p1.mul(w3).add(s13);
            s23 = FMA ? p2.fma(w3, s23) : p2.mul(w3).add(s23);
            s33 = FMA ? p3.fma(w3, s33) : p3.mul(w3).add(s33);
            FloatVector w4 = FloatVector.fromMemorySegment(F, weights, wd + 256, ORDER);
            s04 = FMA ? p0.fma(w4, s04) : p0.mul(w4).add(s04);
            s14 = FMA ? p1.fma(w4, s14) : p1.mul(w4).add(s14);
            s24 = FMA ? p2.fma(w4, s24) : p2.mul(w4).add(s24);
            s34 = FMA ? p3.fma(w4, s34) : p3.mul(w4).add(s34);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s02.intoArray(partial, lane + 2 * VIRTUAL);
        s03.intoArray(partial, lane + 3 * VIRTUAL);
        s04.intoArray(partial, lane + 4 * VIRTUAL);
        s10.intoArray(partial, lane + 5 * VIRTUAL);
        s11.intoArray(partial, lane + 6 * VIRTUAL);
        s12.intoArray(partial, lane + 7 * VIRTUAL);
        s13.intoArray(partial, lane + 8 * VIRTUAL);
        s14.intoArray(partial, lane + 9 * VIRTUAL);
        s20.intoArray(partial, lane + 10 * VIRTUAL);
        s21.intoArray(partial, lane + 11 * VIRTUAL);
        s22.intoArray(partial, lane + 12 * VIRTUAL);
        s23.intoArray(partial, lane + 13 * VIRTUAL);
        s24.intoArray(partial, lane + 14 * VIRTUAL);
        s30.intoArray(partial, lane + 15 * VIRTUAL);
        s31.intoArray(partial, lane + 16 * VIRTUAL);
        s32.intoArray(partial, lane + 17 * VIRTUAL);
        s33.intoArray(partial, lane + 18 * VIRTUAL);
        s34.intoArray(partial, lane + 19 * VIRTUAL);
    }

    /** Partial sums of 2 images and 5 classes, for the virtual lanes from {@code lane}, as 16 floats a pair. */
    static void tile2x5(
            byte[] pixels, int x0, int x1, MemorySegment weights, long w, int lane, int pairs, float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s12 = FloatVector.zero(F);
        FloatVector s13 = FloatVector.zero(F);
        FloatVector s14 = FloatVector.zero(F);
        long wLane = w + 4L * lane;
        int xLane0 = x0 + lane;
        int xLane1 = x1 + lane;
        for (int j = 0; j < 2 * pairs; j++) {
            int d = j * 16;
            long wd = wLane + j * 512L;
            FloatVector p0 = (FloatVector) ByteVector.fromArray(B, pixels, xLane0 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p1 = (FloatVector) ByteVector.fromArray(B, pixels, xLane1 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector w0 = FloatVector.fromMemorySegment(F, weights, wd, ORDER);
            s00 = FMA ? p0.fma(w0, s00) : p0.mul(w0).add(s00);
            s10 = FMA ? p1.fma(w0, s10) : p1.mul(w0).add(s10);
            FloatVector w1 = FloatVector.fromMemorySegment(F, weights, wd + 64, ORDER);
            s01 = FMA ? p0.fma(w1, s01) : p0.mul(w1).add(s01);
            s11 = FMA ? p1.fma(w1, s11) : p1.mul(w1).add(s11);
            FloatVector w2 = FloatVector.fromMemorySegment(F, weights, wd + 128, ORDER);
            s02 = FMA ? p0.fma(w2, s02) : p0.mul(w2).add(s02);
            s12 = FMA ? p1.fma(w2, s12) : p1.mul(w2).add(s12);
            FloatVector w3 = FloatVector.fromMemorySegment(F, weights, wd + 192, ORDER);
            s03 = FMA ? p0.fma(w3, s03) : p0.mul(w3).add(s03);
            s13 = FMA ? p1.fma(w3, s13) : p1.mul(w3).add(s13);
            FloatVector w4 = FloatVector.fromMemorySegment(F, weights, wd + 256, ORDER);
            s04 = FMA ? p0.fma(w4, s04) : p0.mul(w4).add(s04);
            s14 = FMA ? p1.fma(w4, s14) : p1.mul(w4).add(s14);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s02.intoArray(partial, lane + 2 * VIRTUAL);
        s03.intoArray(partial, lane + 3 * VIRTUAL);
        s04.intoArray(partial, lane + 4 * VIRTUAL);
        s10.intoArray(partial, lane + 5 * VIRTUAL);
        s11.intoArray(partial, lane + 6 * VIRTUAL);
        s12.intoArray(partial, lane + 7 * VIRTUAL);
        s13.intoArray(partial, lane + 8 * VIRTUAL);
        s14.intoArray(partial, lane + 9 * VIRTUAL);
    }

    /** Partial sums of 4 images and 2 classes, for the virtual lanes from {@code lane}, as 16 floats a pair. */
    static void tile4x2(
            byte[] pixels,
            int x0,
            int x1,
            int x2,
            int x3,
            MemorySegment weights,
            long w,
            int lane,
            int pairs,
            float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s10 = FloatVector.zero(F);
        FloatVector s11 = FloatVector.zero(F);
        FloatVector s20 = FloatVector.zero(F);
        FloatVector s21 = FloatVector.zero(F);
        FloatVector s30 = FloatVector.zero(F);
        FloatVector s31 = FloatVector.zero(F);
        long wLane = w + 4L * lane;
        int xLane0 = x0 + lane;
        int xLane1 = x1 + lane;
        int xLane2 = x2 + lane;
        int xLane3 = x3 + lane;
        for (int j = 0; j < pairs; j++) {
            int d = j * 32;
            long wd = wLane + j * 256L;
            FloatVector p0 = (FloatVector) ByteVector.fromArray(B, pixels, xLane0 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p1 = (FloatVector) ByteVector.fromArray(B, pixels, xLane1 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p2 = (FloatVector) ByteVector.fromArray(B, pixels, xLane2 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector p3 = (FloatVector) ByteVector.fromArray(B, pixels, xLane3 + d)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            FloatVector w0 = FloatVector.fromMemorySegment(F, weights, wd, ORDER);
            s00 = FMA ? p0.fma(w0, s00) : p0.mul(w0).add(s00);
            s10 = FMA ? p1.fma(w0, s10) : p1.mul(w0).add(s10);
            s20 = FMA ? p2.fma(w0, s20) : p2.mul(w0).add(s20);
            s30 = FMA ? p3.fma(w0, s30) : p3.mul(w0).add(s30);
            FloatVector w1 = FloatVector.fromMemorySegment(F, weights, wd + 64, ORDER);
            s01 = FMA ? p0.fma(w1, s01) : p0.mul(w1).add(s01);
            s11 = FMA ? p1.fma(w1, s11) : p1.mul(w1).add(s11);
            s21 = FMA ? p2.fma(w1, s21) : p2.mul(w1).add(s21);
            s31 = FMA ? p3.fma(w1, s31) : p3.mul(w1).add(s31);
            p0 = (FloatVector) ByteVector.fromArray(B, pixels, xLane0 + d + VIRTUAL)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            p1 = (FloatVector) ByteVector.fromArray(B, pixels, xLane1 + d + VIRTUAL)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            p2 = (FloatVector) ByteVector.fromArray(B, pixels, xLane2 + d + VIRTUAL)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            p3 = (FloatVector) ByteVector.fromArray(B, pixels, xLane3 + d + VIRTUAL)
                    .convertShape(ZERO_EXTEND_B2I, I, 0)
                    .convert(I2F, 0);
            w0 = FloatVector.fromMemorySegment(F, weights, wd + 128, ORDER);
            s00 = FMA ? p0.fma(w0, s00) : p0.mul(w0).add(s00);
            s10 = FMA ? p1.fma(w0, s10) : p1.mul(w0).add(s10);
            s20 = FMA ? p2.fma(w0, s20) : p2.mul(w0).add(s20);
            s30 = FMA ? p3.fma(w0, s30) : p3.mul(w0).add(s30);
            w1 = FloatVector.fromMemorySegment(F, weights, wd + 192, ORDER);
            s01 = FMA ? p0.fma(w1, s01) : p0.mul(w1).add(s01);
            s11 = FMA ? p1.fma(w1, s11) : p1.mul(w1).add(s11);
            s21 = FMA ? p2.fma(w1, s21) : p2.mul(w1).add(s21);
            s31 = FMA ? p3.fma(w1, s31) : p3.mul(w1).add(s31);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s10.intoArray(partial, lane + 2 * VIRTUAL);
        s11.intoArray(partial, lane + 3 * VIRTUAL);
        s20.intoArray(partial, lane + 4 * VIRTUAL);
        s21.intoArray(partial, lane + 5 * VIRTUAL);
        s30.intoArray(partial, lane + 6 * VIRTUAL);
        s31.intoArray(partial, lane + 7 * VIRTUAL);
    }
}
