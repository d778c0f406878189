package org.lanewise.core.internal;

import java.lang.foreign.MemorySegment;

/** Makes floats of floats of half precision, a piece of a row at a time. Has scratch: for one thread. */
public final class Halves {

    /** What fits into L1 beside the floats that it becomes. */
    private static final int PIECE = 1024;

    private final short[] piece = new short[PIECE];

    /** Allocates scratch. */
    public Halves() {}

    /**
     * Reads numbers.
     *
     * @param from what to read; may be mapped
     * @param offset where in it, in bytes
     * @param to gets the floats, which are exactly as large
     * @param at where in it
     * @param count how many
     */
    public void copy(MemorySegment from, long offset, float[] to, int at, int count) {
        for (int i = 0; i < count; i += PIECE) {
            int some = Math.min(PIECE, count - i);
            GuardedCopies.shorts(from, offset + 2L * i, piece, some);
            widen(piece, to, at + i, some);
        }
    }

    /** A loop that C2 makes vectors of. */
    private static void widen(short[] halves, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = Float.float16ToFloat(halves[i]);
        }
    }
}
