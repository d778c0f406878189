package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;

/** What evaluate says, against what predict wrote, counted pair by pair. */
class EvaluateTest {

    @TempDir
    static Path folder;

    private static final OwnPoints TEST = OwnPoints.draw(2, 200);

    private static Path archive;
    private static Path model;
    private static float[] probabilities;

    @BeforeAll
    static void train() throws IOException {
        archive = OwnPoints.draw(1, 300).write(folder, TEST);
        model = folder.resolve("model.npz");
        ok("train", "--data", archive, "--l2", 0.01, "--save", model);
        Path x = folder.resolve("xt.npy");
        Npy.write(x, TEST.x());
        Path out = folder.resolve("out.npy");
        ok("predict", x, "--model", model, "--out", out);
        probabilities = ((NpyArray.Floats) Npy.read(out)).values();
    }

    private static Cli ok(Object... words) {
        Cli run = Cli.run(words);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    private static List<Double> numbers(String json, String name) {
        return Pattern.compile("\"" + name + "\": ([-0-9.E]+)")
                .matcher(json)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    private static float probability(int row, int label) {
        return probabilities[row * OwnPoints.CLASSES + label];
    }

    private static double area(int label) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < TEST.labels().length; i++) {
            for (int j = 0; j < TEST.labels().length; j++) {
                if (TEST.labels()[i] == label && TEST.labels()[j] != label) {
                    int order = Float.compare(probability(i, label), probability(j, label));
                    sum += 0.5 + 0.5 * Integer.signum(order);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    @Test
    void areasAreThoseOfTheProbabilities() {
        String json =
                ok("evaluate", "--data", archive, "--model", model, "--json").out();
        List<Double> areas = numbers(json, "rocAuc");
        assertEquals(OwnPoints.CLASSES + 1, areas.size(), json);
        double sum = 0;
        for (int k = 0; k < OwnPoints.CLASSES; k++) {
            assertEquals(area(k), areas.get(k), 1e-12);
            sum += areas.get(k);
        }
        assertEquals(sum / OwnPoints.CLASSES, areas.getLast(), 1e-12);
        double accuracy = numbers(json, "accuracy").getFirst();
        assertEquals(accuracy, numbers(json, "recall").getLast(), 1e-12, "the weighted mean of recall");
        assertFalse(json.contains("mistakes"), json);
    }

    @Test
    void mistakesAreFoundInTheData() {
        String json = ok("evaluate", "--data", archive, "--model", model, "--mistakes", 4, "--json")
                .out();
        List<MatchResult> mistakes = Pattern.compile(
                        "\"example\": (\\d+), \"class\": \"(\\d)\", \"predicted\": \"(\\d)\","
                                + " \"probability\": ([0-9.E-]+)")
                .matcher(json)
                .results()
                .toList();
        assertEquals(4, mistakes.size(), json);
        double before = 1;
        for (MatchResult mistake : mistakes) {
            int row = Integer.parseInt(mistake.group(1));
            int predicted = Integer.parseInt(mistake.group(3));
            double probability = Double.parseDouble(mistake.group(4));
            assertEquals(TEST.labels()[row], Integer.parseInt(mistake.group(2)));
            assertTrue(TEST.labels()[row] != predicted);
            assertEquals(probability(row, predicted), probability, 1e-7);
            assertTrue(probability <= before);
            before = probability;
        }
        String text = ok("evaluate", "--data", archive, "--model", model, "--mistakes", 4)
                .out();
        assertTrue(text.contains("The surest wrong answers:") && text.contains("weighted average"), text);
    }

    @Test
    void wholeNumbersOfOptionsAreNumbers() {
        String json = ok("train", "--data", archive, "--epochs", 1, "--validation", 30, "--json")
                .out();
        assertEquals(List.of(64.0), numbers(json, "batch"), json);
        assertEquals(List.of(30.0), numbers(json, "validation"), json);
    }
}
