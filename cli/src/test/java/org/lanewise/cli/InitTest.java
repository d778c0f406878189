package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.ModelFile;

/** train --init: a training goes on from the weights of a file, with its preprocessing. */
class InitTest {

    @TempDir
    static Path folder;

    private static Path archive;
    private static Path first;

    @BeforeAll
    static void train() throws IOException {
        archive = OwnPoints.draw(1, 200).write(folder, OwnPoints.draw(2, 30));
        first = folder.resolve("first.npz");
        trained(first, "--l2=0.01", "--preprocessing=center");
    }

    private static Cli trained(Path model, Object... words) {
        Object[] all = Arrays.copyOf(new Object[] {"train", "--data", archive, "--save", model}, 5 + words.length);
        System.arraycopy(words, 0, all, 5, words.length);
        Cli run = Cli.run(all);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    private static float[] weights(Path model) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            return ModelFile.read(arena, model).classifier().model().weights().toArray();
        }
    }

    @Test
    void withoutAStepItIsTheModelItself() throws IOException {
        for (String how : List.of("--iterations=0", "--epochs=0")) {
            Path same = folder.resolve("same.npz");
            trained(same, "--l2=0.01", "--init", first, how);
            assertArrayEquals(weights(first), weights(same), 1e-6f, how);
            try (Arena arena = Arena.ofShared()) {
                ModelFile before = ModelFile.read(arena, first);
                ModelFile after = ModelFile.read(arena, same);
                assertArrayEquals(
                        before.classifier().preprocessing().mean().toArray(),
                        after.classifier().preprocessing().mean().toArray());
                assertEquals("center", after.provenance().get("preprocessing"));
                assertEquals(64, after.provenance().get("initSha256").length());
            }
        }
    }

    @Test
    void theOptimumIsReachedAtOnceAndEpochsGoOn() throws IOException {
        Cli again = trained(folder.resolve("again.npz"), "--l2=0.01", "--init", first, "--tolerance=1e-6");
        assertTrue(again.out().contains("Converged: 0 iterations"), again.out());
        Path on = folder.resolve("on.npz");
        trained(on, "--l2=0.01", "--init", first, "--epochs=1");
        assertFalse(Arrays.equals(weights(first), weights(on)));
    }

    @Test
    void whatDoesNotFitIsOneSentence() throws IOException {
        Path table = folder.resolve("other.csv");
        Files.writeString(table, "a,b,c,d,label\n1,2,3,4,ant\n2,3,4,5,bee\n3,1,4,2,cat\n4,4,3,1,ant\n");
        refused("whose class 0 was 0, but here it is ant", "--data", table, "--l2", 0.1, "--init", first);
        Path narrow = folder.resolve("narrow.csv");
        Files.writeString(narrow, "a,b,label\n1,2,0\n2,3,1\n3,1,2\n4,4,1\n");
        refused("is a model of 4 features, but the data have 2", "--data", narrow, "--l2", 0.1, "--init", first);
        refused(
                "--preprocessing is of no use with --init",
                "--data",
                archive,
                "--preprocessing",
                "none",
                "--init",
                first);
        refused(
                "--init is of no use with --resume",
                "--data",
                archive,
                "--init",
                first,
                "--resume",
                folder.resolve("c.npz"));
        refused("would be written over", "--data", archive, "--init", first, "--save", first);
    }

    private static void refused(String part, Object... words) {
        Object[] all = new Object[words.length + 1];
        all[0] = "train";
        System.arraycopy(words, 0, all, 1, words.length);
        Cli run = Cli.run(all);
        assertEquals(2, run.code(), run.err() + run.out());
        assertTrue(run.err().contains(part), run.err());
    }
}
