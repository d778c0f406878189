package org.lanewise.core.internal.base;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Scratch that calls take and give back, so that as many exist as calls ran at one time, and not one per thread: there may be a
 * million virtual threads. Takes no lock and allocates nothing while there is a spare one.
 *
 * @param <T> the scratch
 */
final class Spares<T> {

    private final AtomicReferenceArray<T> places;
    private final Supplier<T> maker;

    /** Makes scratch where there is none to spare. */
    Spares(Supplier<T> maker) {
        this.maker = maker;
        places = new AtomicReferenceArray<>(
                2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors()));
    }

    /** One that nobody else has. Threads begin to look at different places. */
    T take() {
        int first = first();
        for (int i = 0; i < places.length(); i++) {
            T spare = places.getAndSet((first + i) & (places.length() - 1), null);
            if (spare != null) {
                return spare;
            }
        }
        return maker.get();
    }

    /** Gives one back; where there is no place left it is garbage. */
    void give(T spare) {
        int first = first();
        for (int i = 0; i < places.length(); i++) {
            if (places.compareAndSet((first + i) & (places.length() - 1), null, spare)) {
                return;
            }
        }
    }

    private int first() {
        return (int) Thread.currentThread().threadId();
    }
}
