package org.lanewise.core.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Faults of mapped files: a page that is gone, because someone cut the file short or its disk is full or failed, is an
 * {@link InternalError} of HotSpot.
 *
 * <p>Compiled code does not throw it where it reads or writes, but goes on with zeros until the thread next asks whether it
 * should stop, which may be in a caller beyond the {@code catch} that waits for it, or after a part of an operation was counted as
 * done. So who reads mapped memory calls {@link #raise} before that {@code catch} ends.
 */
public final class Faults {

    private static final Object LOCK = new Object();

    /** Where bytes go that are read for their fault alone: C2 leaves out a load whose value nobody uses. */
    private static volatile byte read;

    private Faults() {}

    /** Throws the {@link InternalError} of a fault that this thread had: every native method asks as it returns. */
    public static void raise() {
        Thread.holdsLock(LOCK);
    }

    /**
     * Throws the {@link InternalError} of a fault, where there can be one.
     *
     * @param memory what was read or written
     */
    public static void raise(MemorySegment memory) {
        if (memory.isMapped()) {
            raise();
        }
    }

    /**
     * Reads a byte for its fault alone.
     *
     * @param memory what to read
     * @param offset which byte of it
     * @throws InternalError the fault
     */
    public static void probe(MemorySegment memory, long offset) {
        read = memory.get(ValueLayout.JAVA_BYTE, offset);
        raise();
    }
}
