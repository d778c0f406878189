package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;

/** Models of patches, from images to every command that takes a model. */
class PatchesTest {

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
        if (!words.contains("--kernels")) {
            words.addAll(List.of("--kernels", "scalar"));
        }
        Cli run = Cli.run(words.toArray());
        assertEquals(0, run.code(), words + ": " + run.err());
        return run;
    }

    private static void refuses(int code, String part, Object... words) {
        Cli run = Cli.run(words);
        assertEquals(code, run.code(), List.of(words) + ": " + run.err());
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
    void aModelOfPatchesIsAModelAsOthersAre() throws IOException {
        Cli trained = done("train", "--data", set, "--patches", 6, "--save", model);
        assertTrue(trained.out().contains("Chosen: L2"), trained.out());
        Cli evaluated = done("evaluate", "--data", set, "--model", model);
        assertEquals(accuracy(trained), accuracy(evaluated));
        assertTrue(evaluated.out().contains("calibration error"), evaluated.out());
        Path picture = folder.resolve("p.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        assertTrue(done("predict", picture, 3, "--data", set, "--model", model)
                .out()
                .contains("probability"));
        Path filters = folder.resolve("t.png");
        done("templates", "--model", model, "--plot", filters);
        BufferedImage drawn = ImageIO.read(filters.toFile());
        // A row for each of ten classes, and one of filters, each of 48 pixels.
        assertTrue(
                drawn.getWidth() > 16 * 48 && drawn.getHeight() > 11 * 48,
                drawn.getWidth() + " x " + drawn.getHeight());
        refuses(2, "without --patches", "export", "--model", model, "--onnx", folder.resolve("m.onnx"));
        refuses(2, "without --patches", "landscape", "--data", set, "--points", 2, "--model", model);
    }

    @Test
    void featuresAreThoseOfTheModel() throws IOException {
        Path ofModel = folder.resolve("a.npy");
        Path learned = folder.resolve("b.npy");
        // With the training set as it is, both learn from the same images.
        done("train", "--data", set, "--patches", 4, "--l2", 0.1, "--validation", 0, "--save", model, "--seed", 3);
        done("features", "--data", set, "--model", model, "--on", "test", "--save", ofModel);
        done("features", "--data", set, "--patches", 4, "--seed", 3, "--on", "test", "--save", learned);
        assertEquals(-1, Files.mismatch(ofModel, learned));
        assertEquals(List.of(30, 16), ((NpyArray.Floats) Npy.read(ofModel)).shape());
        refuses(2, "one of them", "features", "--data", set, "--save", learned);
        refuses(2, "--save is missing", "features", "--data", set, "--patches", 4);
        Path ofPixels = folder.resolve("p.npz");
        done("train", "--data", set, "--l2", 0.1, "--iterations", 1, "--save", ofPixels);
        refuses(2, "has no filters", "features", "--data", set, "--model", ofPixels, "--save", learned);
    }

    @Test
    void trianglesAreSavedWithTheModel() throws IOException {
        Cli trained = done("train", "--data", set, "--patches", 6, "--patch-activation", "triangle", "--save", model);
        assertEquals(accuracy(trained), accuracy(done("evaluate", "--data", set, "--model", model)));
        Path features = folder.resolve("f.npy");
        done("features", "--data", set, "--model", model, "--save", features);
        assertEquals(List.of(60, 12), ((NpyArray.Floats) Npy.read(features)).shape());
        done("templates", "--model", model, "--plot", folder.resolve("t.png"));
        refuses(2, "without --patches", "train", "--data", set, "--patch-activation", "triangle");
        refuses(2, "of no use", "features", "--model", model, "--patch-activation", "triangle", "--save", features);
        refuses(2, "triangle", "train", "--data", set, "--patches", 4, "--patch-activation", "square");
    }

    @Test
    void otherOptimizersTrainOnThem() throws IOException {
        for (String optimizer : List.of("lbfgs", "sgd")) {
            Cli trained = done(
                    "train",
                    "--data",
                    set,
                    "--patches",
                    4,
                    "--optimizer",
                    optimizer,
                    "--validation",
                    10,
                    "--save",
                    model);
            assertEquals(accuracy(trained), accuracy(done("evaluate", "--data", set, "--model", model)));
        }
        assertEquals(
                accuracy(done("train", "--data", set, "--patches", 4, "--threads", 1)),
                accuracy(done("train", "--data", set, "--patches", 4, "--threads", 2, "--kernels", "auto")));
    }

    @Test
    void greyImagesHavePatchesAndColumnsHaveNone() throws IOException {
        Path grey = folder.resolve("grey");
        byteImages(grey, 8, 8);
        assertTrue(done("train", "--data", grey, "--patches", 4, "--save", model)
                .out()
                .contains("There is no test set"));
        done("evaluate", "--data", grey, "--on", "train", "--model", model);
        done("train", "--data", grey, "--patches", 2, "--limit", 1);
        done("train", "--data", grey, "--patches", 2, "--limit", 2, "--validation", 1);
        Path small = folder.resolve("small");
        byteImages(small, 4, 5);
        refuses(2, "5 x 5; give larger images", "train", "--data", small, "--patches", 2);
        Path table = folder.resolve("table.csv");
        Files.writeString(table, "a,b,species\n1,2,ant\n3,4,bee\n5,7,ant\n8,9,bee\n");
        refuses(2, "needs images", "train", "--data", table, "--patches", 2);
    }

    /** A directory of arrays as numpy writes them, where those of three dimensions are grey images. */
    private static void byteImages(Path directory, int count, int side) throws IOException {
        Files.createDirectories(directory);
        byte[] pixels = new byte[count * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * i % 251);
        }
        long[] labels = LongStream.range(0, count).map(i -> i % 2).toArray();
        Npy.write(directory.resolve("y.npy"), new NpyArray.Integers(List.of(count), labels));
        String header =
                "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, %d, %d), }".formatted(count, side, side);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
        file.write((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        file.write(pixels);
        Files.write(directory.resolve("x.npy"), file.toByteArray());
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String number : List.of("0", "-2", "3", "1e3")) {
            refuses(2, "an even number", "train", "--data", set, "--patches", number);
        }
        refuses(2, "--patches", "train", "--data", set, "--optimizer", "ridge");
        refuses(2, "--l2 is 0", "train", "--data", set, "--patches", 2, "--l2", 0);
        for (String option :
                List.of("--loss=softmax", "--l1=1", "--iterations=3", "--epochs=3", "--checkpoint=c.npz")) {
            refuses(2, "of no use", "train", "--data", set, "--patches", 2, "--optimizer", "ridge", option);
        }
        assertFalse(Files.exists(model));
    }
}
