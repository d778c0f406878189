package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.testing.KernelsUnderTest;

/** Memory belongs to its arena: to no one after it was closed, to one thread if it is confined. */
class LifetimeTest {

    private final Kernels kernels = KernelsUnderTest.get();

    @Test
    void accessAfterCloseIsRefused() {
        FloatMatrix[] matrices = new FloatMatrix[2];
        Features pixels;
        try (Arena arena = Arena.ofConfined()) {
            matrices[0] = FloatMatrix.allocate(arena, 20, 20);
            matrices[1] = FloatMatrix.allocate(arena, 20, 20);
            pixels = Features.ofBytes(matrices[0].segment(), 0, 2, 2, 2);
        }

        assertThrows(IllegalStateException.class, () -> matrices[0].get(0, 0));
        assertThrows(IllegalStateException.class, () -> matrices[0].set(0, 0, 1));
        assertThrows(IllegalStateException.class, () -> matrices[0].toArray());
        assertThrows(IllegalStateException.class, () -> pixels.get(0, 0));
        assertThrows(IllegalStateException.class, () -> kernels.softmax(matrices[0], matrices[1]));
        assertThrows(IllegalStateException.class, () -> kernels.axpy(1f, matrices[0], matrices[1]));
    }

    @Test
    void matmulWithOneClosedOperandIsRefused() {
        for (int closed = 0; closed < 3; closed++) {
            FloatMatrix[] operands = new FloatMatrix[3];
            try (Arena open = Arena.ofConfined()) {
                try (Arena arena = Arena.ofConfined()) {
                    for (int i = 0; i < 3; i++) {
                        operands[i] = FloatMatrix.allocate(i == closed ? arena : open, 20, 20);
                    }
                }
                assertThrows(
                        IllegalStateException.class,
                        () -> kernels.matmul(operands[0], operands[1], operands[2]),
                        "operand " + closed);
            }
        }
    }

    @Test
    void confinedMemoryBelongsToItsThread() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            FloatMatrix matrix = FloatMatrix.allocate(arena, 20, 20);
            FloatMatrix other = FloatMatrix.allocate(arena, 20, 20);

            assertRefusedElsewhere(() -> matrix.get(0, 0));
            assertRefusedElsewhere(() -> run(matrix, m -> kernels.softmax(m, m)));
            assertRefusedElsewhere(() -> run(matrix, m -> kernels.matmul(m, m, other)));
        }
    }

    @Test
    void sharedMemoryBelongsToAllThreads() throws Exception {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix matrix = FloatMatrix.allocate(arena, 2, 2);
            FutureTask<Float> task = new FutureTask<>(() -> {
                matrix.set(1, 1, 3f);
                return matrix.get(1, 1);
            });
            Thread thread = new Thread(task);
            thread.start();
            thread.join();

            assertEquals(3f, task.get());
            assertEquals(3f, matrix.get(1, 1));
        }
    }

    private static Object run(FloatMatrix matrix, Consumer<FloatMatrix> action) {
        action.accept(matrix);
        return null;
    }

    private static void assertRefusedElsewhere(Callable<?> access) throws InterruptedException {
        FutureTask<?> task = new FutureTask<>(access);
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
        Throwable cause = assertThrows(ExecutionException.class, task::get).getCause();
        assertInstanceOf(WrongThreadException.class, cause);
    }
}
