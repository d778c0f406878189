package org.lanewise.core.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The copies of {@link GuardedCopies} by loops of ordinary accesses, whose faults HotSpot finds everywhere. */
final class OrdinaryCopies {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfLong LOWEST_FIRST = LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private OrdinaryCopies() {}

    static void bytes(MemorySegment from, long offset, byte[] to, int at, int count) {
        MemorySegment bytes = from.asSlice(offset, count);
        int whole = count & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            store(bytes.get(LOWEST_FIRST, i), to, at + i);
        }
        for (int i = whole; i < count; i++) {
            to[at + i] = bytes.get(ValueLayout.JAVA_BYTE, i);
        }
    }

    /** C2 makes one store of them. */
    private static void store(long bytes, byte[] to, int at) {
        to[at] = (byte) bytes;
        to[at + 1] = (byte) (bytes >>> 8);
        to[at + 2] = (byte) (bytes >>> 16);
        to[at + 3] = (byte) (bytes >>> 24);
        to[at + 4] = (byte) (bytes >>> 32);
        to[at + 5] = (byte) (bytes >>> 40);
        to[at + 6] = (byte) (bytes >>> 48);
        to[at + 7] = (byte) (bytes >>> 56);
    }

    static void floats(MemorySegment from, long offset, float[] to, int at, int count) {
        MemorySegment floats = from.asSlice(offset, (long) count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            to[at + i] = floats.get(FLOAT, (long) i * Float.BYTES);
        }
    }

    static void write(float[] from, int at, MemorySegment to, long offset, int count) {
        MemorySegment floats = to.asSlice(offset, (long) count * Float.BYTES);
        for (int i = 0; i < count; i++) {
            floats.set(FLOAT, (long) i * Float.BYTES, from[at + i]);
        }
    }

    static void shorts(MemorySegment from, long offset, short[] to, int count) {
        MemorySegment shorts = from.asSlice(offset, (long) count * Short.BYTES);
        for (int i = 0; i < count; i++) {
            to[i] = shorts.get(SHORT, (long) i * Short.BYTES);
        }
    }

    static void ints(MemorySegment from, long offset, int[] to, int count) {
        MemorySegment ints = from.asSlice(offset, (long) count * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            to[i] = ints.get(INT, (long) i * Integer.BYTES);
        }
    }

    static void longs(MemorySegment from, ValueLayout.OfLong layout, long offset, long[] to, int count) {
        MemorySegment longs = from.asSlice(offset, (long) count * Long.BYTES);
        for (int i = 0; i < count; i++) {
            to[i] = longs.get(layout, (long) i * Long.BYTES);
        }
    }

    static void copy(MemorySegment from, long offset, MemorySegment to, long at, long count) {
        MemorySegment source = from.asSlice(offset, count);
        MemorySegment target = to.asSlice(at, count);
        long whole = count & -Long.BYTES;
        for (long i = 0; i < whole; i += Long.BYTES) {
            target.set(LONG, i, source.get(LONG, i));
        }
        for (long i = whole; i < count; i++) {
            target.set(ValueLayout.JAVA_BYTE, i, source.get(ValueLayout.JAVA_BYTE, i));
        }
    }
}
