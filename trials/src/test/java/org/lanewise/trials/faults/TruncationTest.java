package org.lanewise.trials.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.testing.Scale;

/**
 * A file of the set is cut short while a process trains on it, early, when kernels are interpreted, or late, when C2 has
 * compiled them: an exception names the file, and the process trains on another set.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class TruncationTest {

    private static final long SEED = Scale.seed(4);
    private static final int CUTS = Scale.of(2);
    private static final int FILES = 5;
    private static final int IMAGES = 200;

    /** Of one image, of a few rows of each file, of many; prepared and folded. */
    private static final List<Integer> BATCHES = List.of(64, 256, 16, 1);

    private static final List<String> KERNELS = List.of("auto", "auto", "256", "128", "off");

    @TempDir
    Path directory;

    @Test
    void whileItIsTrainedOn() throws Exception {
        Path other = directory.resolve("other");
        write(other);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int cut = 0; cut < CUTS; cut++) {
            Path set = directory.resolve("set-" + cut);
            write(set);
            int batch = BATCHES.get(random.nextInt(BATCHES.size()));
            int threads = 1 + random.nextInt(2);
            String kernels = KERNELS.get(cut % KERNELS.size());
            String what = "cut " + cut + ", " + kernels + ", " + threads + " threads, batch " + batch + ": ";
            cut(set, other, batch, threads, kernels, random, what);
        }
        Scale.summary("files cut short in training: %d, seed %d", CUTS, SEED);
    }

    /** A set of five files. */
    private static void write(Path set) throws IOException {
        SyntheticCifar.write(set, IMAGES, 0, 1);
        for (int file = 2; file <= FILES; file++) {
            Files.copy(file(set, 1), file(set, file));
        }
    }

    private static Path file(Path set, int number) {
        return set.resolve("data_batch_" + number + ".bin");
    }

    private static void cut(
            Path set, Path other, int batch, int threads, String kernels, SplittableRandom random, String what)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-Dlanewise.simd=" + kernels,
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + set.resolve("crash.log"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Truncation.class.getName(),
                        set.toString(),
                        other.toString(),
                        String.valueOf(batch),
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertEquals("trained", output.readLine(), what);
            for (long end = System.nanoTime() + random.nextLong(8_000_000_000L); System.nanoTime() < end; ) {
                assertEquals("trained", output.readLine(), what);
            }
            Path file = file(set, 1 + random.nextInt(FILES));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextLong(channel.size() / 2));
            }
            List<String> rest =
                    output.lines().filter(line -> !line.equals("trained")).toList();
            assertEquals(0, process.waitFor(), what + rest);
            assertEquals(2, rest.size(), what + rest);
            assertTrue(rest.getFirst().startsWith(file + " was cut short"), what + rest);
            assertEquals("trained on another set", rest.getLast());
        } finally {
            process.destroyForcibly();
        }
        assertTrue(Files.notExists(set.resolve("crash.log")), what);
    }
}
