package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.trials.Scale;

/**
 * Readers on files that {@link Mutator} spoiled: only documented exceptions with a sentence, soon, with memory in proportion to the input, and no
 * file besides. What was found once is read first.
 */
class FuzzTest {

    private static final long SEED = Scale.seed(1);
    /** Of the processor's time, which is the same on a busy machine; who waits for ever meets the timeout. */
    private static final long SOON_NANOS = 5_000_000_000L;

    /** Bytes of the heap for each byte of an input; archives of arrays may unpack to a thousand times their size. */
    private static final long BYTES_PER_BYTE = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Targets.class)
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void onlyDocumentedExceptions(Targets target) throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        for (byte[] finding : target.findings()) {
            assertTrue(check(target, place, finding, "a finding"), "a finding is not refused");
        }
        Mutator mutator = new Mutator(new SplittableRandom(SEED), target.corpus());
        int cases = Scale.of(target.cases());
        int refused = 0;
        for (int i = 0; i < cases; i++) {
            refused += check(target, place, mutator.next(), "seed " + SEED + ", input " + i) ? 1 : 0;
        }
        Scale.summary("fuzzing %s: %d inputs, %d refused, seed %d", target, cases, refused, SEED);
    }

    /** What reading an input cost, and whether it was refused. */
    private record Reading(boolean refused, long nanos, long bytes) {

        boolean isSoon() {
            return nanos <= SOON_NANOS;
        }

        boolean isInProportion(Target target, byte[] input) {
            return bytes <= target.fixedBytes() + BYTES_PER_BYTE * input.length;
        }
    }

    /** {@return whether the input was refused} */
    static boolean check(Target target, Path place, byte[] input, String what) throws IOException {
        Reading reading = read(target, place, input, what);
        if (!reading.isSoon() || !reading.isInProportion(target, input)) {
            // The first time may have loaded classes, which Jazzer instruments: tens of megabytes. The second counts.
            reading = read(target, place, input, what);
        }
        if (!reading.isSoon()) {
            fail(what + ": took " + reading.nanos / 1_000_000 + " ms" + describe(input));
        }
        if (!reading.isInProportion(target, input)) {
            fail(what + ": allocated " + reading.bytes + " bytes for an input of " + input.length + describe(input));
        }
        return reading.refused;
    }

    private static Reading read(Target target, Path place, byte[] input, String what) throws IOException {
        Path file = place.resolve(target.file());
        Files.write(file, input);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        boolean refused = false;
        try {
            target.read(place);
        } catch (Throwable thrown) {
            refused = true;
            if (!target.isDocumented(thrown)
                    || thrown.getMessage() == null
                    || thrown.getMessage().isBlank()) {
                throw new AssertionError(what + ": " + thrown + describe(input), thrown);
            }
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertNothingElse(target, place, what);
        return new Reading(refused, nanos, bytes);
    }

    private static void assertNothingElse(Target target, Path place, String what) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            assertEquals(
                    List.of(place.resolve(target.file())), files.toList(), () -> what + ": files beside the input");
        }
        try (Stream<Path> files = Files.list(place.getParent())) {
            assertEquals(List.of(place), files.toList(), () -> what + ": files outside of the target");
        }
    }

    /** To be kept as a finding. */
    private static String describe(byte[] input) throws IOException {
        Path kept = Files.write(Files.createTempFile("lanewise-finding", ".bin"), input);
        String start = HexFormat.of().formatHex(input, 0, Math.min(64, input.length));
        return "; " + input.length + " bytes, kept in " + kept + ", beginning " + start;
    }
}
