package org.lanewise.bench.implementations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

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
            String kernels = name.equals(Implementations.AUTO) ? "plain" : name;
            assertEquals(kernels, Implementations.kernels(name).info().name());
        }
    }

    @Test
    void aSilentFallbackIsRefused() {
        Implementation simd = new OwnKernels("simd", "simd", 1, threads -> Kernels.scalar());
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> simd.kernels(1));
        assertTrue(refused.getMessage().startsWith("asked for simd kernels, but got scalar"), refused.getMessage());
    }

    @Test
    void whatCannotBeLoadedSaysWhy() {
        Implementation peer = new PeerLibrary("peer", 1, false, threads -> {
            throw new UnsatisfiedLinkError("no such library");
        });
        assertEquals("java.lang.UnsatisfiedLinkError: no such library", peer.obstacle());
    }

    @Test
    void whoCanShareAnOperationGetsAllThreadsAndWhoCannotGetsOne() {
        assertEquals(1, Implementations.threads("scalar", 3));
        assertEquals(1, Implementations.threads("netlib", 3));
        assertEquals(3, Implementations.threads("openblas", 3));
        assertEquals(3, Implementations.threads("ejml", 3));
        assertEquals(1, Implementations.threads("loader", 3));
    }

    @Test
    void everyoneRefusesWhatItDoesNotDo() {
        for (Implementation implementation : Implementations.ALL) {
            if (!implementation.does(Task.MATMUL)) {
                refuses(() -> implementation.product(1, Transpose.NO, null, Transpose.NO, null));
            }
            if (!implementation.does(Task.SOFTMAX)) {
                refuses(() -> implementation.softmax(1));
            }
            if (!implementation.does(Task.STEP)) {
                refuses(() -> implementation.training(1, null));
            }
            if (!implementation.does(Task.PREDICT)) {
                refuses(() -> implementation.prediction(1, null, null));
            }
            if (!implementation.does(Task.KERNELS)) {
                refuses(() -> implementation.kernels(1));
            }
        }
    }

    private static void refuses(Executable call) {
        UnsupportedOperationException refused = assertThrows(UnsupportedOperationException.class, call);
        assertTrue(refused.getMessage().contains(" does not do "), refused.getMessage());
    }
}
