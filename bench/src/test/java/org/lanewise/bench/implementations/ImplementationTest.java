package org.lanewise.bench.implementations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

class ImplementationTest {

    @Test
    void everyImplementationCanBeLoadedHere() {
        for (Implementation implementation : Implementations.ALL) {
            assertNull(implementation.obstacle(), implementation.name());
        }
    }

    @Test
    void kernelsAreWhatTheyAreCalled() {
        for (String name : Implementations.names(Task.KERNELS)) {
            assertEquals(name, Implementations.kernels(name).info().name());
        }
    }

    @Test
    void aSilentFallbackIsRefused() {
        Implementation simd = new OwnKernels("simd", 1, true, threads -> Kernels.scalar());
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> simd.kernels(1));
        assertTrue(refused.getMessage().startsWith("asked for simd kernels, but got scalar"), refused.getMessage());
    }

    @Test
    void whatCannotBeLoadedSaysWhy() {
        Implementation peer = new PeerLibrary("peer", 1, threads -> {
            throw new UnsatisfiedLinkError("no such library");
        });
        assertEquals("no such library", peer.obstacle());
    }
}
