package org.lanewise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;

/**
 * kill -9 at random moments of a run: nothing has its final name, and it goes on, or begins again, by one command. {@link
 * InterruptTest} has the one moment of every build.
 */
@Tag("long")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class KilledRunTest {

    private static final long SEED = 5 + Long.getLong("lanewise.test.seed", 0) * 1_000_000_000;
    private static final int KILLS = 2 * Integer.getInteger("lanewise.test.scale", 1);

    @TempDir
    Path directory;

    @Test
    void goesOnOrBeginsAgain() throws Exception {
        Path data = SyntheticCifar.write(directory.resolve("data"), 100, 10, 1);
        Path results = directory.resolve("results");
        long start = System.nanoTime();
        assertEquals(0, run(data, results).waitFor(), () -> log());
        int duration = (int) ((System.nanoTime() - start) / 1_000_000);
        List<Path> complete = files(results);

        Path killed = directory.resolve("killed");
        SplittableRandom random = new SplittableRandom(SEED);
        int kills = 0;
        int finished = 0;
        for (boolean last = false; !last; last = kills == KILLS) {
            if (Files.exists(killed)) {
                assertEquals(complete, files(killed));
                delete(killed);
                finished++;
            }
            Process run = run(data, killed);
            if (!run.waitFor(random.nextInt(duration / 8, duration), TimeUnit.MILLISECONDS)) {
                List<ProcessHandle> forks = run.descendants().toList();
                run.destroyForcibly().waitFor();
                forks.forEach(ProcessHandle::destroyForcibly);
                kills++;
                assertFalse(Files.exists(killed) && Files.exists(unfinished(killed)), "one name at a time");
            }
        }
        if (!Files.exists(killed)) {
            assertEquals(0, run(data, killed).waitFor(), () -> log());
        }
        assertEquals(complete, files(killed));
        assertFalse(Files.exists(unfinished(killed)));
        System.out.println("[summary] run-bench.sh: killed " + kills + " times, " + (finished + 1)
                + " runs finished, seed " + SEED);
    }

    private static Path unfinished(Path results) {
        return results.resolveSibling(results.getFileName() + ".unfinished");
    }

    /** From the beginning, or what is unfinished, as the program says that it can be done. */
    private Process run(Path data, Path results) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        if (Files.exists(unfinished(results).resolve("arguments.txt"))) {
            command.addAll(List.of("--resume", results.toString()));
        } else {
            command.addAll(List.of("--smoke", "--filter", "softmax/.*/(scalar|auto)", "--data", data.toString()));
            command.addAll(List.of("--out", results.toString()));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<Path> files(Path results) throws IOException {
        try (var files = Files.walk(results)) {
            return files.map(results::relativize).sorted().toList();
        }
    }

    private static void delete(Path results) throws IOException {
        for (Path file : files(results).reversed()) {
            Files.delete(results.resolve(file));
        }
    }
}
