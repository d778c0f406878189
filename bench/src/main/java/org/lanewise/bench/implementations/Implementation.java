package org.lanewise.bench.implementations;

import java.util.function.Supplier;
import org.lanewise.core.kernels.Kernels;

/**
 * Someone who computes: one of Lanewise's own kernels or a peer.
 *
 * @param name what tables and {@code --filter} call it
 * @param peer whether it is foreign code to be compared with
 * @param slowStart whether it is on the Vector API: next to useless until C2 has compiled it, and C2 compiles loops over
 *     memory segments about five times, because the range checks that it hoists out of them fail at first
 * @param factory makes its kernels, or throws what says why they cannot be had
 */
public record Implementation(String name, boolean peer, boolean slowStart, Supplier<Kernels> factory) {

    /**
     * Its kernels.
     *
     * @return the kernels
     * @throws IllegalStateException if it cannot be loaded, or another one came in its place
     */
    public Kernels kernels() {
        Kernels kernels = factory.get();
        if (!kernels.info().name().equals(name)) {
            throw new IllegalStateException(
                    "asked for " + name + " kernels, but got " + kernels.info().summary());
        }
        return kernels;
    }

    /** {@return why it cannot run here, one sentence, or null if it can} */
    public String obstacle() {
        try {
            kernels();
            return null;
        } catch (IllegalStateException | LinkageError cannotLoad) {
            return String.valueOf(cannotLoad.getMessage());
        }
    }
}
