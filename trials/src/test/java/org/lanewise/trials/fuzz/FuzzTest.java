package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
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
import org.lanewise.testing.Scale;

/**
 * Readers on files that {@link Mutator} spoiled: only documented exceptions with a sentence; heap, memory off the heap, size of
 * the process and time of the processor in proportion to the input; and no file besides. What was found once is read first.
 */
class FuzzTest {

    private static final long SEED = Scale.seed(1);
    /** The least of so many readings counts: the first loads classes, which Jazzer instruments, and any may meet the compiler. */
    private static final int READINGS = 3;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Targets.class)
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void onlyDocumentedExceptions(Targets target) throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        Cost most = new Cost(0, 0, 0, 0);
        for (byte[] finding : target.findings()) {
            Reading reading = check(target, place, finding, "a finding");
            assertTrue(reading.refused, "a finding is not refused");
            most = most.most(reading.cost);
        }
        Mutator mutator = new Mutator(new SplittableRandom(SEED), target.corpus());
        int cases = Scale.of(target.cases());
        int refused = 0;
        for (int i = 0; i < cases; i++) {
            Reading reading = check(target, place, mutator.next(), "seed " + SEED + ", input " + i);
            refused += reading.refused ? 1 : 0;
            most = most.most(reading.cost);
        }
        Scale.summary("fuzzing %s: %d inputs, %d refused, at most %s, seed %d", target, cases, refused, most, SEED);
    }

    /** Whether an input was refused, and what reading it cost. */
    record Reading(boolean refused, Cost cost) {}

    /** Reads an input; fails if that ends as it must not, or takes what is out of proportion. */
    static Reading check(Target target, Path place, byte[] input, String what) throws IOException {
        Cost limit = target.limit(input.length);
        Reading reading = read(target, place, input, what);
        for (int i = 1; i < READINGS && !reading.cost.beyond(limit).isEmpty(); i++) {
            Reading again = read(target, place, input, what);
            reading = new Reading(again.refused, again.cost.least(reading.cost));
        }
        List<String> beyond = reading.cost.beyond(limit);
        if (!beyond.isEmpty()) {
            fail(what + ": took " + String.join(" and ", beyond) + describe(input));
        }
        return reading;
    }

    private static Reading read(Target target, Path place, byte[] input, String what) throws IOException {
        Files.write(place.resolve(target.file()), input);
        Throwable[] thrown = new Throwable[1];
        Cost cost = Cost.of(memory -> {
            try {
                target.read(place, memory);
            } catch (Throwable any) {
                thrown[0] = any;
            }
        });
        if (thrown[0] != null && !isRefusal(target, thrown[0])) {
            throw new AssertionError(what + ": " + thrown[0] + describe(input), thrown[0]);
        }
        assertNothingElse(target, place, what);
        return new Reading(thrown[0] != null, cost);
    }

    private static boolean isRefusal(Target target, Throwable thrown) {
        return target.isDocumented(thrown)
                && thrown.getMessage() != null
                && !thrown.getMessage().isBlank();
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
