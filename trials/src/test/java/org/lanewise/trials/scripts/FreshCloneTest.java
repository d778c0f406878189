package org.lanewise.trials.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts with Maven and the JDK as they are, in a clone of the last commit whose path has a colon. */
@Tag("long")
class FreshCloneTest {

    private static final List<String> SYNTHESIZE =
            List.of("./lanewise", "data", "synth", "set", "--train", "2000", "--test", "500");

    private static final List<String> TRAIN = List.of(
            "./lanewise", "train", "--data", "set", "--epochs", "100000", "--checkpoint", "c.npz", "--save", "m.npz");

    private static final List<String> BENCHMARK = List.of(
            "./run-bench.sh", "--smoke", "--filter", "square-64/(simd|openblas)", "--data", "set", "--out", "run");

    @TempDir
    Path directory;

    private Path clone;

    @Test
    void itBuildsOnceTrainsThroughABuildAndMeasures() throws Exception {
        clone = directory.resolve("it's a:b");
        assertEnds(
                0,
                start(
                        directory,
                        List.of("git", "clone", "-q", Checkout.repository().toString(), clone.toString())));
        Process first = start(clone, SYNTHESIZE);
        Process second = start(clone, List.of("./lanewise", "--help"));
        assertEnds(0, first);
        assertEnds(0, second);

        Process training = start(clone, TRAIN);
        Thread.sleep(5000);
        Path source = clone.resolve("core/src/main/java/module-info.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        assertEnds(0, start(clone, List.of("./lanewise", "--help")));
        assertTrue(training.isAlive(), "the training should go on");
        training.destroy(); // writes checkpoint and model, with classes that were not loaded until now
        training.waitFor();
        assertTrue(Files.exists(clone.resolve("c.npz")), "no checkpoint");

        assertEnds(0, start(clone, BENCHMARK));
        assertTrue(Files.exists(clone.resolve("run/report.html")), "no report");
    }

    private Process start(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("caches").toString());
        return builder.start();
    }

    private static void assertEnds(int exit, Process process) throws InterruptedException {
        assertEquals(exit, process.waitFor(), String.valueOf(process.info().commandLine()));
    }
}
