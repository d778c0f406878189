package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;
import org.lanewise.learn.file.Npz;

/** Data of a user's own, from files to predictions: points about three centres, as arrays, an archive and a table. */
class OwnDataTest {

    private static final int FEATURES = 5;
    private static final List<String> NAMES = List.of("ant", "bee", "cat");

    @TempDir
    static Path folder;

    private static Points training;
    private static Points test;
    private static Path archive;
    private static Path table;

    /** Rows of features, and the class of each. */
    private record Points(float[] features, long[] labels) {

        static Points draw(long seed, int count) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] features = new float[count * FEATURES];
            long[] labels = new long[count];
            for (int i = 0; i < count; i++) {
                int label = i % NAMES.size();
                labels[i] = label;
                for (int d = 0; d < FEATURES; d++) {
                    features[i * FEATURES + d] = (float) (100 * (random.nextGaussian() + (d == label ? 3 : 0)));
                }
            }
            return new Points(features, labels);
        }

        NpyArray x() {
            return new NpyArray.Floats(List.of(labels.length, FEATURES), features);
        }

        NpyArray y() {
            return new NpyArray.Integers(List.of(labels.length), labels);
        }
    }

    @BeforeAll
    static void write() throws IOException {
        training = Points.draw(1, 300);
        test = Points.draw(2, 150);
        archive = folder.resolve("points.npz");
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x_train", training.x());
        arrays.put("y_train", training.y());
        arrays.put("x_test", test.x());
        arrays.put("y_test", test.y());
        Npz.write(archive, arrays);
        Npy.write(folder.resolve("x.npy"), training.x());
        Npy.write(folder.resolve("y.npy"), training.y());
        Npy.write(folder.resolve("xt.npy"), test.x());
        Npy.write(folder.resolve("yt.npy"), test.y());
        table = folder.resolve("points.csv");
        Files.write(table, lines(training));
    }

    private static List<String> lines(Points points) {
        List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,species"));
        for (int i = 0; i < points.labels.length; i++) {
            StringBuilder line = new StringBuilder();
            for (int d = 0; d < FEATURES; d++) {
                line.append(points.features[i * FEATURES + d]).append(',');
            }
            lines.add(line + NAMES.get((int) points.labels[i]));
        }
        return lines;
    }

    private static double number(Cli run, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\": ([-0-9.Ee]+)").matcher(run.out());
        assertTrue(matcher.find(), name + " is not in " + run.out() + run.err());
        return Double.parseDouble(matcher.group(1));
    }

    private static Cli ok(Object... words) {
        Cli run = Cli.run(words);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    @Test
    void arraysAndArchivesAndTablesGiveTheSameModel() {
        Cli ofArchive = ok("train", "--json", "--data", archive);
        Cli ofArrays = ok(
                "train",
                "--json",
                "--features",
                folder.resolve("x.npy"),
                "--labels",
                folder.resolve("y.npy"),
                "--test-features",
                folder.resolve("xt.npy"),
                "--test-labels",
                folder.resolve("yt.npy"));
        Cli ofTable = ok("train", "--json", "--data", table, "--label-column", "species");
        assertTrue(number(ofArchive, "testAccuracy") > 0.93, ofArchive.out());
        for (String name : List.of("l2", "loss", "validationAccuracy")) {
            assertEquals(number(ofArchive, name), number(ofArrays, name), name);
            assertEquals(number(ofArchive, name), number(ofTable, name), name);
        }
        assertEquals(number(ofArchive, "testAccuracy"), number(ofArrays, "testAccuracy"));
        assertTrue(ofArchive.err().contains("NumPy archive in " + archive + ": 300 training and 150 test examples"));
        assertTrue(ofTable.err().contains("There is no test set."), ofTable.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train --epochs 2",
                "train --l2 0.1 --validation 30",
                "train --loss svm --epochs 1 --save svm.npz | evaluate --model svm.npz --mistakes 2",
                "train --epochs 1 --save soft.npz | evaluate --model soft.npz --mistakes 2",
                "tune --random 2 --epochs 1",
                "stepsizes",
                "gradcheck --examples 5",
                "landscape --limit 20 --points 3 --out plane",
                "predict 0"
            })
    void examplesAreCalledImagesOnlyIfTheyAre(String commands) {
        for (String command : commands.split(" \\| ")) {
            List<Object> words = new ArrayList<>();
            for (String word : command.split(" ")) {
                words.add(word.endsWith(".npz") || word.equals("plane") ? folder.resolve(word) : word);
            }
            words.addAll(List.of("--data", archive));
            Cli run = ok(words.toArray());
            String said = (run.out() + run.err()).replace(folder.toString(), "").toLowerCase(Locale.ROOT);
            assertFalse(said.contains("image"), said);
        }
    }

    @Test
    void comparisonLeavesOutWhatIsOfPixels() {
        Cli run = ok("compare", "--tries", 2, "--queries", 20, "--limit", 100, "--data", archive);
        assertTrue(run.out().contains("Nearest neighbours are left out"), run.out());
        assertTrue(run.out().contains("Patches are left out"), run.out());
        assertTrue(run.out().contains("100 training examples, 20 test examples"), run.out());
        assertTrue(run.out().contains("softmax ") && !run.out().contains("-NN"), run.out());
    }

    @Test
    void theRateIsOfExamples() {
        Cli run = ok("train", "--data", archive, "--epochs", 1, "--json");
        assertTrue(run.err().contains(" examples/s "), run.err());
        assertTrue(number(run, "examplesPerSecond") > 0);
    }

    @Test
    void columnsThatAreLeftOutAreNamed() throws IOException {
        Path mixed = folder.resolve("mixed.csv");
        Files.writeString(mixed, "id,a,colour,species\nx1,1,red,p\nx2,2,blue,q\nx3,3,red,p\nx4,4,blue,q\n");
        String note = "Only columns of numbers are features; these columns of " + mixed + " are left out: id, colour.";
        Cli run = ok("train", "--data", mixed, "--epochs", 1, "--validation", 0);
        assertEquals(1, run.out().lines().filter(note::equals).count(), run.out());
    }

    @Test
    void theStrengthIsChosenAlongAPathAndSaved() throws IOException {
        Path model = folder.resolve("path.npz");
        Path picture = folder.resolve("path.png");
        Cli run = ok(
                "train", "--data", archive, "--l2-path", "0.001:1:4", "--folds", 3, "--save", model, "--plot", picture);
        List<String> rows = run.out()
                .lines()
                .filter(line -> line.matches("(1\\.00|0\\.1|0\\.01|0\\.001).*%.*%"))
                .toList();
        assertEquals(4, rows.size(), run.out());
        assertTrue(rows.getFirst().startsWith("1.00"), "from strong to weak: " + run.out());
        Matcher chosen = Pattern.compile("Chosen: L2 (\\S+), accuracy").matcher(run.out());
        assertTrue(chosen.find(), run.out());
        float l2 = Float.parseFloat(chosen.group(1));
        assertTrue(Files.size(picture) > 1000);
        // The same strength by itself leads to the same weights.
        Path again = folder.resolve("again.npz");
        ok("train", "--data", archive, "--l2", l2, "--validation", 0, "--save", again);
        assertArrayEquals(weights(again), weights(model));
        assertEquals(l2, Float.parseFloat(stored(model, "l2")), 1e-6f * l2);
    }

    private static float[] weights(Path model) throws IOException {
        return ((NpyArray.Floats) Npz.read(model).get("W")).values();
    }

    private static String stored(Path model, String name) throws IOException {
        List<String> table = ((NpyArray.Texts) Npz.read(model).get("provenance")).values();
        for (int i = 0; i < table.size(); i += 2) {
            if (table.get(i).equals(name)) {
                return table.get(i + 1);
            }
        }
        throw new AssertionError(name + " is not in " + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--scores"})
    void aModelAnswersForEveryRowOfAnArray(String scores) throws IOException {
        Path model = folder.resolve("answers.npz");
        ok("train", "--data", table, "--l2", 0.01, "--save", model);
        List<Object> words = new ArrayList<>(List.of("predict", folder.resolve("xt.npy"), "--model", model));
        if (!scores.isEmpty()) {
            words.add(scores);
        }
        int rows = test.labels.length;
        Cli run = ok(words.toArray());
        assertTrue(run.out().contains("ant"), run.out());
        for (String ending : List.of(".csv", ".jsonl", ".npy")) {
            List<Object> written = new ArrayList<>(words);
            written.addAll(List.of("--out", folder.resolve("answers" + ending)));
            ok(written.toArray());
        }
        NpyArray.Floats numbers = (NpyArray.Floats) Npy.read(folder.resolve("answers.npy"));
        assertEquals(List.of(rows, 3), numbers.shape());
        List<String> csv = Files.readAllLines(folder.resolve("answers.csv"));
        List<String> json = Files.readAllLines(folder.resolve("answers.jsonl"));
        assertEquals("input,row,predicted,ant,bee,cat", csv.getFirst());
        assertEquals(rows + 1, csv.size());
        assertEquals(rows, json.size());
        int right = 0;
        for (int i = 0; i < rows; i++) {
            String[] fields = csv.get(i + 1).split(",");
            float[] row = Arrays.copyOfRange(numbers.values(), 3 * i, 3 * i + 3);
            int best = IntStream.range(0, 3).reduce(0, (a, b) -> row[b] > row[a] ? b : a);
            assertEquals(NAMES.get(best), fields[2]);
            assertEquals(Integer.toString(i), fields[1]);
            assertEquals(row[1], Float.parseFloat(fields[4]));
            assertTrue(json.get(i).contains("\"predicted\": \"" + NAMES.get(best) + "\""), json.get(i));
            assertTrue(json.get(i).contains("\"bee\": " + row[1]), json.get(i));
            right += best == test.labels[i] ? 1 : 0;
            float sum = row[0] + row[1] + row[2];
            assertEquals(scores.isEmpty(), Math.abs(sum - 1) < 1e-5, "sum " + sum);
        }
        assertTrue(right > 0.93 * rows, right + " of " + rows);
    }

    @Test
    void everyCommandThatMakesSenseTakesThem() {
        ok("data", "info", "--data", archive);
        Cli evaluated = ok("evaluate", "--data", archive);
        assertTrue(evaluated.out().contains("test set, 150 examples"), evaluated.out());
        assertTrue(ok("predict", "3", "--data", archive).out().contains("test example 3 (0)"));
        ok("gradcheck", "--data", archive);
        ok("tune", "--data", archive, "--rates", "0.01", "--strengths", "0.001", "--epochs", 1);
        ok("stepsizes", "--data", archive);
        ok("landscape", "--data", archive, "--out", folder.resolve("plane"), "--points", 3);
    }

    @Test
    void whatWantsPicturesSaysSo() throws IOException {
        refused("templates are drawn of images", "templates", "--data", archive, "--plot", folder.resolve("t.png"));
        refused("--plot draws images", "data", "info", "--data", archive, "--plot", folder.resolve("s.png"));
        Path model = folder.resolve("pictures.npz");
        ok("train", "--data", archive, "--l2", 0.01, "--save", model);
        Path picture = Files.write(folder.resolve("p.png"), new byte[] {1});
        refused("a picture is an image", "predict", picture, "--model", model);
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Path model = folder.resolve("bad.npz");
        ok("train", "--data", archive, "--l2", 0.01, "--save", model);
        Path narrow = folder.resolve("narrow.npy");
        Npy.write(narrow, new NpyArray.Floats(List.of(2, 3), new float[6]));
        refused("narrow.npy has rows of 3 features, but the model is one of 5", "predict", narrow, "--model", model);
        refused("--out is a.txt; give a name that ends in .csv, .jsonl or .npy.", "predict", narrow, "--out", "a.txt");
        refused("would be written over", "predict", narrow, "--model", model, "--out", narrow);
        Path infinite = folder.resolve("infinite.npy");
        Npy.write(infinite, new NpyArray.Floats(List.of(2, 5), new float[] {0, 0, 0, 0, 0, 0, 0, 1 / 0f, 0, 0}));
        refused("infinite.npy", "predict", infinite, "--model", model);
        refused("300 rows", "train", "--features", folder.resolve("x.npy"), "--labels", folder.resolve("yt.npy"));
        refused("is a model of 5 features", "evaluate", "--data", Sets.SMALL, "--model", model);
        refused("species", "train", "--data", table, "--label-column", "kind");
        refused("--label-column is for a table", "train", "--data", archive, "--label-column", "kind");
        refused("--size is for folders of pictures", "train", "--data", archive, "--size", 8);
        refused("--skip-bad is for folders of pictures", "train", "--data", Sets.SMALL, "--skip-bad");
        refused("labels of CIFAR-100, which is not in", "train", "--data", archive, "--labels", "coarse");
        refused("--folds is 1, but 2 to 300 are possible", "train", "--data", archive, "--folds", 1);
        refused("would be written over", "train", "--data", archive, "--save", archive);
        assertTrue(Files.size(archive) > 6000, "it is as it was");
    }

    private static void refused(String part, Object... words) {
        Cli run = Cli.run(words);
        assertEquals(2, run.code(), run.err() + run.out());
        assertTrue(run.err().contains(part), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }
}
