package org.lanewise.core.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies from and to memory that may be a mapped file, whose page may be gone: then the thread has a fault, see {@link Faults}.
 *
 * <p>On x86 HotSpot guards its bulk copies. On Arm it guards those of up to 80 bytes alone: the routine that copies more is
 * shared by all of them and lies outside of the code that is marked as safe to fail, so the process ends (JDK 25.0.5).
 * Ordinary accesses are guarded everywhere. So where it is not x86, mapped memory is copied by loops of those.
 */
public final class GuardedCopies {

    /** Whether bulk copies survive: on x86 they are tested. */
    private static final boolean BULK = Machine.X86;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

    private GuardedCopies() {}

    private static boolean inBulk(MemorySegment memory) {
        return BULK || !memory.isMapped();
    }

    /**
     * Reads bytes.
     *
     * @param from what to read
     * @param offset where in it
     * @param to gets them
     * @param at where in it
     * @param count how many
     */
    public static void bytes(MemorySegment from, long offset, byte[] to, int at, int count) {
        if (inBulk(from)) {
            MemorySegment.copy(from, ValueLayout.JAVA_BYTE, offset, to, at, count);
        } else {
            OrdinaryCopies.bytes(from, offset, to, at, count);
        }
    }

    /**
     * Reads floats.
     *
     * @param from what to read
     * @param offset where in it, in bytes
     * @param to gets them
     * @param at where in it
     * @param count how many
     */
    public static void floats(MemorySegment from, long offset, float[] to, int at, int count) {
        if (inBulk(from)) {
            MemorySegment.copy(from, FLOAT, offset, to, at, count);
        } else {
            OrdinaryCopies.floats(from, offset, to, at, count);
        }
    }

    /**
     * Writes floats.
     *
     * @param from what to write
     * @param at where in it
     * @param to gets them
     * @param offset where in it, in bytes
     * @param count how many
     */
    public static void write(float[] from, int at, MemorySegment to, long offset, int count) {
        if (inBulk(to)) {
            MemorySegment.copy(from, at, to, FLOAT, offset, count);
        } else {
            OrdinaryCopies.write(from, at, to, offset, count);
        }
    }

    /**
     * Reads integers of two bytes.
     *
     * @param from what to read
     * @param offset where in it, in bytes
     * @param to gets them at its beginning
     * @param count how many
     */
    public static void shorts(MemorySegment from, long offset, short[] to, int count) {
        if (inBulk(from)) {
            MemorySegment.copy(from, SHORT, offset, to, 0, count);
        } else {
            OrdinaryCopies.shorts(from, offset, to, count);
        }
    }

    /**
     * Reads integers of four bytes.
     *
     * @param from what to read
     * @param offset where in it, in bytes
     * @param to gets them at its beginning
     * @param count how many
     */
    public static void ints(MemorySegment from, long offset, int[] to, int count) {
        if (inBulk(from)) {
            MemorySegment.copy(from, INT, offset, to, 0, count);
        } else {
            OrdinaryCopies.ints(from, offset, to, count);
        }
    }

    /**
     * Reads integers of eight bytes.
     *
     * @param from what to read
     * @param layout the order of their bytes
     * @param offset where in it, in bytes
     * @param to gets them at its beginning
     * @param count how many
     */
    public static void longs(MemorySegment from, ValueLayout.OfLong layout, long offset, long[] to, int count) {
        if (inBulk(from)) {
            MemorySegment.copy(from, layout, offset, to, 0, count);
        } else {
            OrdinaryCopies.longs(from, layout, offset, to, count);
        }
    }

    /**
     * Copies memory that does not overlap.
     *
     * @param from what to read
     * @param offset where in it
     * @param to gets the bytes
     * @param at where in it
     * @param count how many
     */
    public static void copy(MemorySegment from, long offset, MemorySegment to, long at, long count) {
        if (inBulk(from) && inBulk(to)) {
            MemorySegment.copy(from, offset, to, at, count);
        } else {
            OrdinaryCopies.copy(from, offset, to, at, count);
        }
    }
}
