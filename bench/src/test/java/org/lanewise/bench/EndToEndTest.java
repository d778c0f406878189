package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.report.SummaryCsv;
import org.lanewise.cifar.SyntheticCifar;

/** The whole program on one or two cases, with real forks. */
class EndToEndTest {

    /** Too few for a minibatch of 64. */
    private static final int IMAGES = 40;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void whatFailsIsALineAndTheRestIsMeasured() throws IOException {
        int exitCode = run("softmax/.*/(scalar|auto)|step/.*/scalar");
        String printed = out.toString(StandardCharsets.UTF_8);
        assertEquals(1, exitCode, printed);
        assertTrue(printed.contains("JDK       "), printed);
        assertTrue(printed.contains("Softmax of rows"), printed);
        assertTrue(
                printed.contains("FAILED  step/B64/scalar: a minibatch of 64 images was asked for, but the training set"
                        + " has only 40\n"),
                printed);
        List<String> summary = Files.readAllLines(directory.resolve("out/summary.csv"));
        assertEquals(SummaryCsv.HEADER, summary.get(0));
        assertEquals(4, summary.size(), "peak, which the step needs, and two of softmax: " + summary);
        assertTrue(Files.readString(directory.resolve("out/results.json")).contains("SoftmaxBenchmark.softmax"));
        assertTrue(printed.contains(Files.readString(directory.resolve("out/tables.txt"))), printed);
        assertTrue(printed.startsWith(Files.readString(directory.resolve("out/environment.txt"))), printed);
    }

    @Test
    void aRunWithoutFailuresEndsWell() throws IOException {
        assertEquals(0, run("loader/open"), out.toString(StandardCharsets.UTF_8));
    }

    private int run(String filter) throws IOException {
        Path data = SyntheticCifar.write(directory.resolve("data"), IMAGES, 10, 1);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream progress = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(
                stream,
                progress,
                "--smoke",
                "--filter",
                filter,
                "--data",
                data.toString(),
                "--out",
                directory.resolve("out").toString());
    }
}
