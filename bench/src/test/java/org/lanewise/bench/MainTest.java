package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bogus",
                "stray",
                "--threads 0",
                "--threads many",
                "--threads",
                "--jvm",
                "--smoke --full",
                "--no-peers --filter openblas",
                "--filter (",
                "--filter nothing-like-it",
                "--data /there/is/no/such/directory",
                "--out pom.xml",
                "--out src",
                "--resume /there/is/no/such/directory",
                "--resume somewhere --smoke",
                "--compare one",
                "--compare /there/is/no/such/directory /nor/this"
            })
    void wrongOptionsAreOneSentenceAndExitCodeTwo(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        String message = err.toString(StandardCharsets.UTF_8);
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.matches("run-bench\\.sh: .+\\. See --help\\.\\R"), message);
    }

    @Test
    void whatTheSystemSaysIsASentence() {
        assertEquals(
                "results: this user may not read or write there; give permission, or name another place.",
                Main.reason(new AccessDeniedException("results")));
        FileSystemException full = new FileSystemException("results", null, "it cannot be written");
        assertEquals("results: it cannot be written", Main.reason(new UncheckedIOException(full)));
        assertEquals("as it is", Main.reason(new IllegalStateException("as it is")));
    }

    @Test
    void helpIsTheUsage() throws IOException {
        assertEquals(0, run("--help"));
        assertEquals(Main.usage(), out.toString(StandardCharsets.UTF_8));
        assertTrue(Main.usage().startsWith("Usage: ./run-bench.sh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--list"})
    void outputThatCannotBeWrittenIsOneSentenceAndExitCodeOne(String arguments) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertEquals(1, Main.run(new PrintStream(full), new PrintStream(err), arguments));
        String message = err.toString(StandardCharsets.UTF_8);
        assertTrue(message.matches("run-bench\\.sh: Standard output cannot be written, .+\\.\\R"), message);
    }

    @Test
    void theListShowsRowsAndTime() {
        assertEquals(0, run("--list", "--filter", "softmax/rows-of-10/"));
        String list = out.toString(StandardCharsets.UTF_8);
        assertTrue(
                list.startsWith("peak/fma-in-registers/peak" + System.lineSeparator() + "softmax/rows-of-10/"), list);
        assertTrue(list.contains("6 measurements, about 0:"), list);
    }

    @Test
    void withoutPeersTheListHasNone() {
        assertEquals(0, run("--list", "--no-peers", "--filter", "square-64/"));
        String list = out.toString(StandardCharsets.UTF_8);
        assertTrue(list.contains("matmul/square-64/simd"), list);
        assertFalse(list.contains("openblas"), list);
    }
}
