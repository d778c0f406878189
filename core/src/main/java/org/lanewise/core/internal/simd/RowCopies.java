package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies of rows that lie anywhere in one segment, side by side, a vector of each in turn. A row alone is 48 lines one
 * after another, of which the processor waits for a dozen at a time; 16 rows together keep all of its outstanding misses
 * busy, and give its prefetchers 16 streams to run ahead in.
 *
 * <p>These are the only vectors that are loaded from where images lie, which may be a mapped file that someone cuts short.
 * HotSpot makes an {@link InternalError} of such a fault only in compiled methods that it knows to access memory by
 * {@code Unsafe}, and its vector loads do not tell it; without the one ordinary read behind each loop ({@link #mark}) the
 * process would end. It is behind the loop because code that was compiled while the loop ran begins there.
 */
final class RowCopies {

    /** Rows that are copied side by side at most. */
    static final int MOST = 16;

    private static final int FEW = 4;

    private static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, Lanes.SHAPE);
    private static final int BYTES = B.length();

    private RowCopies() {}

    /**
     * Copies rows {@code from} to {@code to}, at most {@link #MOST}.
     *
     * @param sources where in the segment each row begins
     * @param targets where in the array
     */
    static void copy(MemorySegment segment, long[] sources, int from, int to, int length, byte[] array, int[] targets) {
        int whole = length - length % BYTES;
        if (to - from <= FEW) {
            copy4(segment, sources, from, to - 1, whole, array, targets);
        } else {
            copy16(segment, sources, from, to - 1, whole, array, targets);
        }
        for (int i = from; i < to && whole < length; i++) {
            long rest = sources[i] + whole;
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, rest, array, targets[i] + whole, length - whole);
        }
    }

    /** Four rows; the last one stands in for those that do not exist. */
    private static void copy4(
            MemorySegment segment, long[] sources, int first, int last, int length, byte[] array, int[] targets) {
        int i1 = Math.min(first + 1, last);
        int i2 = Math.min(first + 2, last);
        int i3 = Math.min(first + 3, last);
        long s0 = sources[first];
        long s1 = sources[i1];
        long s2 = sources[i2];
        long s3 = sources[i3];
        int t0 = targets[first];
        int t1 = targets[i1];
        int t2 = targets[i2];
        int t3 = targets[i3];
        for (int d = 0; d < length; d += BYTES) {
            ByteVector.fromMemorySegment(B, segment, s0 + d, ORDER).intoArray(array, t0 + d);
            ByteVector.fromMemorySegment(B, segment, s1 + d, ORDER).intoArray(array, t1 + d);
            ByteVector.fromMemorySegment(B, segment, s2 + d, ORDER).intoArray(array, t2 + d);
            ByteVector.fromMemorySegment(B, segment, s3 + d, ORDER).intoArray(array, t3 + d);
        }
        mark(segment, s0, length);
    }

    /** Sixteen rows; the last one stands in for those that do not exist. */
    private static void copy16(
            MemorySegment segment, long[] sources, int first, int last, int length, byte[] array, int[] targets) {
        int i1 = Math.min(first + 1, last);
        int i2 = Math.min(first + 2, last);
        int i3 = Math.min(first + 3, last);
        int i4 = Math.min(first + 4, last);
        int i5 = Math.min(first + 5, last);
        int i6 = Math.min(first + 6, last);
        int i7 = Math.min(first + 7, last);
        int i8 = Math.min(first + 8, last);
        int i9 = Math.min(first + 9, last);
        int i10 = Math.min(first + 10, last);
        int i11 = Math.min(first + 11, last);
        int i12 = Math.min(first + 12, last);
        int i13 = Math.min(first + 13, last);
        int i14 = Math.min(first + 14, last);
        int i15 = Math.min(first + 15, last);
        long s0 = sources[first];
        long s1 = sources[i1];
        long s2 = sources[i2];
        long s3 = sources[i3];
        long s4 = sources[i4];
        long s5 = sources[i5];
        long s6 = sources[i6];
        long s7 = sources[i7];
        long s8 = sources[i8];
        long s9 = sources[i9];
        long s10 = sources[i10];
        long s11 = sources[i11];
        long s12 = sources[i12];
        long s13 = sources[i13];
        long s14 = sources[i14];
        long s15 = sources[i15];
        int t0 = targets[first];
        int t1 = targets[i1];
        int t2 = targets[i2];
        int t3 = targets[i3];
        int t4 = targets[i4];
        int t5 = targets[i5];
        int t6 = targets[i6];
        int t7 = targets[i7];
        int t8 = targets[i8];
        int t9 = targets[i9];
        int t10 = targets[i10];
        int t11 = targets[i11];
        int t12 = targets[i12];
        int t13 = targets[i13];
        int t14 = targets[i14];
        int t15 = targets[i15];
        for (int d = 0; d < length; d += BYTES) {
            ByteVector.fromMemorySegment(B, segment, s0 + d, ORDER).intoArray(array, t0 + d);
            ByteVector.fromMemorySegment(B, segment, s1 + d, ORDER).intoArray(array, t1 + d);
            ByteVector.fromMemorySegment(B, segment, s2 + d, ORDER).intoArray(array, t2 + d);
            ByteVector.fromMemorySegment(B, segment, s3 + d, ORDER).intoArray(array, t3 + d);
            ByteVector.fromMemorySegment(B, segment, s4 + d, ORDER).intoArray(array, t4 + d);
            ByteVector.fromMemorySegment(B, segment, s5 + d, ORDER).intoArray(array, t5 + d);
            ByteVector.fromMemorySegment(B, segment, s6 + d, ORDER).intoArray(array, t6 + d);
            ByteVector.fromMemorySegment(B, segment, s7 + d, ORDER).intoArray(array, t7 + d);
            ByteVector.fromMemorySegment(B, segment, s8 + d, ORDER).intoArray(array, t8 + d);
            ByteVector.fromMemorySegment(B, segment, s9 + d, ORDER).intoArray(array, t9 + d);
            ByteVector.fromMemorySegment(B, segment, s10 + d, ORDER).intoArray(array, t10 + d);
            ByteVector.fromMemorySegment(B, segment, s11 + d, ORDER).intoArray(array, t11 + d);
            ByteVector.fromMemorySegment(B, segment, s12 + d, ORDER).intoArray(array, t12 + d);
            ByteVector.fromMemorySegment(B, segment, s13 + d, ORDER).intoArray(array, t13 + d);
            ByteVector.fromMemorySegment(B, segment, s14 + d, ORDER).intoArray(array, t14 + d);
            ByteVector.fromMemorySegment(B, segment, s15 + d, ORDER).intoArray(array, t15 + d);
        }
        mark(segment, s0, length);
    }

    /** Is inlined, compiled to nothing, and marks the compiled method around it as one that accesses memory. */
    private static void mark(MemorySegment segment, long offset, int length) {
        if (length > 0) {
            segment.get(ValueLayout.JAVA_BYTE, offset);
        }
    }
}
