package org.lanewise.trials.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.learn.file.CheckpointFile;
import org.lanewise.testing.Scale;

/** kill -9 at random moments: a file under its final name is whole, and the same command goes on afterwards. */
class KillTest {

    private static final long SEED = Scale.seed(2);
    private static final int KILLS = Scale.of(2);

    private static final int EPOCHS = 400;
    private static final String CHECKPOINT = "checkpoint.npz";
    private static final String MODEL = "model.npz";

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

    /** However often it is killed, a training that goes on from its checkpoint ends with the same bits. */
    @Test
    void trainingWithCheckpoints() throws Exception {
        Path set = SyntheticCifar.write(directory.resolve("set"), 300, 50, 1);
        Path whole = Files.createDirectory(directory.resolve("whole"));
        long start = System.nanoTime();
        Lanewise.Result uninterrupted = Lanewise.run(train(set, whole));
        assertEquals(0, uninterrupted.exit(), uninterrupted.output());
        int duration = (int) ((System.nanoTime() - start) / 1_000_000);
        byte[] expected = Files.readAllBytes(whole.resolve(MODEL));

        SplittableRandom random = new SplittableRandom(SEED);
        Path parts = Files.createDirectory(directory.resolve("parts"));
        int killed = 0;
        int between = 0;
        int finished = 0;
        while (killed < KILLS) {
            try (Lanewise training = new Lanewise(train(set, parts))) {
                Thread.sleep(random.nextInt(duration / 4, duration));
                if (training.kill()) {
                    killed++;
                }
            }
            finished += requireWhole(parts, expected) ? 1 : 0;
            between += Files.exists(parts.resolve(CHECKPOINT)) ? 1 : 0;
        }
        Lanewise.Result last = Lanewise.run(train(set, parts));
        assertEquals(0, last.exit(), last.output());
        assertTrue(requireWhole(parts, expected), "no model");
        Scale.summary(
                "train --checkpoint: killed %d times, %d of them with a checkpoint, %d trainings ended with the same bits,"
                        + " seed %d",
                killed, between, finished + 1, SEED);
    }

    /** From the beginning, or from the checkpoint if there is one. */
    private static String[] train(Path set, Path place) {
        Path checkpoint = place.resolve(CHECKPOINT);
        return new String[] {
            "train",
            "--data=" + set,
            "--validation=50",
            "--optimizer=adam",
            "--average=0.9",
            "--epochs=" + EPOCHS,
            (Files.exists(checkpoint) ? "--resume=" : "--checkpoint=") + checkpoint,
            "--metrics=" + place.resolve("metrics.csv"),
            "--save=" + place.resolve(MODEL)
        };
    }

    /** Whether a training has ended; then everything is removed, for the next one. */
    private static boolean requireWhole(Path place, byte[] expected) throws Exception {
        Path checkpoint = place.resolve(CHECKPOINT);
        if (Files.exists(checkpoint)) {
            try (Arena arena = Arena.ofShared()) {
                CheckpointFile.read(arena, checkpoint);
            }
        }
        Path metrics = place.resolve("metrics.csv");
        if (Files.exists(metrics)) {
            List<String> epochs = Files.readAllLines(metrics).stream()
                    .skip(1)
                    .map(line -> line.split(",")[0])
                    .toList();
            assertEquals(
                    IntStream.rangeClosed(1, epochs.size())
                            .mapToObj(String::valueOf)
                            .toList(),
                    epochs);
        }
        Path model = place.resolve(MODEL);
        if (!Files.exists(model)) {
            return false;
        }
        assertArrayEquals(expected, Files.readAllBytes(model));
        assertEquals(EPOCHS + 1, Files.readAllLines(metrics).size());
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return true;
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
