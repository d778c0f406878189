package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;

/** A model that was trained on one set meets another, whose labels mean the same only if the names do. */
class ModelMeetsDataTest {

    private static final List<String> BINARIES = List.of("data_batch_1.bin", "test_batch.bin");
    private static final String NAMES = "batches.meta.txt";

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void train() {
        model = folder.resolve("model.npz");
        Cli run = Cli.run("train", "--data", Sets.SMALL, "--epochs", 1, "--limit", 1000, "--save", model);
        assertEquals(0, run.code(), run.err());
    }

    /** The small set with the classes in the opposite order: labels 9 - y, and the names to fit. */
    private Path reversed() throws IOException {
        Path set = Files.createDirectory(folder.resolve("reversed"));
        for (String name : BINARIES) {
            byte[] records = Files.readAllBytes(Sets.SMALL.resolve(name));
            for (int at = 0; at < records.length; at += 3073) {
                records[at] = (byte) (9 - records[at]);
            }
            Files.write(set.resolve(name), records);
        }
        Files.write(
                set.resolve(NAMES),
                Files.readAllLines(Sets.SMALL.resolve(NAMES)).reversed());
        return set;
    }

    /** The small set's images under other names. */
    private Path renamed(List<String> names) throws IOException {
        Path set = Files.createDirectory(folder.resolve("renamed"));
        for (String name : BINARIES) {
            Files.copy(Sets.SMALL.resolve(name), set.resolve(name));
        }
        Files.write(set.resolve(NAMES), names);
        return set;
    }

    private static String found(Cli run, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(run.out());
        assertTrue(found.find(), pattern + " in " + run.out() + run.err());
        return found.group(1);
    }

    private Cli evaluate(Path set) {
        return Cli.run("evaluate", "--model", model, "--data", set, "--json");
    }

    private Cli predict(Path set) {
        return Cli.run("predict", 0, 1, 2, "--model", model, "--data", set, "--json");
    }

    private Cli landscape(Path set, Path... models) {
        Path[] two = models.length == 2 ? models : new Path[] {model, model};
        return Cli.run(
                "landscape",
                "--model",
                two[0],
                "--model",
                two[1],
                "--data",
                set,
                "--limit",
                500,
                "--points",
                3,
                "--ray",
                "--json",
                "--out",
                folder.resolve("out"));
    }

    @Test
    void classesInAnotherOrderAreMatchedByName() throws IOException {
        Path reversed = reversed();
        for (String result : List.of(
                "\"accuracy\": ([^,]+)",
                "\"meanLoss\": ([^,]+)",
                "\"classes\": (.*?]), ",
                "\"confusion\": (.*?]]), ")) {
            assertEquals(found(evaluate(Sets.SMALL), result), found(evaluate(reversed), result), result);
        }
        String predictions = "\"predictions\": (.*)";
        assertEquals(found(predict(Sets.SMALL), predictions), found(predict(reversed), predictions));
        String loss = "\"lossAtOrigin\": ([^,]+)";
        assertEquals(found(landscape(Sets.SMALL), loss), found(landscape(reversed), loss));
    }

    /** At the other end of the way between them is the same model. */
    @Test
    void modelsWithClassesInAnotherOrderAreMatchedByName() throws IOException {
        Path other = folder.resolve("reversed.npz");
        try (Arena arena = Arena.ofShared()) {
            ModelFile file = ModelFile.read(arena, model);
            LinearModel turned = LinearModel.allocate(arena, 10, 3072);
            LinearModel original = file.classifier().model();
            for (int k = 0; k < 10; k++) {
                turned.weights().rows(k, k + 1).copyFrom(original.weights().rows(9 - k, 10 - k));
                turned.bias().set(k, 0, original.bias().get(9 - k, 0));
            }
            Classifier classifier = new Classifier(
                    turned,
                    file.classifier().preprocessing(),
                    file.classifier().classNames().reversed());
            new ModelFile(classifier, file.provenance()).write(other);
        }
        Cli run = landscape(Sets.SMALL, model, other);
        assertEquals(0, run.code(), run.err());
        String[] losses = found(run, "\"losses\": \\[\\[([^]]*)]").split(", ");
        assertEquals(losses[0], losses[1]);
        assertEquals(losses[0], losses[2]);
    }

