package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.ModelFile;

/** train --optimizer lbfgs --l1: weights that are exactly zero are counted. */
class SparseTrainTest {

    @TempDir
    Path folder;

    @Test
    void zerosOfTheFileAreCounted() throws IOException {
        Path archive = OwnPoints.draw(1, 200).write(folder, OwnPoints.draw(2, 30));
        Path model = folder.resolve("model.npz");
        Cli run = Cli.run("train", "--data", archive, "--optimizer", "lbfgs", "--l1", 0.08, "--save", model, "--json");
        assertEquals(0, run.code(), run.err());
        int zeros = 0;
        try (Arena arena = Arena.ofShared()) {
            ModelFile saved = ModelFile.read(arena, model);
            for (float weight : saved.classifier().model().weights().toArray()) {
                zeros += weight == 0 ? 1 : 0;
            }
            assertEquals("0.0", saved.provenance().get("l2"), "of none is chosen");
        }
        assertTrue(zeros >= 3 && zeros < 12, zeros + " zeros");
        assertTrue(run.out().contains("\"zeroWeights\": " + zeros), run.out());
        assertTrue(run.err().contains("Zero weights: " + zeros + " of 12"), run.err());
        Cli path = Cli.run("train", "--data", archive, "--optimizer", "lbfgs", "--l1", 0.01, "--l2-path", "1:0.1:2");
        assertTrue(path.out().contains("Chosen: L2") && path.out().contains("Zero weights"), path.out() + path.err());
    }
}
