package org.lanewise.datasets.internal.text;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.DatasetException;
import org.lanewise.datasets.internal.base.OffHeap;

/** Rows of floats off the heap, whose number is not known before the last one is there. */
final class GrowingRows implements AutoCloseable {

    private static final long FIRST_BYTES = 1 << 16;

    private final String what;
    private final int columns;
    private Arena arena = Arena.ofShared();
    private MemorySegment memory;
    private int rows;

    /**
     * No rows yet.
     *
     * @param what is read, for messages
     * @param columns floats of a row
     */
    GrowingRows(String what, int columns) throws DatasetException {
        this.what = what;
        this.columns = columns;
        this.memory = OffHeap.allocate(arena, Math.max(FIRST_BYTES, rowBytes()), what);
    }

    private long rowBytes() {
        return (long) columns * Float.BYTES;
    }

    /** Copies a row. */
    void add(float[] row) throws DatasetException {
        if (rows == Integer.MAX_VALUE - 8) {
            throw new DatasetException(what + " has more than " + rows + " rows, more than can be read; split it.");
        }
        long at = rows * rowBytes();
        if (at + rowBytes() > memory.byteSize()) {
            grow();
        }
        MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT, at, columns);
        rows++;
    }

    private void grow() throws DatasetException {
        Arena larger = Arena.ofShared();
        try {
            MemorySegment next = OffHeap.allocate(larger, memory.byteSize() + memory.byteSize() / 2 + rowBytes(), what);
            MemorySegment.copy(memory, 0, next, 0, rows * rowBytes());
            memory = next;
        } catch (DatasetException | RuntimeException | Error failure) {
            larger.close();
            throw failure;
        }
        arena.close();
        arena = larger;
    }

    /** Copies all rows to where they stay. */
    Features toFeatures(Arena owner, String origin) throws DatasetException {
        MemorySegment copy = OffHeap.allocate(owner, rows * rowBytes(), what);
        MemorySegment.copy(memory, 0, copy, 0, rows * rowBytes());
        return Features.of(Features.Element.FLOAT, copy, 0, rows, columns, rowBytes(), origin);
    }

    @Override
    public void close() {
        arena.close();
    }
}
