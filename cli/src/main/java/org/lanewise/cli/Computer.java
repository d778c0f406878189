package org.lanewise.cli;

import java.lang.foreign.Arena;
import org.lanewise.cli.events.KernelsEvent;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;

/**
 * What a command computes with: kernels, the threads that help them, and memory that is open to these threads. Closing it
 * gives all back.
 */
public final class Computer implements AutoCloseable {

    private final Workers workers;
    private final Kernels kernels;
    private final Arena arena;

    private Computer(Kernels kernels, int threads) {
        this.workers = Workers.of(threads);
        this.kernels = threads == 1 ? kernels : kernels.on(workers);
        this.arena = Arena.ofShared();
        KernelsEvent.record(this.kernels.info());
    }

    /** Kernels of a kind with some threads. */
    static Computer of(KernelKind kind, int threads) throws InputException {
        return new Computer(kernels(kind), threads);
    }

    private static Kernels kernels(KernelKind kind) throws InputException {
        try {
            return switch (kind) {
                case auto -> Kernels.best();
                case simd -> Kernels.simd();
                case scalar -> Kernels.scalar();
            };
        } catch (IllegalStateException unavailable) {
            throw new InputException(unavailable.getMessage());
        }
    }

    /** {@return the kernels to use} */
    public Kernels kernels() {
        return kernels;
    }

    /** {@return memory that lives until this is closed, open to the kernels' threads} */
    public Arena arena() {
        return arena;
    }

    /** Gives back threads and memory. */
    @Override
    public void close() {
        workers.close();
        arena.close();
    }
}
