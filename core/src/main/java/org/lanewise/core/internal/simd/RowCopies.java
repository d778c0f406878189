package org.lanewise.core.internal.simd;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies of rows that lie anywhere in one segment, side by side, a piece of each in turn. A row alone is 48 lines one after
 * another, of which the processor waits for a dozen at a time; 16 rows together keep all of its outstanding misses busy.
 *
 * <p>The rows may lie in a mapped file that someone cuts short. HotSpot makes an {@link InternalError} of such a fault where
 * it copies in bulk; where vectors are loaded by code that it does not know to access files, the process would end.
 */
final class RowCopies {

    /** Rows that are copied side by side at most. */
    static final int MOST = 16;

    /** Bytes of a row that are copied before the next row's; what else was measured is in docs/lab. */
    private static final int PIECE = 1024;

    private RowCopies() {}

    /**
     * Copies rows {@code from} to {@code to}, at most {@link #MOST}.
     *
     * @param sources where in the segment each row begins
     * @param targets where in the array
     */
    static void copy(MemorySegment segment, long[] sources, int from, int to, int length, byte[] array, int[] targets) {
        for (int d = 0; d < length; d += PIECE) {
            int bytes = Math.min(PIECE, length - d);
            for (int i = from; i < to; i++) {
                MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, sources[i] + d, array, targets[i] + d, bytes);
            }
        }
    }
}
