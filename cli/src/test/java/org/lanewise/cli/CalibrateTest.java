package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.learn.file.ModelFile;

/** train --calibrate: one temperature, which is in the weights of the model that is saved. */
class CalibrateTest {

    @TempDir
    static Path folder;

    private static Path archive;

    @BeforeAll
    static void write() throws IOException {
        archive = OwnPoints.draw(1, 200).write(folder, OwnPoints.draw(2, 30));
    }

    private static double number(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": ([-0-9.Ee]+)").matcher(json);
        assertTrue(matcher.find(), name + " is not in " + json);
        return Double.parseDouble(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--l2=1e-6", "--folds=2", "--epochs=4"})
    void theModelIsThatWithoutOneDividedByIt(String how) throws IOException {
        Path plain = folder.resolve("plain.npz");
        Path calibrated = folder.resolve("calibrated.npz");
        Cli run = Cli.run("train", "--data", archive, how, "--calibrate", "--save", calibrated, "--json");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("Calibrated on 40 examples that were left out: temperature"), run.err());
        double temperature = number(run.out(), "temperature");
        assertTrue(number(run.out(), "logLoss") <= number(run.out(), "logLossBefore"));
        try (Arena arena = Arena.ofShared()) {
            ModelFile saved = ModelFile.read(arena, calibrated);
            assertEquals(Double.toString(temperature), saved.provenance().get("temperature"));
            if (how.startsWith("--folds")) {
                return; // What was left out makes another model.
            }
            Cli without = Cli.run("train", "--data", archive, how, "--validation", 40, "--save", plain);
            assertEquals(0, without.code(), without.err());
            float[] before =
                    ModelFile.read(arena, plain).classifier().model().weights().toArray();
            float[] after = saved.classifier().model().weights().toArray();
            for (int i = 0; i < before.length; i++) {
                assertEquals(before[i] / temperature, after[i], 1e-6 * Math.abs(after[i]));
            }
        }
    }

    @Test
    void whatCannotBeCalibratedIsRefused() {
        refused("--calibrate needs training examples that are not learned from", "--validation", 0, "--l2", 0.1);
        refused("those of the test set alone", "--validation", "test", "--l2", 0.1);
        refused("--calibrate is for probabilities", "--loss", "svm2");
    }

    private static void refused(String part, Object... words) {
        Object[] all = new Object[words.length + 4];
        System.arraycopy(words, 0, all, 4, words.length);
        System.arraycopy(new Object[] {"train", "--data", archive, "--calibrate"}, 0, all, 0, 4);
        Cli run = Cli.run(all);
        assertEquals(2, run.code(), run.err() + run.out());
        assertTrue(run.err().contains(part), run.err());
    }
}
