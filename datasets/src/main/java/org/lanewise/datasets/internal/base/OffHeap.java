package org.lanewise.datasets.internal.base;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.datasets.DatasetException;

/** Memory off the heap for what cannot be mapped. */
public final class OffHeap {

    private OffHeap() {}

    /** Memory that begins at a cache line. */
    public static MemorySegment allocate(Arena arena, long bytes, String what) throws DatasetException {
        try {
            return arena.allocate(Math.max(1, bytes), FloatMatrix.ALIGNMENT);
        } catch (OutOfMemoryError none) {
            throw new DatasetException(
                    what + " takes " + bytes
                            + " bytes of memory off the heap, more than this machine gives; store it as float32"
                            + " in an .npy file, row after row, which is mapped and takes none.",
                    none);
        }
    }
}
