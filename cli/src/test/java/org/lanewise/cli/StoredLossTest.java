package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Examples;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** The loss that a model was trained with is the one that the commands mean which read it. */
class StoredLossTest {

    @TempDir
    Path folder;

    private Path train(String options) {
        Path file = folder.resolve("model.npz");
        List<Object> words = new ArrayList<>(List.of("train", "--data", Sets.SMALL, "--limit", 1000, "--epochs", 1));
        words.addAll(List.of(options.split(" ")));
        words.addAll(List.of("--save", file));
        Cli run = Cli.run(words.toArray());
        assertEquals(0, run.code(), run.err());
        return file;
    }

    private static Cli evaluate(Path model, Object... options) {
        List<Object> words = new ArrayList<>(List.of("evaluate", "--data", Sets.SMALL, "--model", model, "--json"));
        words.addAll(List.of(options));
        return Cli.run(words.toArray());
    }

    private static double number(Cli run, String name) {
        Matcher found = Pattern.compile("\"" + name + "\": ([-0-9.E]+)").matcher(run.out());
        assertTrue(found.find(), name + " in " + run.out() + run.err());
        return Double.parseDouble(found.group(1));
    }

    /** Scores of the test images in double, as the file describes them. */
    private static double[][] scores(Classifier classifier, Examples images) {
        float[] mean = classifier.preprocessing().mean().toArray();
        float[] scale = classifier.preprocessing().scale().toArray();
        double[][] scores = new double[images.size()][10];
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < 10; k++) {
                scores[i][k] = classifier.model().bias().get(k, 0);
                for (int d = 0; d < 3072; d++) {
                    double x = ((double) images.features().get(i, d) - mean[d]) * scale[d];
                    scores[i][k] += x * classifier.model().weights().get(k, d);
                }
            }
        }
        return scores;
    }

    private static double hinge(double[] scores, int label, double margin, boolean squared) {
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            double violation = k == label ? 0 : Math.max(0, scores[k] - scores[label] + margin);
            sum += squared ? violation * violation : violation;
        }
        return sum;
    }

    private static double margin(double[] scores, int label) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.length; k++) {
            highest = k == label ? highest : Math.max(highest, scores[k]);
        }
        return scores[label] - highest;
    }

    @ParameterizedTest
    @CsvSource({
        "--loss svm, 1, false",
        "--loss svm --margin 2.5, 2.5, false",
        "--loss svm2 --learning-rate 1e-4, 1, true"
    })
    void anSvmIsEvaluatedByItsOwnLossAndMargins(String options, double wanted, boolean squared) throws IOException {
        Path model = train(options);
        Cli run = evaluate(model);
        assertEquals(0, run.code(), run.err());
        try (Arena arena = Arena.ofShared();
                CifarDataset cifar = CifarDataset.open(Sets.SMALL)) {
            double[][] scores = scores(ModelFile.read(arena, model).classifier(), cifar.test());
            double loss = 0;
            double mean = 0;
            int wide = 0;
            for (int i = 0; i < scores.length; i++) {
                int label = cifar.test().label(i);
                loss += hinge(scores[i], label, wanted, squared) / scores.length;
                mean += margin(scores[i], label) / scores.length;
                wide += margin(scores[i], label) >= wanted ? 1 : 0;
            }
            assertEquals(loss, number(run, "meanLoss"), 1e-5 * loss);
            assertEquals(mean, number(run, "mean"), 1e-5);
            assertEquals(wide, number(run, "wantedOrMore"));
        }
        assertTrue(run.err().contains("mean svm"), run.err());
        assertFalse(run.out().contains("calibration") || run.err().contains("probability"), run.err());
    }

    @Test
    void balancedWeightsAreThoseOfTheTraining() {
        Path model = folder.resolve("model.npz");
        Cli trained = Cli.run(
                "train",
                "--data",
                Sets.SMALL,
                "--class-weights",
                "balanced",
                "--smoothing",
                0.2,
                "--limit",
                300,
                "--epochs",
                1,
                "--json",
                "--save",
                model);
        assertEquals(number(trained, "testLoss"), number(evaluate(model), "meanLoss"));
    }

    @Test
    void anOptionThatIsGivenCountsMore() {
        Path model = train("--loss svm --margin 3");
        assertTrue(evaluate(model).err().contains("mean svm loss"));
        Cli softmax = evaluate(model, "--loss", "softmax");
        assertTrue(softmax.err().contains("mean softmax loss"), softmax.err());
        assertFalse(softmax.out().contains("calibration") || softmax.out().contains("margins"), softmax.out());
        assertTrue(number(evaluate(model, "--margin", 0), "meanLoss") < number(evaluate(model), "meanLoss"));
    }

    @Test
    void anSvmPredictsScores() throws IOException {
        Path model = train("--loss svm");
        Path plot = folder.resolve("bars.png");
        Cli run = Cli.run("predict", 0, "--data", Sets.SMALL, "--model", model, "--json", "--plot", plot);
        assertEquals(0, run.code(), run.err());
        assertFalse(run.out().contains("probabilit") || run.err().contains("probabilit"), run.out());
        List<String> lines = run.err()
                .lines()
                .filter(line -> line.matches("synthetic_. +-?\\d+\\.\\d{3}"))
                .toList();
        assertEquals(10, lines.size(), run.err());
        assertTrue(run.err().lines().anyMatch(line -> line.matches("synthetic test image 0 .* score")), run.err());
        assertTrue(ImageIO.read(plot.toFile()).getHeight() > 100);
        try (Arena arena = Arena.ofShared();
                CifarDataset cifar = CifarDataset.open(Sets.SMALL)) {
            double[] scores = scores(
                    ModelFile.read(arena, model).classifier(), cifar.test().subset(0, 1))[0];
            for (int k = 0; k < 10; k++) {
                assertEquals(scores[k], number(run, "synthetic_" + k), 1e-5);
            }
        }
    }

    @Test
    void theLandscapeOfAModelIsThatOfItsObjective() {
        Path model = train("--loss svm2 --learning-rate 1e-4 --l2 0.5 --l1 0.25");
        Object[] words = {
            "landscape",
            "--data",
            Sets.SMALL,
            "--model",
            model,
            "--limit",
            100,
            "--points",
            2,
            "--ray",
            "--json",
            "--out",
            folder.resolve("out")
        };
        Cli own = Cli.run(words);
        assertTrue(own.out().contains("\"loss\": \"svm2\""), own.out());
        assertEquals(0.5, number(own, "l2"));
        assertEquals(0.25, number(own, "l1"));
        List<Object> given = new ArrayList<>(List.of(words));
        given.addAll(List.of("--l2", 0, "--l1", 0));
        assertTrue(number(Cli.run(given.toArray()), "lossAtOrigin") < number(own, "lossAtOrigin"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss | perceptron | one of softmax, svm, svm2",
                "margin | -1 | a finite number of at least 0",
                "margin | many | a finite number of at least 0",
                "classWeights | 1,x | a finite number of at least 0",
            })
    void aStoredLossThatIsNoneIsOneSentenceAndExitCode2(String name, String value, String part) throws IOException {
        Path model = train("--loss svm");
        try (Arena arena = Arena.ofShared()) {
            ModelFile file = ModelFile.read(arena, model);
            Map<String, String> provenance = new LinkedHashMap<>(file.provenance());
            provenance.remove("lanewise");
            provenance.remove("jdk");
            provenance.put(name, value);
            new ModelFile(file.classifier(), provenance).write(model);
        }
        Cli run = evaluate(model);
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("model.npz") && run.err().contains(part), run.err());
    }
}
