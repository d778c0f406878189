package org.lanewise.core.internal.simd.distances;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.core.internal.simd.lanes.Lanes;

/**
 * Sums over the pixels of one query and four images. They are integers, so any order gives the same.
 *
 * <p>Lanes narrower than their sums, without the cost of widening them: to sum the two halves of a lane, the whole lane is
 * added up, overflows and all, and so is its upper half. The sum of the lower halves is what remains,
 * {@code whole - (upper << bits)}, modulo the lane's size, exact as long as it fits.
 */
final class DistanceTiles {

    /** Images of a tile. */
    static final int IMAGES = 4;

    /** Bytes in a vector. */
    static final int BYTES = 4 * Lanes.L;

    /** Vectors of bytes that 16 bits have room for: 2 * 128 * 255 is less than 2^16. */
    static final int MOST_VECTORS = 128;

    private static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, Lanes.SHAPE);
    private static final VectorSpecies<Short> S = VectorSpecies.of(short.class, Lanes.SHAPE);

    /** As many bytes as shorts. */
    private static final VectorSpecies<Byte> HALF =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Lanes.SHAPE.vectorBitSize() / 2));

    private static final int SHORTS = S.length();
    private static final int LOWER = 0xFFFF;

    private DistanceTiles() {}

    /**
     * {@code sum_d min(x_d, y_d)} of bytes: with the sums of x and y it is their distance,
     * {@code |x - y| = x + y - 2 min(x, y)}, at half the instructions.
     *
     * @param x the query's pixels, from {@code query}
     * @param y the images' pixels, from {@code image} on, {@code stride} apart
     * @param pixels a multiple of {@link #BYTES}, at most {@link #MOST_VECTORS} times as many
     * @param sums four, added to
     */
    static void minima1x4(byte[] x, int query, byte[] y, int image, int stride, int pixels, int[] sums) {
        int y1 = image + stride;
        int y2 = y1 + stride;
        int y3 = y2 + stride;
        ShortVector s0 = ShortVector.zero(S);
        ShortVector s1 = ShortVector.zero(S);
        ShortVector s2 = ShortVector.zero(S);
        ShortVector s3 = ShortVector.zero(S);
        ShortVector u0 = ShortVector.zero(S);
        ShortVector u1 = ShortVector.zero(S);
        ShortVector u2 = ShortVector.zero(S);
        ShortVector u3 = ShortVector.zero(S);
        for (int d = 0; d < pixels; d += BYTES) {
            ByteVector a = ByteVector.fromArray(B, x, query + d);
            ShortVector m = a.lanewise(VectorOperators.UMIN, ByteVector.fromArray(B, y, image + d))
                    .reinterpretAsShorts();
            s0 = m.add(s0);
            u0 = m.lanewise(VectorOperators.LSHR, Byte.SIZE).add(u0);
            m = a.lanewise(VectorOperators.UMIN, ByteVector.fromArray(B, y, y1 + d))
                    .reinterpretAsShorts();
            s1 = m.add(s1);
            u1 = m.lanewise(VectorOperators.LSHR, Byte.SIZE).add(u1);
            m = a.lanewise(VectorOperators.UMIN, ByteVector.fromArray(B, y, y2 + d))
                    .reinterpretAsShorts();
            s2 = m.add(s2);
            u2 = m.lanewise(VectorOperators.LSHR, Byte.SIZE).add(u2);
            m = a.lanewise(VectorOperators.UMIN, ByteVector.fromArray(B, y, y3 + d))
                    .reinterpretAsShorts();
            s3 = m.add(s3);
            u3 = m.lanewise(VectorOperators.LSHR, Byte.SIZE).add(u3);
        }
        IntVector p0 =
                s0.sub(u0.lanewise(VectorOperators.LSHL, Byte.SIZE)).add(u0).reinterpretAsInts();
        IntVector p1 =
                s1.sub(u1.lanewise(VectorOperators.LSHL, Byte.SIZE)).add(u1).reinterpretAsInts();
        IntVector p2 =
                s2.sub(u2.lanewise(VectorOperators.LSHL, Byte.SIZE)).add(u2).reinterpretAsInts();
        IntVector p3 =
                s3.sub(u3.lanewise(VectorOperators.LSHL, Byte.SIZE)).add(u3).reinterpretAsInts();
        sums[0] +=
                p0.and(LOWER).add(p0.lanewise(VectorOperators.LSHR, Short.SIZE)).reduceLanes(VectorOperators.ADD);
        sums[1] +=
                p1.and(LOWER).add(p1.lanewise(VectorOperators.LSHR, Short.SIZE)).reduceLanes(VectorOperators.ADD);
        sums[2] +=
                p2.and(LOWER).add(p2.lanewise(VectorOperators.LSHR, Short.SIZE)).reduceLanes(VectorOperators.ADD);
        sums[3] +=
                p3.and(LOWER).add(p3.lanewise(VectorOperators.LSHR, Short.SIZE)).reduceLanes(VectorOperators.ADD);
    }

    /** {@code sum_d x_d}, as {@link #minima1x4} of one image with itself. */
    static int sum(byte[] x, int from, int pixels) {
        ShortVector whole = ShortVector.zero(S);
        ShortVector upper = ShortVector.zero(S);
        for (int d = 0; d < pixels; d += BYTES) {
            ShortVector m = ByteVector.fromArray(B, x, from + d).reinterpretAsShorts();
            whole = m.add(whole);
            upper = m.lanewise(VectorOperators.LSHR, Byte.SIZE).add(upper);
        }
        IntVector pairs = whole.sub(upper.lanewise(VectorOperators.LSHL, Byte.SIZE))
                .add(upper)
                .reinterpretAsInts();
        return pairs.and(LOWER)
                .add(pairs.lanewise(VectorOperators.LSHR, Short.SIZE))
                .reduceLanes(VectorOperators.ADD);
    }

    /**
     * {@code sum_d (x_d - y_d)^2}: bytes are widened to 16 bits, where their squared differences fit unsigned, and these are
     * summed in lanes of 32 bits.
     *
     * @param x the query's pixels, from {@code query}
     * @param y the images' pixels, from {@code image} on, {@code stride} apart
     * @param pixels a multiple of {@link #BYTES}
     * @param sums four, overwritten
     */
    static void squares1x4(byte[] x, int query, byte[] y, int image, int stride, int pixels, int[] sums) {
        int y1 = image + stride;
        int y2 = y1 + stride;
        int y3 = y2 + stride;
        IntVector s0 = IntVector.zero(Lanes.I);
        IntVector s1 = IntVector.zero(Lanes.I);
        IntVector s2 = IntVector.zero(Lanes.I);
        IntVector s3 = IntVector.zero(Lanes.I);
        IntVector u0 = IntVector.zero(Lanes.I);
        IntVector u1 = IntVector.zero(Lanes.I);
        IntVector u2 = IntVector.zero(Lanes.I);
        IntVector u3 = IntVector.zero(Lanes.I);
        for (int d = 0; d < pixels; d += SHORTS) {
            ShortVector a = (ShortVector)
                    ByteVector.fromArray(HALF, x, query + d).convertShape(VectorOperators.ZERO_EXTEND_B2S, S, 0);
            ShortVector t = a.sub((ShortVector)
                    ByteVector.fromArray(HALF, y, image + d).convertShape(VectorOperators.ZERO_EXTEND_B2S, S, 0));
            IntVector m = t.mul(t).reinterpretAsInts();
            s0 = m.add(s0);
            u0 = m.lanewise(VectorOperators.LSHR, Short.SIZE).add(u0);
            t = a.sub((ShortVector)
                    ByteVector.fromArray(HALF, y, y1 + d).convertShape(VectorOperators.ZERO_EXTEND_B2S, S, 0));
            m = t.mul(t).reinterpretAsInts();
            s1 = m.add(s1);
            u1 = m.lanewise(VectorOperators.LSHR, Short.SIZE).add(u1);
            t = a.sub((ShortVector)
                    ByteVector.fromArray(HALF, y, y2 + d).convertShape(VectorOperators.ZERO_EXTEND_B2S, S, 0));
            m = t.mul(t).reinterpretAsInts();
            s2 = m.add(s2);
            u2 = m.lanewise(VectorOperators.LSHR, Short.SIZE).add(u2);
            t = a.sub((ShortVector)
                    ByteVector.fromArray(HALF, y, y3 + d).convertShape(VectorOperators.ZERO_EXTEND_B2S, S, 0));
            m = t.mul(t).reinterpretAsInts();
            s3 = m.add(s3);
            u3 = m.lanewise(VectorOperators.LSHR, Short.SIZE).add(u3);
        }
        sums[0] = s0.sub(u0.lanewise(VectorOperators.LSHL, Short.SIZE)).add(u0).reduceLanes(VectorOperators.ADD);
        sums[1] = s1.sub(u1.lanewise(VectorOperators.LSHL, Short.SIZE)).add(u1).reduceLanes(VectorOperators.ADD);
        sums[2] = s2.sub(u2.lanewise(VectorOperators.LSHL, Short.SIZE)).add(u2).reduceLanes(VectorOperators.ADD);
        sums[3] = s3.sub(u3.lanewise(VectorOperators.LSHL, Short.SIZE)).add(u3).reduceLanes(VectorOperators.ADD);
    }
}
