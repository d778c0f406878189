package org.lanewise.core.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call at a time: what two threads use at once, although it has scratch for one, would give wrong numbers without a word. Costs
 * one compare-and-set a call.
 */
public final class Turn {

    private final String what;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * For an object that serves one call at a time.
     *
     * @param what the object in words, such as {@code workspace}
     */
    public Turn(String what) {
        this.what = what;
    }

    /**
     * Begins a call; who began it ends it, whatever happens.
     *
     * @throws IllegalStateException if another call has not ended
     */
    public void begin() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "This " + what + " is in use by another call, and serves one at a time; give each thread its own.");
        }
    }

    /** Ends a call. */
    public void end() {
        taken.setRelease(false);
    }
}
