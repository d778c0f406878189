package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.internal.simd.lanes.Blocking;

/**
 * Micro-kernels of small minibatches, whose images are prepared as floats and whose weights are read where they lie:
 * what counts is to read and write the weights as few times as possible.
 */
final class PreparedTiles {

    private static final int BYTES = L * Float.BYTES;

    private PreparedTiles() {}

    /** Partial sums of one image and 5 classes, then of the squares of the weights, for the virtual lanes from {@code lane}, as 16 floats each. */
    static void tile1x5WithSquares(
            MemorySegment images,
            long x0,
            MemorySegment weights,
            long w0,
            long w1,
            long w2,
            long w3,
            long w4,
            int lane,
            int end,
            float[] partial) {
        FloatVector s00 = FloatVector.zero(F);
        FloatVector s01 = FloatVector.zero(F);
        FloatVector s02 = FloatVector.zero(F);
        FloatVector s03 = FloatVector.zero(F);
        FloatVector s04 = FloatVector.zero(F);
        FloatVector q0 = FloatVector.zero(F);
        FloatVector q1 = FloatVector.zero(F);
        FloatVector q2 = FloatVector.zero(F);
        FloatVector q3 = FloatVector.zero(F);
        FloatVector q4 = FloatVector.zero(F);
        for (int d = lane; d < end; d += 2 * VIRTUAL) {
            long bytes = d * 4L;
            FloatVector p0 = FloatVector.fromMemorySegment(F, images, x0 + bytes, ORDER);
            FloatVector w = FloatVector.fromMemorySegment(F, weights, w0 + bytes, ORDER);
            s00 = FMA ? p0.fma(w, s00) : p0.mul(w).add(s00);
            q0 = FMA ? w.fma(w, q0) : w.mul(w).add(q0);
            w = FloatVector.fromMemorySegment(F, weights, w1 + bytes, ORDER);
            s01 = FMA ? p0.fma(w, s01) : p0.mul(w).add(s01);
            q1 = FMA ? w.fma(w, q1) : w.mul(w).add(q1);
            w = FloatVector.fromMemorySegment(F, weights, w2 + bytes, ORDER);
            s02 = FMA ? p0.fma(w, s02) : p0.mul(w).add(s02);
            q2 = FMA ? w.fma(w, q2) : w.mul(w).add(q2);
            w = FloatVector.fromMemorySegment(F, weights, w3 + bytes, ORDER);
            s03 = FMA ? p0.fma(w, s03) : p0.mul(w).add(s03);
            q3 = FMA ? w.fma(w, q3) : w.mul(w).add(q3);
            w = FloatVector.fromMemorySegment(F, weights, w4 + bytes, ORDER);
            s04 = FMA ? p0.fma(w, s04) : p0.mul(w).add(s04);
            q4 = FMA ? w.fma(w, q4) : w.mul(w).add(q4);
            p0 = FloatVector.fromMemorySegment(F, images, x0 + bytes + 4 * VIRTUAL, ORDER);
            w = FloatVector.fromMemorySegment(F, weights, w0 + bytes + 4 * VIRTUAL, ORDER);
            s00 = FMA ? p0.fma(w, s00) : p0.mul(w).add(s00);
            q0 = FMA ? w.fma(w, q0) : w.mul(w).add(q0);
            w = FloatVector.fromMemorySegment(F, weights, w1 + bytes + 4 * VIRTUAL, ORDER);
            s01 = FMA ? p0.fma(w, s01) : p0.mul(w).add(s01);
            q1 = FMA ? w.fma(w, q1) : w.mul(w).add(q1);
            w = FloatVector.fromMemorySegment(F, weights, w2 + bytes + 4 * VIRTUAL, ORDER);
            s02 = FMA ? p0.fma(w, s02) : p0.mul(w).add(s02);
            q2 = FMA ? w.fma(w, q2) : w.mul(w).add(q2);
            w = FloatVector.fromMemorySegment(F, weights, w3 + bytes + 4 * VIRTUAL, ORDER);
            s03 = FMA ? p0.fma(w, s03) : p0.mul(w).add(s03);
            q3 = FMA ? w.fma(w, q3) : w.mul(w).add(q3);
            w = FloatVector.fromMemorySegment(F, weights, w4 + bytes + 4 * VIRTUAL, ORDER);
            s04 = FMA ? p0.fma(w, s04) : p0.mul(w).add(s04);
            q4 = FMA ? w.fma(w, q4) : w.mul(w).add(q4);
        }
        s00.intoArray(partial, lane);
        s01.intoArray(partial, lane + VIRTUAL);
        s02.intoArray(partial, lane + 2 * VIRTUAL);
        s03.intoArray(partial, lane + 3 * VIRTUAL);
        s04.intoArray(partial, lane + 4 * VIRTUAL);
        q0.intoArray(partial, lane + 5 * VIRTUAL);
        q1.intoArray(partial, lane + 6 * VIRTUAL);
        q2.intoArray(partial, lane + 7 * VIRTUAL);
        q3.intoArray(partial, lane + 8 * VIRTUAL);
        q4.intoArray(partial, lane + 9 * VIRTUAL);
    }

