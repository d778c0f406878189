package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.file.ModelFile;

/** A training that was saved on the way goes on as if it had not stopped. */
class CheckpointTest {

    @TempDir
    Path folder;

    private static Cli train(Path set, String options, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--json", "--data", set));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of(more));
        return Cli.run(words.toArray());
    }

    private static Cli train(String options, Object... more) {
        return train(Sets.SMALL, options, more);
    }

    /** Weights and biases of a saved model. */
    private static float[][] weights(Path file) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            LinearModel model = ModelFile.read(arena, file).classifier().model();
            return new float[][] {model.weights().toArray(), model.bias().toArray()};
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--optimizer adam --average 0",
                "--optimizer nesterov --schedule inverse --clip 1 --early-stopping 5",
                "--batch all --learning-rate 0.1 --loss svm2",
            })
    void whatIsContinuedHasTheSameBits(String options) throws IOException {
        Path whole = folder.resolve("whole.npz");
        Path parts = folder.resolve("parts.npz");
        Path checkpoint = folder.resolve("checkpoint.npz");
        String some = "--limit 700 --validation 100 " + options;
        assertEquals(0, train(some.strip(), "--epochs", 5, "--save", whole).code());

        assertEquals(
                0,
                train(some.strip(), "--epochs", 2, "--checkpoint", checkpoint).code());
        Cli run = train(some.strip(), "--epochs", 5, "--resume", checkpoint, "--save", parts);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("epoch 3/5") && !run.err().contains("epoch 2/5"), run.err());
        assertArrayEquals(weights(whole), weights(parts));
    }

    @Test
    void metricsGoOnInTheSameFile() throws IOException {
        Path csv = folder.resolve("metrics.csv");
        Path checkpoint = folder.resolve("checkpoint.npz");
        train("--limit 500", "--epochs", 2, "--checkpoint", checkpoint, "--metrics", csv);
        train("--limit 500", "--epochs", 4, "--resume", checkpoint, "--metrics", csv);
        List<String> epochs =
                Files.readAllLines(csv).stream().map(line -> line.split(",")[0]).toList();
        assertEquals(List.of("epoch", "1", "2", "3", "4"), epochs);
    }

    @Test
    void metricsBeginAnewInAnEmptyFile() throws IOException {
        Path csv = Files.createFile(folder.resolve("metrics.csv"));
        Path checkpoint = folder.resolve("checkpoint.npz");
        train("--limit 500", "--epochs", 1, "--checkpoint", checkpoint);
        Cli run = train("--limit 500", "--epochs", 2, "--resume", checkpoint, "--metrics", csv);
        assertEquals(0, run.code(), run.err());
        List<String> epochs =
                Files.readAllLines(csv).stream().map(line -> line.split(",")[0]).toList();
        assertEquals(List.of("epoch", "2"), epochs);
    }

    @Test
    void aTrainingThatDivergesHasNothingToSave() {
        Path checkpoint = folder.resolve("checkpoint.npz");
        Cli run = train("--limit 500 --epochs 3 --learning-rate 1e30", "--checkpoint", checkpoint);
        assertEquals(1, run.code(), run.err());
        assertFalse(Files.exists(checkpoint));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--learning-rate 0.04 | learningRate 0.05, but here it is 0.04",
                "--optimizer adam | optimizer sgd",
                "--loss svm | loss softmax",
                "--l2 0.1 | l2 1.0E-4",
                "--limit 499 | limit 500",
                "--validation 50 | validation 1",
                "--seed 2 | seed 1",
                "--preprocessing unit | preprocessing mean",
                "--batch 32 | batch 64",
                "--checkpoint-every 0 | --checkpoint-every is 0",
            })
    void otherOptionsAreRefused(String options, String part) {
        Path checkpoint = folder.resolve("checkpoint.npz");
        String usual = "--validation 1 --limit 500 --epochs 1";
        assertEquals(0, train(usual, "--checkpoint", checkpoint).code());
        List<Object> words = new ArrayList<>(List.of("train", "--data", Sets.SMALL, "--resume", checkpoint));
        words.addAll(List.of(options.split(" ")));
        for (String option : new String[] {"--validation 1", "--limit 500"}) {
            if (!options.startsWith(option.split(" ")[0])) {
                words.addAll(List.of(option.split(" ")));
            }
        }
        Cli run = Cli.run(words.toArray());
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    @Test
    void theLengthBelongsToASchedule() {
        Path checkpoint = folder.resolve("checkpoint.npz");
        String usual = "--limit 500 --validation 10 --schedule cosine";
        assertEquals(0, train(usual, "--epochs", 2, "--checkpoint", checkpoint).code());
        Cli run = train(usual, "--epochs", 4, "--resume", checkpoint);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("epochs 2, but here it is 4"), run.err());
    }

    @Test
    void otherDataAreRefused() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.npz");
        assertEquals(
                0,
                train("--limit 500 --validation 10 --epochs 1", "--checkpoint", checkpoint)
                        .code());
        Path other = SyntheticCifar.write(folder.resolve("other"), 2000, 500, 2);
        Cli run = train(other, "--limit 500 --validation 10 --epochs 1", "--resume", checkpoint);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("dataSha256"), run.err());
    }

    @Test
    void whatIsNoCheckpointIsNamed() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.npz");
        Path model = folder.resolve("model.npz");
        String usual = "--limit 500 --validation 10 --epochs 1";
        assertEquals(
                0, train(usual, "--checkpoint", checkpoint, "--save", model).code());
        byte[] good = Files.readAllBytes(checkpoint);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        for (Path file : List.of(
                folder.resolve("missing.npz"),
                model,
                Files.write(folder.resolve("cut.npz"), Arrays.copyOf(good, good.length / 2)),
                Files.write(folder.resolve("flipped.npz"), flipped),
                Files.writeString(folder.resolve("text.npz"), "text"))) {
            Cli run = train(usual, "--resume", file);
            assertEquals(2, run.code(), file + ": " + run.err());
            assertTrue(run.err().contains(file.toString()), run.err());
            assertFalse(run.err().contains("Exception"), run.err());
        }
    }

    @Tag("child-vm")
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalSavesTheCheckpoint(String signal, int code) throws Exception {
        assumeFalse(isIgnored(signal), signal + " is ignored here");
        Path whole = folder.resolve("whole.npz");
        Path parts = folder.resolve("parts.npz");
        Path checkpoint = folder.resolve("checkpoint.npz");
        Path csv = folder.resolve("metrics.csv");
        String usual = "--validation 100 --learning-rate 0.001 --batch 16";

        try (ChildVm child = new ChildVm(
                "train",
                "--data",
                Sets.SMALL,
                "--validation",
                100,
                "--learning-rate",
                0.001,
                "--batch",
                16,
                "--epochs",
                1_000_000,
                "--checkpoint",
                checkpoint,
                "--checkpoint-every",
                1_000_000,
                "--metrics",
                csv,
                "--save",
                whole)) {
            child.awaitFile(csv);
            child.signal(signal);
            ChildVm.Result result = child.await();
            assertEquals(code, result.code(), result.output());
            assertTrue(result.output().contains("is saved in " + checkpoint + "; continue it with"), result.output());
        }
        assertFalse(Files.exists(whole), "an interrupted training saves no model");

        int done = (int) Files.lines(csv).count() - 1;
        Cli resumed = train(usual, "--epochs", done + 2, "--resume", checkpoint, "--save", parts);
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(0, train(usual, "--epochs", done + 2, "--save", whole).code());
        assertArrayEquals(weights(whole), weights(parts));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count(), "nothing else is left");
        }
    }

    /** Whether this process, and so its children, ignore a signal, as what is started in the background may do. */
    private static boolean isIgnored(String signal) throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.split("\\s+")[1])
                .findAny()
                .orElse("0");
        int number = signal.equals("INT") ? 2 : 15;
        return (Long.parseUnsignedLong(mask, 16) >> (number - 1) & 1) == 1;
    }
}
