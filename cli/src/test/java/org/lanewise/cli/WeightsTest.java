package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;

/** Weights of examples from a file, or beside the features. */
class WeightsTest {

    private static final int COUNT = 120;

    @TempDir
    static Path folder;

    private static Path plain;
    private static Path weighted;
    private static Path weights;

    @BeforeAll
    static void write() throws IOException {
        OwnPoints points = OwnPoints.draw(1, COUNT);
        plain = points.write(folder, OwnPoints.draw(2, 30));
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = i % 4 * 0.5f;
        }
        weights = folder.resolve("w.npy");
        Npy.write(weights, new NpyArray.Floats(List.of(COUNT), values));
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("X", points.x());
        arrays.put("y", points.y());
        arrays.put("sample_weight", new NpyArray.Floats(List.of(COUNT), values));
        weighted = folder.resolve("weighted.npz");
        Npz.write(weighted, arrays);
    }

    private static float[] trained(String name, Object... words) throws IOException {
        Path model = folder.resolve(name);
        Object[] all = Arrays.copyOf(words, words.length + 3);
        all[words.length] = "--save";
        all[words.length + 1] = model;
        all[words.length + 2] = "--json";
        Cli run = Cli.run(all);
        assertEquals(0, run.code(), run.err());
        try (Arena arena = Arena.ofShared()) {
            return ModelFile.read(arena, model).classifier().model().weights().toArray();
        }
    }

    @Test
    void aFileAndAnArrayGiveTheSameModel() throws IOException {
        for (String how : List.of("--l2=0.01", "--epochs=3", "--folds=3")) {
            float[] ofFile = trained("f.npz", "train", "--data", plain, "--weights", weights, how);
            float[] ofArray = trained("a.npz", "train", "--data", weighted, how);
            float[] without = trained("n.npz", "train", "--data", plain, how);
            assertArrayEquals(ofArray, ofFile, how);
            assertFalse(Arrays.equals(without, ofFile), how);
        }
        Cli told = Cli.run("train", "--data", weighted, "--l2", 0.01);
        assertTrue(told.out().contains("Weights of the training examples: Entry sample_weight.npy of"), told.out());
    }

    @Test
    void theModelSaysWhichWeights() throws IOException {
        trained("m.npz", "train", "--data", plain, "--weights", weights, "--l2", 0.01);
        try (Arena arena = Arena.ofShared()) {
            String sum =
                    ModelFile.read(arena, folder.resolve("m.npz")).provenance().get("weightsSha256");
            assertEquals(64, sum.length());
        }
    }

    @Test
    void limitTakesTheFirstWeights() throws IOException {
        float[] limited = trained("l.npz", "train", "--data", plain, "--weights", weights, "--l2=0.1", "--limit=60");
        float[] same = trained("s.npz", "train", "--data", weighted, "--l2=0.1", "--limit=60");
        assertArrayEquals(same, limited);
    }

    @Test
    void badWeightsAreOneSentence() throws IOException {
        refused("has 119 weights, but there are 120 training examples", new float[COUNT - 1]);
        refused("All 120 weights are 0", new float[COUNT]);
        float[] negative = new float[COUNT];
        negative[3] = -2;
        refused("Weight 3 (the first is 0) is -2.0", negative);
        float[] infinite = new float[COUNT];
        infinite[5] = Float.NaN;
        refused("NaN", infinite);
        refused(
                "features.npy has the shape [120, 4]",
                folder.resolve("features.npy"),
                OwnPoints.draw(1, COUNT).x());
        Path absent = folder.resolve("absent.npy");
        assertEquals(2, Cli.run("train", "--data", plain, "--weights", absent).code());
    }

    private static void refused(String part, float[] values) throws IOException {
        refused(part, folder.resolve("bad.npy"), new NpyArray.Floats(List.of(values.length), values));
    }

    private static void refused(String part, Path file, NpyArray array) throws IOException {
        Npy.write(file, array);
        Cli run = Cli.run("train", "--data", plain, "--weights", file, "--l2", 0.1);
        assertEquals(2, run.code(), run.err() + run.out());
        assertTrue(run.err().contains(part), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }
}
