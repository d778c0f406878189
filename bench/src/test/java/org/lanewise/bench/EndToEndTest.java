package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

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
        String environment = Files.readString(directory.resolve("out/environment.txt"));
        assertTrue(printed.startsWith(environment.substring(0, environment.indexOf("duration"))), printed);
    }

    @Test
    void aRunWithoutFailuresEndsWell() throws IOException {
        assertEquals(0, run("loader/open"), out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anAbsentPeerIsALineAndTheOthersRaceWithTheOptionsGiven() throws Exception {
        String[] options = {"--threads", "2", "--jvm", "-Dsome=option -Dother=1"};
        int exitCode = ClassPath.without("openblas-.*", () -> run("square-64/(auto|openblas|ejml)", options));
        String printed = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, exitCode, printed);
        assertTrue(printed.contains("NOTE    openblas is left out, it cannot be loaded: there is no "), printed);
        assertTrue(printed.contains("openblas     left out: there is no "), printed);
        assertTrue(printed.contains("ejml         EJML "), printed);
        assertTrue(printed.contains(" -Dsome=option -Dother=1"), printed);
        assertTrue(printed.contains("Threads that share an operation: auto 1, ejml 2."), printed);
        String json = Files.readString(directory.resolve("out/results.json"));
        assertTrue(json.contains("\"-Dother=1\"") && json.contains("\"implementation\" : \"ejml\""), json);
    }

    @Test
    void jvmOptionsThatJavaDoesNotKnowAreWrongOptions() throws IOException {
        assertEquals(2, run("square-64/auto", "--jvm", "-XX:+Nonsense"));
        String message = err.toString(StandardCharsets.UTF_8);
        assertTrue(message.startsWith("run-bench.sh: --jvm: "), message);
        assertTrue(message.contains("Unrecognized VM option 'Nonsense'"), message);
    }

    private int run(String filter, String... more) throws IOException {
        Path data = SyntheticCifar.write(directory.resolve("data"), IMAGES, 10, 1);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream progress = new PrintStream(err, true, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--smoke", "--filter", filter, "--data", data.toString()));
        arguments.addAll(List.of("--out", directory.resolve("out").toString()));
        return Main.run(stream, progress, arguments.toArray(String[]::new));
    }
}
