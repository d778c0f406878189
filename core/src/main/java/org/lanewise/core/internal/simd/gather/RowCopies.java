package org.lanewise.core.internal.simd.gather;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.internal.GuardedCopies;
import org.lanewise.core.internal.Halves;
import org.lanewise.core.internal.simd.lanes.Blocking;

/**
 * Copies of rows that lie anywhere in one segment, side by side, a piece of each in turn. A row alone is 48 lines one after
 * another, of which the processor waits for a dozen at a time; 16 rows together keep all of its outstanding misses busy.
 *
 * <p>The rows may lie in a mapped file that someone cuts short. HotSpot makes an {@link InternalError} of such a fault in
 * {@link GuardedCopies}; where vectors are loaded by code that it does not know to access files, the process would end.
 */
final class RowCopies {

    /** Rows that are copied side by side at most. */
    private static final int MOST = 16;

    /**
     * Bytes of a row that are copied before the next row's: 1024 did better than 512, whole rows, or a vector of each row in turn,
     * which would not survive the fault.
     */
    private static final int PIECE = 1024;

    private final long[] sources = new long[Blocking.EXAMPLES];
    private final int[] targets = new int[Blocking.EXAMPLES];
    private final Halves halves = new Halves();
    private MemorySegment segment;
    private int rows;

    /** Begins a list of rows of a segment. */
    void begin(MemorySegment ofRows) {
        segment = ofRows;
        rows = 0;
    }

    /** A row that begins at an offset, to go to a row of the block. */
    void add(long offset, int row) {
        sources[rows] = offset;
        targets[rows++] = row;
    }

    /** Copies the rows in groups of equal size: a last row alone would wait for all of its misses. */
    void run(FeatureBlock block) {
        int groups = Math.ceilDiv(rows, MOST);
        for (int group = 0; group < groups; group++) {
            int from = (int) ((long) rows * group / groups);
            int to = (int) ((long) rows * (group + 1) / groups);
            copy(block, from, to);
        }
        segment = null;
    }

    private void copy(FeatureBlock block, int from, int to) {
        int piece = PIECE / block.stored().bytes();
        for (int d = 0; d < block.features(); d += piece) {
            int count = Math.min(piece, block.features() - d);
            for (int i = from; i < to; i++) {
                copy(segment, sources[i], block, targets[i], d, count);
            }
        }
    }

    /** Copies a row. */
    void copy(MemorySegment source, long offset, FeatureBlock block, int row) {
        copy(source, offset, block, row, 0, block.features());
    }

    private void copy(MemorySegment source, long offset, FeatureBlock block, int row, int d, int count) {
        int to = row * block.stride() + d;
        switch (block.stored()) {
            case BYTE -> GuardedCopies.bytes(source, offset + d, block.bytes(), to, count);
            case HALF -> halves.copy(source, offset + 2L * d, block.floats(), to, count);
            case FLOAT -> GuardedCopies.floats(source, offset + 4L * d, block.floats(), to, count);
        }
    }
}
