package org.lanewise.trials.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** A model of more than 4 GiB, which no Java array holds and no archive of the first kind: written and read as any other. */
@Tag("long")
class LargeFileTest {

    private static final int CLASSES = 360_000;
    private static final int FEATURES = 3072;

    @TempDir
    Path folder;

    /** 8.9 GB of memory, half of it on the disk. */
    @Test
    void aModelOfMoreThanFourGibibytesIsReadAgain() throws IOException {
        Path file = folder.resolve("large.npz");
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        try (Arena arena = Arena.ofShared()) {
            LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
            fill(model.weights());
            model.bias().set(CLASSES - 1, 0, 7);
            new ModelFile(new Classifier(model, Preprocessing.none(arena, FEATURES), names), Map.of()).write(file);
        }
        assertTrue(Files.size(file) > 1L << 32);
        try (Arena arena = Arena.ofShared()) {
            Classifier read = ModelFile.read(arena, file).classifier();
            assertEquals(names, read.classNames());
            assertEquals(7, read.model().bias().get(CLASSES - 1, 0));
            FloatMatrix weights = read.model().weights();
            assertEquals(CLASSES + " x " + FEATURES, weights.shape());
            for (int row = 0; row < CLASSES; row++) {
                assertEquals(first(row), weights.get(row, 0));
                assertEquals(-first(row), weights.get(row, FEATURES - 1));
                assertEquals(0, weights.get(row, 1));
            }
        }
    }

    /** Each row has ends of its own. */
    private static void fill(FloatMatrix weights) {
        for (int row = 0; row < CLASSES; row++) {
            weights.set(row, 0, first(row));
            weights.set(row, FEATURES - 1, -first(row));
        }
    }

    private static float first(int row) {
        return row + 0.5f;
    }
}
