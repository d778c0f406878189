package org.lanewise.trials.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.cli.Main;
import org.lanewise.trials.Scale;

/**
 * Commands whose arguments are dropped, doubled, swapped and replaced: exit code 0, 1 or 2, no stack trace, and on failure
 * one sentence of the program's. Paths are left as they are, so that nothing is written elsewhere.
 */
class OptionsFuzzTest {

    private static final long SEED = 3;
    private static final int CASES = Scale.of(600);

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "-",
            "--",
            "-1",
            "0",
            "1",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "0x10",
            "true",
            "--json",
            "--help",
            "-h",
            "--no-such",
            "--seed",
            "--threads",
            "--kernels",
            "scalar",
            "simd",
            "@",
            "'",
            "\"",
            "\u20ac",
            "a b",
            "=",
            "--train=",
            "--train=7=8",
            "\n",
            "%s",
            "${x}",
            "null");

    @TempDir
    Path directory;

    private Path set;
    private Path output;

    private List<List<String>> commands() {
        return List.of(
                List.of("data", "info", "--data", set.toString(), "--json"),
                List.of("data", "info", "--data", set.toString(), "--kernels", "scalar", "--threads", "1"),
                List.of("data", "synth", output.toString(), "--train", "5", "--test", "3", "--seed", "7"),
                List.of("data"),
                List.of("--help"));
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void everyEndIsOneOfThree() throws IOException {
        set = directory.resolve("set");
        output = directory.resolve("output");
        SyntheticCifar.write(set, 20, 10, 1);
        SplittableRandom random = new SplittableRandom(SEED);
        int[] exits = new int[3];
        for (int i = 0; i < CASES; i++) {
            List<String> arguments =
                    spoil(random, commands().get(random.nextInt(commands().size())));
            exits[run(arguments, "seed " + SEED + ", case " + i + ": " + arguments)]++;
            clear(output);
        }
        assertEquals(List.of(set), list(directory), "files elsewhere");
        Scale.summary(
                "fuzzing options: %d command lines, %d done, %d failed, %d refused, seed %d",
                CASES, exits[0], exits[1], exits[2], SEED);
    }

    private static int run(List<String> arguments, String what) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit;
        try {
            exit = Main.run(new PrintStream(out), new PrintStream(err), arguments.toArray(String[]::new));
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
        String errors = err.toString(StandardCharsets.UTF_8);
        assertTrue(exit >= 0 && exit <= 2, what + ": exit code " + exit);
        assertFalse(errors.contains("\tat ") || errors.contains("Exception"), what + ": " + errors);
        if (exit != 0) {
            assertEquals(1, errors.strip().lines().count(), what + ": " + errors);
            assertTrue(errors.startsWith("lanewise"), what + ": " + errors);
        }
        return exit;
    }

    private static List<String> spoil(SplittableRandom random, List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(arguments.size() + 1);
            if (at == arguments.size() || random.nextInt(4) == 0) {
                arguments.add(at, WORDS.get(random.nextInt(WORDS.size())));
            } else if (isPath(arguments.get(at))) {
                arguments.add(at, arguments.get(random.nextInt(arguments.size())));
            } else if (random.nextBoolean()) {
                arguments.set(at, WORDS.get(random.nextInt(WORDS.size())));
            } else if (!(at + 1 < arguments.size() && isPath(arguments.get(at + 1)))) {
                arguments.remove(at);
            }
        }
        return arguments;
    }

    private static boolean isPath(String argument) {
        return argument.startsWith("/");
    }

    private static List<Path> list(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    private static void clear(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            for (Path file : list(place)) {
                Files.delete(file);
            }
            Files.delete(place);
        }
    }
}