    @Test
    void otherClassesAreOneSentenceAndExitCode2() throws IOException {
        List<String> names = Files.readAllLines(Sets.SMALL.resolve(NAMES));
        Path set = renamed(
                Stream.concat(names.stream().limit(9), Stream.of("lorry")).toList());
        for (Cli run : List.of(evaluate(set), predict(set), landscape(set))) {
            assertEquals(2, run.code(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("model.npz does not fit the data"), run.err());
            assertTrue(run.err().contains("\"synthetic_9\", which the data do not have"), run.err());
            assertTrue(run.err().contains("\"lorry\", which the model does not have"), run.err());
            assertTrue(run.err().contains("give data with the model's classes"), run.err());
        }
    }

    @Test
    void aTrainingIsNotContinuedUnderOtherNames() throws IOException {
        Path checkpoint = folder.resolve("checkpoint.npz");
        Path set = renamed(Files.readAllLines(Sets.SMALL.resolve(NAMES)).reversed());
        Object[] first = {"train", "--data", Sets.SMALL, "--epochs", 1, "--checkpoint", checkpoint};
        assertEquals(0, Cli.run(first).code());
        Cli run = Cli.run("train", "--data", set, "--epochs", 2, "--resume", checkpoint);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("whose class 0 was synthetic_0, but here it is synthetic_9"), run.err());
    }

    /** A model of few or many classes, or of other pixels, with the provenance that is given. */
    private Path model(int classes, int features, Map<String, String> provenance) throws IOException {
        Path file = folder.resolve("other.npz");
        try (Arena arena = Arena.ofShared()) {
            List<String> names = Stream.iterate(0, k -> k + 1)
                    .limit(classes)
                    .map(k -> "class_" + k)
                    .toList();
            LinearModel zeros = LinearModel.allocate(arena, classes, features);
            zeros.bias().set(classes - 1, 0, 1);
            new ModelFile(new Classifier(zeros, Preprocessing.none(arena, features), names), provenance).write(file);
        }
        return file;
    }

    @Test
    void otherNumbersOfClassesAndFormsOfImagesAreRefused() throws IOException {
        model = model(3, 3072, Map.of());
        assertRefused(evaluate(Sets.SMALL), "The model has 3 classes");
        model = model(150, 3072, Map.of());
        assertRefused(evaluate(Sets.SMALL), "The model has 150 classes");
        model = model(10, 768, Map.of());
        assertRefused(
                evaluate(Sets.SMALL),
                "is a model of 768 features, but the data have images of 32 x 32, 3 channels in planes");
        model = model(10, 3072, Map.of("pixels", "64 x 48, grey"));
        assertRefused(evaluate(Sets.SMALL), "64 x 48, grey");
        assertRefused(Cli.run("templates", "--model", model), "64 x 48, grey");
    }

    private static void assertRefused(Cli run, String part) {
        assertEquals(2, run.code(), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    @Test
    void aModelWhoseScoresAreNoNumbersIsExitCode1() throws IOException {
        try (Arena arena = Arena.ofShared()) {
            ModelFile file = ModelFile.read(arena, model);
            file.classifier().model().weights().fill(3e38f);
            new ModelFile(file.classifier(), Map.of()).write(model);
        }
        for (Cli run : List.of(evaluate(Sets.SMALL), predict(Sets.SMALL), landscape(Sets.SMALL))) {
            assertEquals(1, run.code(), run.err());
            assertTrue(run.err().contains("lanewise: "), run.err());
        }
        assertEquals("null", found(evaluate(Sets.SMALL), "\"meanLoss\": ([^,]+)"));
        assertEquals("null", found(predict(Sets.SMALL), "\"predicted\": ([^,]+)"));
    }

    @Test
    void manyClassesAreCutWithAWord() throws IOException {
        model = model(150, 3072, Map.of());
        Path picture = folder.resolve("templates.png");
        Cli templates = Cli.run("templates", "--model", model, "--plot", picture);
        assertEquals(0, templates.code(), templates.err());
        assertTrue(templates.out().contains("Only the first 100 of 150 classes are drawn."), templates.out());
        Path plot = folder.resolve("bars.png");
        Cli text = Cli.run("predict", picture, "--model", model, "--plot", plot);
        assertTrue(text.out().contains("class_149") && text.out().contains("... and 130 more"), text.out());
        assertFalse(text.out().contains("class_77"), text.out());
        Cli json = Cli.run("predict", picture, "--model", model, "--json");
        assertTrue(
                json.out().contains("\"class_77\": ") && json.out().contains("\"predicted\": \"class_149\""),
                json.out());
    }

    /** There is no data set, and none is made up. */
    @Test
    void aModelAloneIsEnoughForPicturesAndTemplates() throws IOException {
        Path missing = folder.resolve("missing");
        Path picture = folder.resolve("templates.png");
        Cli templates = Cli.run("templates", "--model", model, "--data", missing, "--plot", picture);
        assertEquals(0, templates.code(), templates.err());
        Cli predict = Cli.run("predict", picture, "--model", model, "--data", missing, "--json");
        assertEquals(0, predict.code(), predict.err());
        assertTrue(predict.out().contains("\"synthetic_3\": "), predict.out());
        assertFalse(Files.exists(missing));
        Cli number = Cli.run("predict", picture, 0, "--model", model, "--data", missing);
        assertEquals(2, number.code(), number.err());
    }
}
