package org.lanewise.core.internal;

import java.lang.foreign.MemorySegment;

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
}
