package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.bench.report.ResultsJson;
import org.lanewise.cifar.SyntheticCifar;

/**
 * The program in a VM of its own, ended in the middle of a run by Ctrl-C, which the terminal sends to its whole process
 * group, or by {@code kill -9}.
 */
class InterruptTest {

    /** The ceiling and three implementations of softmax. */
    private static final int MEASUREMENTS = 4;

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    @TempDir
    Path directory;

    private Path finished;
    private Path unfinished;
    private Path output;
    private Process process;

    @BeforeEach
    void startAndWaitForTheSecondMeasurement() throws Exception {
        assumeTrue(has("setsid") && has("env"), "there is no setsid here to make a process group with");
        finished = directory.resolve("out");
        unfinished = directory.resolve("out.unfinished");
        output = directory.resolve("output.txt");
        Path data = SyntheticCifar.write(directory.resolve("data"), 40, 5, 1);
        List<String> command = new ArrayList<>();
        // Where the tests run in the background, Ctrl-C is ignored by all that they start, unless that is undone.
        command.addAll(List.of("setsid", "env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--smoke", "--filter", "softmax/.*/(scalar|auto|simd)", "--data", data.toString()));
        command.addAll(List.of("--out", finished.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long end = System.nanoTime() + PATIENCE;
        while (!printed().contains(" 2/" + MEASUREMENTS + " ")) {
            assertTrue(process.isAlive() && System.nanoTime() < end, printed());
            Thread.sleep(20);
        }
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean has(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    private String printed() throws IOException {
        return Files.readString(output);
    }

    @Test
    void afterCtrlCTheRunSaysHowItGoesOnAndDoes() throws Exception {
        signal("INT", "-" + process.pid());
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), printed());
        assertEquals(128 + 2, process.exitValue(), printed());
        String sentence = "Interrupted. ./run-bench.sh --resume " + unfinished + " continues this run.";
        assertEquals(sentence, printed().lines().toList().getLast());
        assertFalse(printed().contains("FAILED"), "what died of Ctrl-C did not fail: " + printed());
        assertFalse(Files.exists(finished));
        assertTrue(Files.readString(unfinished.resolve("report.html")).contains("interrupted"));
        resume();
    }

    @Test
    void afterAKillNothingIsLostThatWasFinished() throws Exception {
        signal("KILL", String.valueOf(process.pid()));
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), printed());
        assertNotEquals(0, process.exitValue());
        assertFalse(Files.exists(finished));
        resume();
    }

    private void signal(String name, String target) throws IOException, InterruptedException {
        assertEquals(
                0, new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor());
    }

    /** Measures what is left, and nothing twice. */
    private void resume() throws IOException {
        int had = ResultsJson.read(unfinished.resolve("results.json")).size();
        assertTrue(had >= 2 && had < MEASUREMENTS, "measurements: " + had);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(stream, stream, "--resume", unfinished.toString()), out.toString());
        String last = " " + (MEASUREMENTS - had) + "/" + (MEASUREMENTS - had) + " ";
        assertTrue(out.toString(StandardCharsets.UTF_8).contains(last), out.toString());
        assertFalse(Files.exists(unfinished));
        assertEquals(
                MEASUREMENTS, ResultsJson.read(finished.resolve("results.json")).size());
        for (String file :
                List.of("environment.txt", "summary.csv", "tables.txt", "report.html", "charts/softmax.svg")) {
            assertTrue(Files.size(finished.resolve(file)) > 0, file);
        }
    }
}
