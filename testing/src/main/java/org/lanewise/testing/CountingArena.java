package org.lanewise.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Counts the bytes that are allocated from it, and gives none where they would be a hundred times what any input may take. */
public final class CountingArena implements Arena {

    private static final long MOST = 4L << 30;

    private final Arena arena = Arena.ofShared();
    private long bytes;

    /** {@return the bytes that were allocated up to now} */
    public long bytes() {
        return bytes;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        bytes += byteSize;
        if (bytes > MOST) {
            throw new AssertionError("a reader wants " + bytes + " bytes off the heap");
        }
        return arena.allocate(byteSize, byteAlignment);
    }

    @Override
    public MemorySegment.Scope scope() {
        return arena.scope();
    }

    @Override
    public void close() {
        arena.close();
    }
}
