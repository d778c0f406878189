package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;

/** A hidden layer on the command line: trained, continued, and used by every command that takes a model. */
class HiddenTest {

    private static final Pattern ACCURACY = Pattern.compile("accuracy ([0-9.]+) % of|accuracy ([0-9.]+) %, balanced");

    @TempDir
    Path folder;

    private Path set;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        set = SyntheticCifar.write(folder.resolve("set"), 60, 30, 1);
        model = folder.resolve("m.npz");
    }

    /** With kernels that need not be compiled first. */
    private static Cli done(Object... given) {
        List<Object> words = new ArrayList<>(List.of(given));
        words.addAll(List.of("--kernels", "scalar"));
        Cli run = Cli.run(words.toArray());
        assertEquals(0, run.code(), words + ": " + run.err());
        return run;
    }

    private static void refuses(String part, Object... words) {
        Cli run = Cli.run(words);
        assertEquals(2, run.code(), List.of(words) + ": " + run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(part), run.err());
    }

    private static String accuracy(Cli run) {
        Matcher matcher =
                ACCURACY.matcher(run.out().substring(run.out().toLowerCase().indexOf("test set")));
        assertTrue(matcher.find(), run.out());
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    @Test
    void aModelWithAHiddenLayerIsAModelAsOthersAre() throws IOException {
        Cli trained = done("train", "--data", set, "--hidden", 6, "--epochs", 2, "--calibrate", "--save", model);
        Cli evaluated = done("evaluate", "--data", set, "--model", model);
        assertEquals(accuracy(trained), accuracy(evaluated));
        assertTrue(evaluated.out().contains("calibration error"), evaluated.out());
        assertTrue(done("predict", 3, "--data", set, "--model", model).out().contains("probability"));
        Path units = folder.resolve("t.png");
        done("templates", "--model", model, "--plot", units);
        assertTrue(ImageIO.read(units.toFile()).getWidth() > 100);
        Path graph = folder.resolve("m.onnx");
        done("export", "--model", model, "--bytes", "--onnx", graph);
        assertTrue(Files.size(graph) > 6 * 3072 * 4);
        refuses("without --hidden", "export", "--model", model, "--safetensors", folder.resolve("m.safetensors"));
        refuses("without --hidden", "landscape", "--data", set, "--points", 2, "--model", model);
    }

    @Test
    void aTrainingGoesOnWhereItWasSaved() throws IOException {
        Path checkpoint = folder.resolve("c.npz");
        Path whole = folder.resolve("w.npz");
        Object[] common = {"train", "--data", set, "--hidden", 5, "--schedule", "constant", "--batch", 16};
        done(with(common, "--epochs", 3, "--save", whole));
        done(with(common, "--epochs", 1, "--checkpoint", checkpoint));
        done(with(common, "--epochs", 3, "--resume", checkpoint, "--save", model));
        assertEquals(
                accuracy(done("evaluate", "--data", set, "--model", whole)),
                accuracy(done("evaluate", "--data", set, "--model", model)));
        refuses("hidden", with(common, "--epochs", 3, "--resume", checkpoint, "--hidden", 6));
        refuses("shift", with(common, "--epochs", 3, "--resume", checkpoint, "--shift", 1));
    }

    private static Object[] with(Object[] words, Object... more) {
        List<Object> all = new ArrayList<>(List.of(words));
        for (int i = 0; i < more.length; i += 2) {
            int at = all.indexOf(more[i]);
            if (at < 0) {
                all.addAll(List.of(more[i], more[i + 1]));
            } else {
                all.set(at + 1, more[i + 1]);
            }
        }
        return all.toArray();
    }

    @Test
    void gradientsOfBothLayersAreChecked() {
        for (String loss : List.of("softmax", "svm")) {
            Cli checked = done(
                    "gradcheck", "--data", set, "--hidden", 3, "--examples", 5, "--parameters", 300, "--loss", loss);
            assertEquals(
                    4,
                    checked.out()
                            .lines()
                            .filter(line -> line.contains("passed"))
                            .count(),
                    checked.out());
        }
        refuses("--no-bias", "gradcheck", "--data", set, "--hidden", 3, "--no-bias");
    }

    @Test
    void columnsAreLearnedFromAsTheyAre() throws IOException {
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "a,b,species\n1,2,ant\n3,4,bee\n5,7,ant\n8,9,bee\n");
        done("train", "--data", table, "--hidden", 3, "--epochs", 2, "--save", model);
        done("evaluate", "--data", table, "--on", "train", "--model", model);
        refuses("needs images", "train", "--data", table, "--hidden", 2, "--mirror");
        refuses("needs images", "train", "--data", table, "--hidden", 2, "--shift", 1);
    }

    @Test
    void linearModelsMayLearnFromChangedImagesToo() {
        done("train", "--data", set, "--epochs", 1, "--mirror", "--shift", 2);
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String number : List.of("0", "-2", "1.5", "65537", "many")) {
            refuses("a whole number from 1 to 65536", "train", "--data", set, "--hidden", number);
        }
        refuses("--patches is of no use with --hidden", "train", "--data", set, "--hidden", 2, "--patches", 2);
        refuses("--init is of no use with --hidden", "train", "--data", set, "--hidden", 2, "--init", "a.npz");
        refuses("is for a linear model", "train", "--data", set, "--hidden", 2, "--optimizer", "lbfgs");
        refuses("is for a linear model", "train", "--data", set, "--hidden", 2, "--optimizer", "ridge");
        refuses("--l2-path", "train", "--data", set, "--hidden", 2, "--l2-path", "1:0.1:2");
        refuses("without --hidden", "train", "--data", set, "--no-mirror");
        refuses("--mirror", "train", "--data", set, "--hidden", 2, "--mirror", "--no-mirror");
        refuses("0 to 31 pixels", "train", "--data", set, "--hidden", 2, "--shift", 32);
        refuses("of no use", "train", "--data", set, "--optimizer", "lbfgs", "--shift", 1);
        assertFalse(Files.exists(model));
    }
}
