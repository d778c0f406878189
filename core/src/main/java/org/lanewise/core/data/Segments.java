package org.lanewise.core.data;

import java.lang.foreign.MemorySegment;

/** Checks that both kinds of matrices make of the memory they are laid over. */
final class Segments {

    private Segments() {}

    /** Heap segments in the same kernels as off-heap ones cost both their speed, so only off-heap ones enter. */
    static void requireNative(MemorySegment segment, String user) {
        if (!segment.isNative()) {
            throw new IllegalArgumentException("The memory of " + user
                    + " must be off the heap (Arena.allocate or FileChannel.map), but the segment is backed by an array;"
                    + " copy the array with copyOf.");
        }
    }

    static void requireRoom(MemorySegment segment, long offset, long bytes, String what) {
        if (offset < 0 || bytes > segment.byteSize() - offset) {
            throw new IllegalArgumentException("A " + what + " needs " + bytes + " bytes from offset " + offset
                    + ", but the segment has " + segment.byteSize() + " bytes.");
        }
    }
}
