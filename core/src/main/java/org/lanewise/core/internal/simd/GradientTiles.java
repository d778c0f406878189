package org.lanewise.core.internal.simd;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;
import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.Lanes.B;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.I;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;

/**
 * Outer-product micro-kernels of the weight gradient: classes x 2 vectors of features stay in registers while the images
 * of a block go by.
 *
 * <pre>
 *                        pa      pb        pixels of image i, widened from bytes in registers
 *   g[i, class 0]      [ s0a ] [ s0b ]
 *   g[i, class 1]      [ s1a ] [ s1b ]     each element of the score gradient is broadcast
 *     ...
 * </pre>
 */
final class GradientTiles {

    private static final int BYTES = L * Float.BYTES;

    private GradientTiles() {}

    /** 10 classes x 2 vectors of features, added to a packed tile of G. */
    static void tile10x2(byte[] pixels, int x, int stride, int images, float[] g, MemorySegment gradient, long tile) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, gradient, tile, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, gradient, tile + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, gradient, tile + 2 * BYTES, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, gradient, tile + 3 * BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, gradient, tile + 4 * BYTES, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, gradient, tile + 5 * BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, gradient, tile + 6 * BYTES, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, gradient, tile + 7 * BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, gradient, tile + 8 * BYTES, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, gradient, tile + 9 * BYTES, ORDER);
        FloatVector s5a = FloatVector.fromMemorySegment(F, gradient, tile + 10 * BYTES, ORDER);
        FloatVector s5b = FloatVector.fromMemorySegment(F, gradient, tile + 11 * BYTES, ORDER);
        FloatVector s6a = FloatVector.fromMemorySegment(F, gradient, tile + 12 * BYTES, ORDER);
        FloatVector s6b = FloatVector.fromMemorySegment(F, gradient, tile + 13 * BYTES, ORDER);
        FloatVector s7a = FloatVector.fromMemorySegment(F, gradient, tile + 14 * BYTES, ORDER);
        FloatVector s7b = FloatVector.fromMemorySegment(F, gradient, tile + 15 * BYTES, ORDER);
        FloatVector s8a = FloatVector.fromMemorySegment(F, gradient, tile + 16 * BYTES, ORDER);
        FloatVector s8b = FloatVector.fromMemorySegment(F, gradient, tile + 17 * BYTES, ORDER);
        FloatVector s9a = FloatVector.fromMemorySegment(F, gradient, tile + 18 * BYTES, ORDER);
        FloatVector s9b = FloatVector.fromMemorySegment(F, gradient, tile + 19 * BYTES, ORDER);
        for (int i = 0; i < images; i++) {
            int row = x + i * stride;
            int at = i * 10;
            FloatVector pa = ((FloatVector) ByteVector.fromArray(B, pixels, row)
                            .convertShape(ZERO_EXTEND_B2I, I, 0)
                            .convert(I2F, 0))
                    .add(0f);
            FloatVector pb = ((FloatVector) ByteVector.fromArray(B, pixels, row + L)
                            .convertShape(ZERO_EXTEND_B2I, I, 0)
                            .convert(I2F, 0))
                    .add(0f);
            FloatVector gi = FloatVector.broadcast(F, g[at]);
            s0a = FMA ? gi.fma(pa, s0a) : gi.mul(pa).add(s0a);
            s0b = FMA ? gi.fma(pb, s0b) : gi.mul(pb).add(s0b);
            gi = FloatVector.broadcast(F, g[at + 1]);
            s1a = FMA ? gi.fma(pa, s1a) : gi.mul(pa).add(s1a);
            s1b = FMA ? gi.fma(pb, s1b) : gi.mul(pb).add(s1b);
            gi = FloatVector.broadcast(F, g[at + 2]);
            s2a = FMA ? gi.fma(pa, s2a) : gi.mul(pa).add(s2a);
            s2b = FMA ? gi.fma(pb, s2b) : gi.mul(pb).add(s2b);
            gi = FloatVector.broadcast(F, g[at + 3]);
            s3a = FMA ? gi.fma(pa, s3a) : gi.mul(pa).add(s3a);
            s3b = FMA ? gi.fma(pb, s3b) : gi.mul(pb).add(s3b);
            gi = FloatVector.broadcast(F, g[at + 4]);
            s4a = FMA ? gi.fma(pa, s4a) : gi.mul(pa).add(s4a);
            s4b = FMA ? gi.fma(pb, s4b) : gi.mul(pb).add(s4b);
            gi = FloatVector.broadcast(F, g[at + 5]);
            s5a = FMA ? gi.fma(pa, s5a) : gi.mul(pa).add(s5a);
            s5b = FMA ? gi.fma(pb, s5b) : gi.mul(pb).add(s5b);
            gi = FloatVector.broadcast(F, g[at + 6]);
            s6a = FMA ? gi.fma(pa, s6a) : gi.mul(pa).add(s6a);
            s6b = FMA ? gi.fma(pb, s6b) : gi.mul(pb).add(s6b);
            gi = FloatVector.broadcast(F, g[at + 7]);
            s7a = FMA ? gi.fma(pa, s7a) : gi.mul(pa).add(s7a);
            s7b = FMA ? gi.fma(pb, s7b) : gi.mul(pb).add(s7b);
            gi = FloatVector.broadcast(F, g[at + 8]);
            s8a = FMA ? gi.fma(pa, s8a) : gi.mul(pa).add(s8a);
            s8b = FMA ? gi.fma(pb, s8b) : gi.mul(pb).add(s8b);
            gi = FloatVector.broadcast(F, g[at + 9]);
            s9a = FMA ? gi.fma(pa, s9a) : gi.mul(pa).add(s9a);
            s9b = FMA ? gi.fma(pb, s9b) : gi.mul(pb).add(s9b);
        }
        s0a.intoMemorySegment(gradient, tile, ORDER);
        s0b.intoMemorySegment(gradient, tile + BYTES, ORDER);
        s1a.intoMemorySegment(gradient, tile + 2 * BYTES, ORDER);
        s1b.intoMemorySegment(gradient, tile + 3 * BYTES, ORDER);
        s2a.intoMemorySegment(gradient, tile + 4 * BYTES, ORDER);
        s2b.intoMemorySegment(gradient, tile + 5 * BYTES, ORDER);
        s3a.intoMemorySegment(gradient, tile + 6 * BYTES, ORDER);
        s3b.intoMemorySegment(gradient, tile + 7 * BYTES, ORDER);
        s4a.intoMemorySegment(gradient, tile + 8 * BYTES, ORDER);
        s4b.intoMemorySegment(gradient, tile + 9 * BYTES, ORDER);
        s5a.intoMemorySegment(gradient, tile + 10 * BYTES, ORDER);
        s5b.intoMemorySegment(gradient, tile + 11 * BYTES, ORDER);
        s6a.intoMemorySegment(gradient, tile + 12 * BYTES, ORDER);
        s6b.intoMemorySegment(gradient, tile + 13 * BYTES, ORDER);
        s7a.intoMemorySegment(gradient, tile + 14 * BYTES, ORDER);
        s7b.intoMemorySegment(gradient, tile + 15 * BYTES, ORDER);
        s8a.intoMemorySegment(gradient, tile + 16 * BYTES, ORDER);
        s8b.intoMemorySegment(gradient, tile + 17 * BYTES, ORDER);
        s9a.intoMemorySegment(gradient, tile + 18 * BYTES, ORDER);
        s9b.intoMemorySegment(gradient, tile + 19 * BYTES, ORDER);
    }

    /** 5 classes x 2 vectors of features, added to a packed tile of G. */
    static void tile5x2(byte[] pixels, int x, int stride, int images, float[] g, MemorySegment gradient, long tile) {
        FloatVector s0a = FloatVector.fromMemorySegment(F, gradient, tile, ORDER);
        FloatVector s0b = FloatVector.fromMemorySegment(F, gradient, tile + BYTES, ORDER);
        FloatVector s1a = FloatVector.fromMemorySegment(F, gradient, tile + 2 * BYTES, ORDER);
        FloatVector s1b = FloatVector.fromMemorySegment(F, gradient, tile + 3 * BYTES, ORDER);
        FloatVector s2a = FloatVector.fromMemorySegment(F, gradient, tile + 4 * BYTES, ORDER);
        FloatVector s2b = FloatVector.fromMemorySegment(F, gradient, tile + 5 * BYTES, ORDER);
        FloatVector s3a = FloatVector.fromMemorySegment(F, gradient, tile + 6 * BYTES, ORDER);
        FloatVector s3b = FloatVector.fromMemorySegment(F, gradient, tile + 7 * BYTES, ORDER);
        FloatVector s4a = FloatVector.fromMemorySegment(F, gradient, tile + 8 * BYTES, ORDER);
        FloatVector s4b = FloatVector.fromMemorySegment(F, gradient, tile + 9 * BYTES, ORDER);
        for (int i = 0; i < images; i++) {
            int row = x + i * stride;
            int at = i * 5;
            FloatVector pa = ((FloatVector) ByteVector.fromArray(B, pixels, row)
                            .convertShape(ZERO_EXTEND_B2I, I, 0)
                            .convert(I2F, 0))
                    .add(0f);
            FloatVector pb = ((FloatVector) ByteVector.fromArray(B, pixels, row + L)
                            .convertShape(ZERO_EXTEND_B2I, I, 0)
                            .convert(I2F, 0))
                    .add(0f);
            FloatVector gi = FloatVector.broadcast(F, g[at]);
            s0a = FMA ? gi.fma(pa, s0a) : gi.mul(pa).add(s0a);
            s0b = FMA ? gi.fma(pb, s0b) : gi.mul(pb).add(s0b);
            gi = FloatVector.broadcast(F, g[at + 1]);
            s1a = FMA ? gi.fma(pa, s1a) : gi.mul(pa).add(s1a);
            s1b = FMA ? gi.fma(pb, s1b) : gi.mul(pb).add(s1b);
            gi = FloatVector.broadcast(F, g[at + 2]);
            s2a = FMA ? gi.fma(pa, s2a) : gi.mul(pa).add(s2a);
            s2b = FMA ? gi.fma(pb, s2b) : gi.mul(pb).add(s2b);
            gi = FloatVector.broadcast(F, g[at + 3]);
            s3a = FMA ? gi.fma(pa, s3a) : gi.mul(pa).add(s3a);
            s3b = FMA ? gi.fma(pb, s3b) : gi.mul(pb).add(s3b);
            gi = FloatVector.broadcast(F, g[at + 4]);
            s4a = FMA ? gi.fma(pa, s4a) : gi.mul(pa).add(s4a);
            s4b = FMA ? gi.fma(pb, s4b) : gi.mul(pb).add(s4b);
        }
        s0a.intoMemorySegment(gradient, tile, ORDER);
        s0b.intoMemorySegment(gradient, tile + BYTES, ORDER);
        s1a.intoMemorySegment(gradient, tile + 2 * BYTES, ORDER);
        s1b.intoMemorySegment(gradient, tile + 3 * BYTES, ORDER);
        s2a.intoMemorySegment(gradient, tile + 4 * BYTES, ORDER);
        s2b.intoMemorySegment(gradient, tile + 5 * BYTES, ORDER);
        s3a.intoMemorySegment(gradient, tile + 6 * BYTES, ORDER);
        s3b.intoMemorySegment(gradient, tile + 7 * BYTES, ORDER);
        s4a.intoMemorySegment(gradient, tile + 8 * BYTES, ORDER);
        s4b.intoMemorySegment(gradient, tile + 9 * BYTES, ORDER);
    }
}
