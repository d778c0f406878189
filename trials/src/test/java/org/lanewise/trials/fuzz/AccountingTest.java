package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer sees what it is to see: each kind of memory and the time of the processor, and nothing where there is nothing. */
class AccountingTest {

    private static final int MUCH = 200 << 20;
    private static final long SOON_NANOS = 300_000_000;

    @TempDir
    Path directory;

    /** Reads an input of ten bytes by something that takes too much. */
    @FunctionalInterface
    private interface Reader {
        void read(Arena memory) throws Exception;
    }

    private FuzzTest.Reading check(Reader reader) throws IOException {
        Target target = new Target() {
            @Override
            public List<byte[]> corpus() {
                return List.of(new byte[10]);
            }

            @Override
            public String file() {
                return "input";
            }

            @Override
            public void read(Path place, Arena memory) throws Exception {
                reader.read(memory);
            }

            @Override
            public boolean isDocumented(Throwable thrown) {
                return thrown instanceof IOException;
            }

            @Override
            public int cases() {
                return 1;
            }

            @Override
            public Cost fixed() {
                return new Cost(USUAL.heap(), USUAL.offHeap(), USUAL.resident(), SOON_NANOS);
            }
        };
        Path place = Files.createDirectories(directory.resolve("place"));
        return FuzzTest.check(target, place, new byte[10], "a test");
    }

    private void assertFound(String what, Reader reader) {
        String message = assertThrows(AssertionError.class, () -> check(reader)).getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void whatTakesLittleIsNotFound() throws IOException {
        assertEquals(false, check(memory -> memory.allocate(1000)).refused());
        FuzzTest.Reading refused = check(memory -> {
            throw new IOException("refused");
        });
        assertTrue(refused.refused());
        assertTrue(refused.cost().heap() > 0 && refused.cost().nanos() > 0, refused.toString());
    }

    @Test
    void theHeapIsCounted() {
        assertFound("bytes of the heap where", memory -> {
            byte[][] arrays = new byte[20][];
            for (int i = 0; i < arrays.length; i++) {
                arrays[i] = new byte[1 << 20];
            }
        });
    }

    /** Though nothing is written there, so that the process does not grow. */
    @Test
    void memoryOffTheHeapIsCounted() {
        assertFound("bytes off the heap where", memory -> memory.allocate(MUCH));
        assertFound("a reader wants", memory -> memory.allocate(1L << 40));
    }

    /** From an arena that the fuzzer does not know, as a native library does. */
    @Test
    void memoryThatNobodyCountsIsSeen() {
        assumeTrue(Resident.begin() > 0, "the system does not say how large a process is");
        assertFound("resident bytes where", memory -> {
            try (Arena own = Arena.ofShared()) {
                own.allocate(MUCH).fill((byte) 1);
            }
        });
    }

    @Test
    void timeOfTheProcessorIsCountedAndWaitingIsNot() throws IOException {
        assertFound("nanoseconds of the processor where", memory -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long end = threads.getCurrentThreadCpuTime() + 2 * SOON_NANOS;
            while (threads.getCurrentThreadCpuTime() < end) {
                Thread.onSpinWait();
            }
        });
        check(memory -> Thread.sleep(2 * SOON_NANOS / 1_000_000));
    }

    @Test
    void anErrorThatNobodyDocumentedIsFound() {
        assertFound("OutOfMemoryError", memory -> {
            throw new OutOfMemoryError("of a test");
        });
    }
}
