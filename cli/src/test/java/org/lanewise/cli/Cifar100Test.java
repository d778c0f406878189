package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Cifar100Test {

    private static final int RECORD = 3074;

    /** A constant of an enum or a method: advice to a programmer. */
    private static final Pattern JAVA =
            Pattern.compile("[A-Z][A-Za-z]+\\.[A-Z0-9_]{3,}|[a-z]\\w*\\(\\)|CifarFormat|Exception");

    @TempDir
    Path folder;

    private Path hundred;

    @BeforeEach
    void write() throws IOException {
        hundred = Files.createDirectory(folder.resolve("cifar-100-binary"));
        records(hundred.resolve("train.bin"), 400);
        records(hundred.resolve("test.bin"), 100);
    }

    /** Record i is of the fine class i % 100 and the coarse one i % 20, and bright as that. */
    private static Path records(Path file, int number) throws IOException {
        byte[] bytes = new byte[number * RECORD];
        new SplittableRandom(1).nextBytes(bytes);
        for (int i = 0; i < number; i++) {
            bytes[i * RECORD] = (byte) (i % 20);
            bytes[i * RECORD + 1] = (byte) (i % 100);
            for (int d = 2; d < RECORD; d++) {
                bytes[i * RECORD + d] = (byte) (12 * (i % 20) + (bytes[i * RECORD + d] & 7));
            }
        }
        return Files.write(file, bytes);
    }

    private Cli run(String command, Object... more) {
        List<Object> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--data");
        words.add(hundred);
        words.addAll(List.of(more));
        return Cli.run(words.toArray());
    }

    @ParameterizedTest
    @CsvSource({"'', 100, apple, 4", "--labels fine, 100, apple, 4", "--labels coarse, 20, aquatic_mammals, 20"})
    void infoCountsTheLabelsThatWereAskedFor(String labels, int classes, String first, int each) {
        Cli run = run(("data info --json " + labels).strip());
        assertEquals(0, run.code(), run.err());
        assertTrue(
                run.err().startsWith("CIFAR-100 in " + hundred + ": 400 training and 100 test images, " + classes),
                run.err());
        assertTrue(run.out().contains("\"classNames\": [\"" + first + "\", "), run.out());
        assertTrue(run.out().contains("\"trainPerClass\": [" + each + ", " + each + ", "), run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fine", "coarse"})
    void everyCommandWorksOnIt(String labels) {
        Path model = folder.resolve("model.npz");
        String quick = " --epochs 1 --limit 200";
        Path picture = folder.resolve("picture.png");
        for (Cli run : List.of(
                run("train --epochs 2 --validation 100 --labels " + labels, "--save", model),
                run("evaluate --labels " + labels, "--model", model),
                run("predict 7 --labels " + labels, "--model", model, "--plot", picture),
                run("templates --labels " + labels, "--model", model, "--plot", picture),
                run("tune --rates 0.1 --strengths 0 --labels " + labels + quick),
                run("gradcheck --parameters 20 --examples 6 --labels " + labels),
                run("stepsizes --labels " + labels),
                run("landscape --points 3 --labels " + labels, "--out", folder.resolve("plane")),
                run("data info --labels " + labels, "--plot", picture))) {
            assertEquals(0, run.code(), run.err());
        }
    }

    /** Brightness tells superclasses apart, which no chance among 20 does. */
    @Test
    void whatCanBeLearnedIsLearned() {
        Cli run = run("train --optimizer lbfgs --validation 0 --labels coarse --json");
        assertEquals(0, run.code(), run.err());
        double accuracy = Double.parseDouble(run.out().replaceAll(".*\"testAccuracy\": ([0-9.]+).*\n", "$1"));
        assertTrue(accuracy > 0.9, run.out());
    }

    @Test
    void withoutTestImagesAModelIsEvaluatedOnTrainingImages() throws IOException {
        Files.delete(hundred.resolve("test.bin"));
        Path model = folder.resolve("model.npz");
        Cli trained = run("train --epochs 1", "--save", model);
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains("There is no test set."), trained.out());
        Cli refused = run("evaluate", "--model", model);
        assertSaid(refused, "There are no test images in this set");
        assertTrue(refused.err().contains("--on train"), refused.err());
        assertEquals(0, run("evaluate --on train", "--model", model).code());
    }

    @Test
    void aCheckpointIsContinuedWithTheSameLabelsOnly() {
        Path checkpoint = folder.resolve("checkpoint.npz");
        assertEquals(
                0,
                run("train --epochs 1 --schedule constant", "--checkpoint", checkpoint)
                        .code());
        assertSaid(
                run("train --epochs 2 --labels coarse --schedule constant", "--resume", checkpoint),
                "classes 100, but here it is 20");
    }

    @Test
    void labelsAreOfCifar100Alone() {
        Cli run = Cli.run("data", "info", "--data", Sets.SMALL, "--labels", "fine");
        assertSaid(run, "--labels fine are labels of CIFAR-100, which is not in " + Sets.SMALL);
        assertSaid(run("data info --labels rough"), "--labels is rough; give fine or coarse for CIFAR-100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data info",
                "train --epochs 1",
                "train --validation test",
                "evaluate",
                "predict 0",
                "tune --rates 0.1 --strengths 0 --epochs 1",
                "compare",
                "gradcheck --parameters 20 --examples 6",
                "stepsizes",
                "landscape --points 3",
                "templates",
            })
    void whatIsMissingOrNamedWronglyIsSaidWithoutJava(String command) throws IOException {
        Path out = folder.resolve("out");
        Object[] more = command.startsWith("landscape")
                ? new Object[] {"--out", out}
                : command.startsWith("templates") ? new Object[] {"--plot", folder.resolve("out.png")} : new Object[0];
        // Records of CIFAR-100 under the names of CIFAR-10.
        Path train = hundred.resolve("train.bin");
        Path misnamed = hundred.resolve("data_batch_1.bin");
        Path test = hundred.resolve("test.bin");
        Files.move(train, misnamed);
        assertPlain(run(command, more));
        Files.move(misnamed, train);
        // Without one of the two parts.
        Path aside = folder.resolve("aside");
        for (Path part : List.of(train, test)) {
            Files.move(part, aside);
            assertPlain(run(command, more));
            Files.move(aside, part);
        }
        // Without both.
        Files.delete(train);
        Files.delete(test);
        assertPlain(run(command, more));
    }

    private static void assertPlain(Cli run) {
        assertFalse(JAVA.matcher(run.err()).find(), run.err());
        long sentences =
                run.err().lines().filter(line -> line.startsWith("lanewise")).count();
        assertEquals(run.code() == 0 ? 0 : 1, sentences, run.err());
    }

    private static void assertSaid(Cli run, String sentence) {
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(sentence), run.err());
        assertPlain(run);
    }
}
