package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
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
        assertTrue(Files.readString(directory.resolve("out/report.html")).contains("Failed: step/B64/scalar"));
        assertTrue(Files.size(directory.resolve("out/charts/softmax.svg")) > 0);
        assertFalse(Files.exists(directory.resolve("out.unfinished")));
        assertTrue(Files.readString(directory.resolve("out/results.json")).contains("SoftmaxBenchmark.softmax"));
        assertTrue(printed.contains(Files.readString(directory.resolve("out/tables.txt"))), printed);
        String environment = Files.readString(directory.resolve("out/environment.txt"));
        assertTrue(printed.startsWith(environment.substring(0, environment.indexOf("duration"))), printed);
    }

    @Test
    void anAbsentPeerIsALineAndTheOthersRaceWithTheOptionsGiven() throws Exception {
        String[] options = {"--threads", "2", "--jvm", "-Dsome=option -Dother=1"};
        int exitCode = ClassPath.without("openblas-.*", () -> run("square-64/(auto|openblas|ejml)", options));
        String printed = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, exitCode, printed);
        assertTrue(printed.contains("NOTE    openblas is left out because it cannot be loaded: there is no "), printed);
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

    @Test
    void anInterruptedRunIsFinishedWithoutRepeatingWhatItHad() throws IOException {
        assertEquals(0, run("softmax/.*/(scalar|auto)"), out.toString(StandardCharsets.UTF_8));
        Path finished = directory.resolve("out");
        Path unfinished = directory.resolve("out.unfinished");
        String scalar = Files.readAllLines(finished.resolve("summary.csv")).get(2);
        Files.move(finished, unfinished);
        Path results = unfinished.resolve("results.json");
        JsonArray all = JsonParser.parseString(Files.readString(results)).getAsJsonArray();
        all.remove(2);
        Files.writeString(results, all.toString());
        err.reset();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream progress = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(stream, progress, "--resume", unfinished.toString()), out.toString());
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(" 1/1 "), err.toString());
        List<String> summary = Files.readAllLines(finished.resolve("summary.csv"));
        assertEquals(4, summary.size());
        assertEquals(cells(scalar, 6), cells(summary.get(2), 6), "the first figure is that of the first part");
        assertTrue(summary.get(3).startsWith("softmax,rows-of-10,auto,"), summary::toString);
        assertTrue(Files.readString(finished.resolve("tables.txt")).contains("resumed"));
        assertFalse(Files.exists(unfinished));
    }

    private static List<String> cells(String line, int count) {
        return List.of(line.split(",")).subList(0, count);
    }

    @Test
    void aRunWithoutFailuresEndsWellAndIsNotResumedOnAnotherMachine() throws IOException {
        assertEquals(0, run("loader/open"), out.toString(StandardCharsets.UTF_8));
        Path unfinished = directory.resolve("out.unfinished");
        Files.move(directory.resolve("out"), unfinished);
        Path environment = unfinished.resolve("environment.txt");
        Files.writeString(environment, Files.readString(environment).replaceFirst("CPU .*", "CPU  Another"));
        PrintStream progress = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(2, Main.run(progress, progress, "--resume", unfinished.toString()), err.toString());
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("its CPU was \"Another\", but now it is"),
                err.toString());
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
