package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.learn.file.ModelFile;

class TrainTest {

    @TempDir
    Path folder;

    /** Three epochs, and 200 images to validate on, unless the options say otherwise. */
    private static Cli train(Object... options) {
        List<Object> words = new ArrayList<>(List.of("train", "--json", "--data", Sets.SMALL));
        words.addAll(List.of(options));
        if (!words.contains("--validation")) {
            words.addAll(List.of("--validation", 200));
        }
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", 3));
        }
        return Cli.run(words.toArray());
    }

    private static double number(Cli run, String name) {
        Matcher found = Pattern.compile("\"" + name + "\": ([-0-9.E]+)[,}]").matcher(run.out());
        String last = null;
        while (found.find()) {
            last = found.group(1);
        }
        assertTrue(last != null, name + " in " + run.out() + run.err());
        return Double.parseDouble(last);
    }

    @Test
    void learnsTheSyntheticSet() {
        Cli run = train();
        assertEquals(0, run.code(), run.err());
        assertTrue(number(run, "testAccuracy") > 0.55, run.out());
        assertEquals(87, number(run, "steps"));
        assertTrue(run.err().contains("epoch 3/3"), run.err());
        assertTrue(run.err().contains("Synthetic test set: accuracy"), run.err());
    }

    @Test
    void scalarAndSimdOnAnyNumberOfThreadsGiveTheSameBits() {
        Cli scalar = train("--kernels", "scalar", "--limit", 600);
        for (int threads = 1; threads <= 3; threads++) {
            Cli simd = train("--kernels", "simd", "--threads", threads, "--limit", 600);
            for (String name : List.of("loss", "testLoss", "testAccuracy", "validationAccuracy")) {
                assertEquals(number(scalar, name), number(simd, name), name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--optimizer momentum",
                "--optimizer nesterov --schedule step",
                "--optimizer adagrad --schedule constant",
                "--optimizer adam --schedule inverse --warm-up 1",
                "--loss svm --schedule exponential",
                "--loss svm2 --learning-rate 0.001 --margin 2",
                "--smoothing 0.1 --l1 1e-5 --l2 1e-4 --regularize-bias",
                "--class-weights balanced --average 0.99",
                "--class-weights 1,1,1,1,1,1,1,1,1,2 --clip 1",
                "--early-stopping 1",
                "--batch 1 --learning-rate 0.001 --limit 500",
                "--batch all --learning-rate 0.1 --epochs 15",
                "--preprocessing standardize --learning-rate 0.01",
                "--preprocessing unit",
                "--preprocessing center --learning-rate 2e-6",
                "--preprocessing none --learning-rate 2e-7 --epochs 10",
                "--no-bias",
            })
    void everyOptionLearnsSomething(String options) {
        Cli run = train((Object[]) options.split(" "));
        assertEquals(0, run.code(), run.err());
        assertTrue(number(run, "testAccuracy") > 0.2, options + run.out());
    }

    /** Without the three epochs that the others are given. */
    private static Cli lbfgs(String options) {
        List<Object> words = new ArrayList<>(List.of("train", "--json", "--data", Sets.SMALL, "--optimizer", "lbfgs"));
        words.addAll(List.of(options.split(" ")));
        return Cli.run(words.toArray());
    }

    @Test
    void lbfgsReachesALowerLossThanDescent() {
        Cli descent = train("--l2", 0.01, "--validation", 0, "--epochs", 20, "--average", 0);
        Cli run = lbfgs("--l2 0.01 --validation 0");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"ended\": \"converged\""), run.out());
        assertTrue(run.err().contains("iteration 2  loss"), run.err());
        assertTrue(number(run, "loss") < number(descent, "loss"), run.out());
        assertTrue(number(run, "testAccuracy") > 0.55, run.out());
        Cli usual = lbfgs("--l2 0.01");
        assertEquals(number(run, "loss"), number(usual, "loss"), "a given strength is for all training examples");
    }

    /** Pixels in units of 128 about their mean, or as they are: the same problem where the strength fits. */
    @Test
    void lbfgsReachesTheSameLossInOtherUnits() {
        Cli centred = lbfgs("--l2 0.01 --validation 0 --preprocessing mean");
        Cli raw = lbfgs("--l2 163.84 --validation 0 --preprocessing none");
        assertEquals(number(centred, "loss"), number(raw, "loss"), 1e-6 * number(centred, "loss"));
        assertEquals(number(centred, "testAccuracy"), number(raw, "testAccuracy"));
        assertTrue(raw.out().contains("\"ended\": \"converged\""), raw.out());
    }

    /** No gradient in float is as small as this asks for, and it does not say so. */
    @Test
    void lbfgsThatEndsEarlySaysSoWithTheGradient() {
        Cli run = lbfgs("--l2 0.01 --limit 500 --tolerance 0 --iterations 2000");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("\"ended\": \"short_steps\""), run.out());
        assertTrue(number(run, "gradientNorm") > 0, run.out());
        assertTrue(number(run, "gain") > 0, run.out());
        assertTrue(run.err().contains("Stopped: short steps, before it converged: "), run.err());
        assertTrue(run.err().contains(", gradient of norm "), run.err());
    }

    @Test
    void lbfgsWithoutABiasEndsHigher() {
        double with = number(lbfgs("--l2 0.01 --limit 500"), "loss");
        Cli without = lbfgs("--l2 0.01 --limit 500 --no-bias");
        assertTrue(number(without, "loss") > with, without.out());
        Cli few = lbfgs("--l2 0.01 --limit 500 --iterations 2");
        assertTrue(few.out().contains("\"ended\": \"iterations_done\""), few.out());
        assertTrue(number(few, "loss") > with, few.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--learning-rate 1 | --learning-rate is of no use with",
                "--epochs 3 | --epochs is of no use with",
                "--resume x | --resume is of no use with",
                "--checkpoint x | --checkpoint is of no use with",
                "--loss svm | L-BFGS needs a loss with a gradient everywhere",
                "--l1 1 --no-bias | L-BFGS needs a bias that is free",
                "--l1 1 --regularize-bias | L-BFGS needs a bias that is free",
                "--iterations -1 | iterations",
                "--tolerance -1 | tolerance",
            })
    void whatLbfgsCannotDoIsOneSentenceAndExitCode2(String options, String part) {
        Cli run = lbfgs(options);
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        Cli tune = Cli.run("tune", "--data", Sets.SMALL, "--optimizer", "lbfgs");
        assertEquals(2, tune.code(), tune.err());
    }

    @Test
    void aSetWithoutTestImagesCannotJudge() throws IOException {
        Path set = SyntheticCifar.write(folder.resolve("set"), 100, 0, 1);
        Cli run = Cli.run("train", "--data", set, "--validation", "test");
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains("no test images"), run.err());
        Cli without = Cli.run("train", "--data", set, "--json");
        assertEquals(0, without.code(), without.err());
    }

    @Test
    void aModelSaysWhereItComesFrom() throws IOException {
        Path file = folder.resolve("model.npz");
        train("--limit", 900, "--validation", 100, "--preprocessing", "unit", "--no-bias", "--save", file);
        try (Arena arena = Arena.ofShared()) {
            Map<String, String> provenance = ModelFile.read(arena, file).provenance();
            Map<String, String> expected = Map.of(
                    "limit", "900",
                    "validation", "100",
                    "preprocessing", "unit",
                    "bias", "false",
                    "loss", "softmax",
                    "seed", "1",
                    "ended", "completed");
            expected.forEach((name, value) -> assertEquals(value, provenance.get(name), name));
            assertEquals(64, provenance.get("dataSha256").length());
        }
    }

    @Test
    void stopsAtTheTarget() {
        Cli run = train("--target-accuracy", 0.3, "--epochs", 50);
        assertTrue(run.out().contains("\"ended\": \"target_reached\""), run.out());
        assertTrue(number(run, "epoch") < 50, run.out());
    }

    @Test
    void judgesByTheTestSetIfAskedTo() {
        Cli run = train("--validation", "test");
        assertEquals(number(run, "validationAccuracy"), number(run, "testAccuracy"), 0.03);
    }

    @Test
    void writesALineOfCsvForEachEpochAndDrawsThem() throws IOException {
        Path csv = folder.resolve("metrics.csv");
        Path curve = folder.resolve("curve.png");
        assertEquals(0, train("--metrics", csv, "--plot", curve).code());
        assertTrue(Files.size(curve) > 1000);
        List<String> lines = Files.readAllLines(csv);
        assertEquals(4, lines.size());
        assertTrue(lines.getFirst().startsWith("epoch,steps,loss,"), lines.getFirst());
        assertTrue(lines.getLast().startsWith("3,87,"), lines.getLast());
        assertEquals(lines.getFirst().split(",").length, lines.getLast().split(",").length);
    }

    private static Map<String, String> last(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        String[] titles = lines.getFirst().split(",");
        String[] numbers = lines.getLast().split(",");
        assertEquals(titles.length, numbers.length);
        Map<String, String> last = new HashMap<>();
        for (int i = 0; i < titles.length; i++) {
            last.put(titles[i], numbers[i]);
        }
        return last;
    }

    /** What judges in the end is what judged last on the way. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "lbfgs"})
    void theTableHasTheLossOfTheValidationPart(String optimizer) throws IOException {
        Path csv = folder.resolve("metrics.csv");
        Path curve = folder.resolve("curve.svg");
        Object[] more = optimizer.equals("sgd")
                ? new Object[] {"--epochs", 2}
                : new Object[] {"--l2", 0.1, "--iterations", 4, "--threads", 1};
        List<Object> words = new ArrayList<>(List.of("train", "--data", Sets.SMALL, "--json"));
        words.addAll(List.of("--optimizer", optimizer, "--validation", "test", "--metrics", csv, "--plot", curve));
        words.addAll(List.of(more));
        Cli run = Cli.run(words.toArray());
        assertEquals(0, run.code(), run.err());
        Map<String, String> last = last(csv);
        assertEquals(number(run, "testLoss"), Double.parseDouble(last.get("validation_loss")), 1e-5);
        assertEquals(number(run, "testAccuracy"), Double.parseDouble(last.get("validation_accuracy")), 1e-5);
        double training = Double.parseDouble(last.get("training_loss"));
        double objective = Double.parseDouble(last.get("loss"));
        assertTrue(training > 0 && training != objective, last.toString());
        String drawn = Files.readString(curve);
        assertTrue(drawn.contains(">mean loss</text") && drawn.contains(">accuracy (%)</text"), drawn);
        assertTrue(drawn.contains(">training</text") && drawn.contains(">validation</text"), drawn);
    }

    @Test
    void withoutAValidationPartOnlyTheTrainingPartIsDrawn() throws IOException {
        Path curve = folder.resolve("curve.svg");
        assertEquals(0, train("--validation", 0, "--plot", curve).code());
        String drawn = Files.readString(curve);
        assertTrue(drawn.contains(">training</text") && !drawn.contains(">validation</text"), drawn);
    }

    @Test
    void aSavedModelIsEvaluatedAsItWasTrained() {
        Path model = folder.resolve("model.npz");
        Cli trained = train("--save", model);
        Path plot = folder.resolve("confusion.png");
        Cli evaluated = Cli.run("evaluate", "--data", Sets.SMALL, "--model", model, "--json", "--plot", plot);
        assertEquals(0, evaluated.code(), evaluated.err());
        assertTrue(plot.toFile().length() > 1000);
        assertTrue(evaluated.out().contains("\"accuracy\": " + number(trained, "testAccuracy")), evaluated.out());
        assertTrue(evaluated.out().contains("\"meanLoss\": " + number(trained, "testLoss")), evaluated.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--limit 0 | --limit is 0",
                "--limit 2001 | 1 to 2000",
                "--validation 2000 | --validation is 2000",
                "--validation some | --validation is some",
                "--optimizer newton | sgd",
                "--learning-rate -1 | --learning-rate is -1",
                "--momentum 1 --optimizer momentum | --momentum is 1",
                "--momentum 0.5 | --momentum is of no use with --optimizer sgd",
                "--decay 0.5 | --decay is of no use with --schedule constant",
                "--decay 0.5 --schedule cosine | --decay is of no use with --schedule cosine",
                "--margin 1 | --margin is of no use without --loss svm or svm2",
                "--smoothing 0.1 --loss svm2 | --smoothing is of no use with --loss svm2",
                "--no-bias --regularize-bias | --regularize-bias is of no use with --no-bias",
                "--checkpoint-every 2 | --checkpoint-every is of no use without --checkpoint",
                "--early-stopping 2 --validation 0 | --early-stopping needs examples that judge",
                "--target-accuracy 0.4 --validation 0 | --target-accuracy needs examples that judge",
                "--batch 0 | --batch is 0",
                "--batch many | --batch is many",
                "--l2 -1 | --l2 is -1",
                "--smoothing 1 | --smoothing is 1",
                "--margin NaN --loss svm | --margin is NaN",
                "--class-weights 1,2 | weigh",
                "--class-weights 1,x | --class-weights has \"x\"",
                "--target-accuracy 40 | --target-accuracy is 40",
                "--epochs -1 | epochs",
                "--average 2 | average",
                "--threads 0 | --threads is 0",
                "--iterations 3 | --iterations is of no use without",
            })
    void badInputIsOneSentenceAndExitCode2(String options, String part) {
        Cli run = train((Object[]) options.split(" "));
        assertEquals(2, run.code(), run.err());
        assertTrue(run.err().contains(part), run.err());
        assertEquals("", run.out());
        assertFalse(run.err().contains("Exception"), run.err());
    }

    @Test
    void divergenceIsNamedAndExitCode1() {
        Cli run = train("--learning-rate", "1e30", "--schedule", "constant");
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().contains("learning rate"), run.err());
    }

    /** One step, whose loss is that of the start. */
    @Test
    void aLastStepThatGoesTooFarIsExitCode1() {
        Cli run = train("--batch", "all", "--epochs", 1, "--learning-rate", "1e37", "--average", 0);
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().contains("\"testLoss\": null"), run.out());
        assertTrue(run.err().contains("the answers mean nothing"), run.err());
    }

    /** The first nine images of the set are of six classes. */
    @Test
    void balancedWeightsDoWithoutAClass() {
        Cli run = train("--class-weights", "balanced", "--limit", 9, "--validation", 0);
        assertEquals(0, run.code(), run.err());
        Cli tune = Cli.run(
                "tune",
                "--data",
                Sets.SMALL,
                "--class-weights",
                "balanced",
                "--limit",
                9,
                "--folds",
                3,
                "--rates",
                0.01);
        assertEquals(0, tune.code(), tune.err());
    }

    @Test
    void theLastGoodWeightsOfADivergedTrainingAreSaved() throws IOException {
        Path file = folder.resolve("model.npz");
        Cli run = train(
                "--schedule",
                "step",
                "--epochs",
                4,
                "--decay",
                "1e30",
                "--learning-rate",
                "0.01",
                "--average",
                0,
                "--save",
                file);
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().contains("\"ended\": \"diverged\""), run.out());
        assertEquals(29, number(run, "steps"), "the first epoch");
        assertTrue(run.err().contains("the weights after step 29 are kept"), run.err());
        try (Arena arena = Arena.ofShared()) {
            ModelFile saved = ModelFile.read(arena, file);
            assertEquals("diverged", saved.provenance().get("ended"));
        }
        Cli evaluated = Cli.run("evaluate", "--model", file, "--data", Sets.SMALL, "--json");
        assertTrue(number(evaluated, "accuracy") > 0.3, evaluated.out());
    }
}
