package org.lanewise.trials.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.trials.Scale;

/** kill -9 at random moments: a file under its final name is whole, and the same command goes on afterwards. */
class KillTest {

    private static final long SEED = 2;
    private static final int KILLS = Scale.of(2);

    @TempDir
    Path directory;

    @Test
    void dataFetch() throws Exception {
        try (SetArchive set = new SetArchive()) {
            Path target = directory.resolve("cifar");
            String[] command = {
                "data", "fetch", "--data", target.toString(), "--url", set.url(), "--checksum", set.sha256()
            };
            long start = System.nanoTime();
            assertDone(Lanewise.run(command), set, target);
            int duration = (int) ((System.nanoTime() - start) / 1_000_000);
            SplittableRandom random = new SplittableRandom(SEED);
            int killed = 0;
            while (killed < KILLS) {
                delete(target);
                try (Lanewise fetching = new Lanewise(command)) {
                    Thread.sleep(random.nextInt(duration / 4, duration + 100));
                    killed += fetching.kill() ? 1 : 0;
                }
                assertTrue(!Files.exists(target) || set.isWhole(target), "kill " + killed + ": half a data set");
            }
            delete(target);
            assertDone(Lanewise.run(command), set, target);
            Scale.summary("data fetch: killed %d times, seed %d", killed, SEED);
        }
    }

    /** Nothing is left but the data set. */
    private void assertDone(Lanewise.Result result, SetArchive set, Path target) throws Exception {
        assertEquals(0, result.exit(), result.output());
        assertTrue(set.isWhole(target), result.output());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(target), left.toList(), "left over");
        }
    }

    private static void delete(Path target) throws Exception {
        if (Files.exists(target)) {
            try (Stream<Path> files = Files.list(target)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(target);
        }
    }
}