    /**
     * 5 classes x 2 vectors of {@code sum_i g_i x_i}, to {@code sums} from byte {@code at}, {@code next} bytes
     * from one class to the next.
     */
    static void gradient5x2(
            MemorySegment images, long x, long stride, int count, float[] g, MemorySegment sums, long at, long next) {
        FloatVector s0a = FloatVector.zero(F);
        FloatVector s0b = FloatVector.zero(F);
        FloatVector s1a = FloatVector.zero(F);
        FloatVector s1b = FloatVector.zero(F);
        FloatVector s2a = FloatVector.zero(F);
        FloatVector s2b = FloatVector.zero(F);
        FloatVector s3a = FloatVector.zero(F);
        FloatVector s3b = FloatVector.zero(F);
        FloatVector s4a = FloatVector.zero(F);
        FloatVector s4b = FloatVector.zero(F);
        for (int i = 0; i < count; i++) {
            long row = x + i * stride;
            int from = i * Blocking.FACTORS;
            FloatVector pa = FloatVector.fromMemorySegment(F, images, row, ORDER);
            FloatVector pb = FloatVector.fromMemorySegment(F, images, row + BYTES, ORDER);
            FloatVector gi = FloatVector.broadcast(F, g[from]);
            s0a = FMA ? gi.fma(pa, s0a) : gi.mul(pa).add(s0a);
            s0b = FMA ? gi.fma(pb, s0b) : gi.mul(pb).add(s0b);
            gi = FloatVector.broadcast(F, g[from + 1]);
            s1a = FMA ? gi.fma(pa, s1a) : gi.mul(pa).add(s1a);
            s1b = FMA ? gi.fma(pb, s1b) : gi.mul(pb).add(s1b);
            gi = FloatVector.broadcast(F, g[from + 2]);
            s2a = FMA ? gi.fma(pa, s2a) : gi.mul(pa).add(s2a);
            s2b = FMA ? gi.fma(pb, s2b) : gi.mul(pb).add(s2b);
            gi = FloatVector.broadcast(F, g[from + 3]);
            s3a = FMA ? gi.fma(pa, s3a) : gi.mul(pa).add(s3a);
            s3b = FMA ? gi.fma(pb, s3b) : gi.mul(pb).add(s3b);
            gi = FloatVector.broadcast(F, g[from + 4]);
            s4a = FMA ? gi.fma(pa, s4a) : gi.mul(pa).add(s4a);
            s4b = FMA ? gi.fma(pb, s4b) : gi.mul(pb).add(s4b);
        }
        s0a.intoMemorySegment(sums, at, ORDER);
        s0b.intoMemorySegment(sums, at + BYTES, ORDER);
        s1a.intoMemorySegment(sums, at + next, ORDER);
        s1b.intoMemorySegment(sums, at + next + BYTES, ORDER);
        s2a.intoMemorySegment(sums, at + 2 * next, ORDER);
        s2b.intoMemorySegment(sums, at + 2 * next + BYTES, ORDER);
        s3a.intoMemorySegment(sums, at + 3 * next, ORDER);
        s3b.intoMemorySegment(sums, at + 3 * next + BYTES, ORDER);
        s4a.intoMemorySegment(sums, at + 4 * next, ORDER);
        s4b.intoMemorySegment(sums, at + 4 * next + BYTES, ORDER);
    }
}
