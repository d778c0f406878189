package org.lanewise.bench.implementations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

class ImplementationTest {

    @Test
    void everyImplementationIsWhatItIsCalled() {
        for (String name : Implementations.names()) {
            assertEquals(name, Implementations.kernels(name).info().name());
            assertNull(Implementations.named(name).obstacle());
        }
    }

    @Test
    void aSilentFallbackIsRefused() {
        Implementation simd = new Implementation("simd", false, true, Kernels::scalar);
        IllegalStateException refused = assertThrows(IllegalStateException.class, simd::kernels);
        assertTrue(refused.getMessage().startsWith("asked for simd kernels, but got scalar"), refused.getMessage());
    }

    @Test
    void whatCannotBeLoadedSaysWhy() {
        Implementation peer = new Implementation("peer", true, false, () -> {
            throw new UnsatisfiedLinkError("no such library");
        });
        assertEquals("no such library", peer.obstacle());
    }
}
