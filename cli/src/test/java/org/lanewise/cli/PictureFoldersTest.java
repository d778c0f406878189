package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of pictures, from files to predictions: red ones, green ones and blue ones, with noise. */
class PictureFoldersTest {

    private static final String[] NAMES = {"red", "green", "blue"};

    @TempDir
    Path root;

    private Path data;
    private Path model;

    @BeforeEach
    void write() throws IOException {
        data = root.resolve("colours");
        model = root.resolve("model.npz");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 60; i++) {
            write(data.resolve("train"), i, random);
        }
        for (int i = 0; i < 15; i++) {
            write(data.resolve("val"), i, random);
        }
    }

    private static void write(Path part, int number, SplittableRandom random) throws IOException {
        int label = number % NAMES.length;
        BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 600; i++) {
            picture.setRGB(i % 30, i / 30, random.nextInt(0x1000000) & 0x7F7F7F | 0x800000 >> 8 * label);
        }
        Path folder = Files.createDirectories(part.resolve(NAMES[label]));
        ImageIO.write(picture, "png", folder.resolve(number + ".png").toFile());
    }

    private static Cli ok(Object... words) {
        Cli run = Cli.run(words);
        assertEquals(0, run.code(), run.err());
        return run;
    }

    @Test
    void fromFoldersToPredictions() {
        Cli trained = ok("train", "--data", data, "--size", 8, "--l2", 0.1, "--save", model);
        assertTrue(trained.out().contains("Pictures in " + data + ": 60 training and 15 test images, 3 classes"));
        for (int i = 0; i < NAMES.length; i++) {
            Path picture = data.resolve("val").resolve(NAMES[i]).resolve(i + ".png");
            Cli predicted = ok("predict", picture, "--model", model, "--json");
            assertTrue(predicted.out().contains("\"predicted\": \"" + NAMES[i] + "\""), predicted.out());
        }
        Cli evaluated = ok("evaluate", "--data", data, "--size", 8, "--model", model);
        assertTrue(evaluated.out().contains("test set, 15 images"), evaluated.out());
        assertTrue(ok("predict", 2, "--data", data, "--size", 8, "--model", model)
                .out()
                .contains("test image 2 (red)"));
    }

    @Test
    void whatDrawsImagesDrawsThem() throws IOException {
        Path sheet = root.resolve("sheet.png");
        ok("data", "info", "--data", data, "--plot", sheet);
        assertTrue(Files.size(sheet) > 1000);
        Path templates = root.resolve("templates.png");
        ok("templates", "--data", data, "--size", 16, "--plot", templates);
        assertTrue(Files.size(templates) > 100);
    }

    @Test
    void theCacheLiesWhereItIsWanted() {
        Path cache = root.resolve("cache");
        ok("data", "info", "--data", data, "--cache", cache, "--crop");
        assertTrue(Files.isDirectory(cache));
        assertFalse(Files.exists(data.resolve(".lanewise-cache")));
    }

    @Test
    void badPicturesAreRefusedOrSkipped() throws IOException {
        Path bad = Files.writeString(data.resolve("train/red/x.png"), "no picture");
        Cli refused = Cli.run("data", "info", "--data", data);
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("1 of 76 pictures in " + data), refused.err());
        assertTrue(refused.err().contains(bad + ", which is not a PNG"), refused.err());
        Cli skipped = ok("data", "info", "--data", data, "--skip-bad");
        assertTrue(skipped.out().contains("skipped, the first is " + bad), skipped.out());
    }

    @Test
    void sizesAndOutputsAreChecked() {
        Cli size = Cli.run("data", "info", "--data", data, "--size", 0);
        assertEquals(2, size.code());
        assertTrue(size.err().contains("give a whole number from 1 to 1024"), size.err());
        Path picture = data.resolve("train/red/0.png");
        Cli over = Cli.run("data", "info", "--data", data, "--plot", picture);
        assertEquals(2, over.code(), over.err());
        assertTrue(over.err().contains("would be written over"), over.err());
    }

    /** Three parts side by side, of which the square in the middle is one. */
    @Test
    void croppingTakesTheMiddle() throws IOException {
        ok("train", "--data", data, "--crop", "--size", 4, "--l2", 0.1, "--save", model);
        BufferedImage picture = new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            picture.setRGB(i % 60, i / 60, i % 60 / 20 == 1 ? 0xC04040 : 0x4040C0);
        }
        Path file = root.resolve("three.png");
        ImageIO.write(picture, "png", file.toFile());
        assertTrue(isRed(ok("predict", file, "--model", model, "--json")), "the model says so");
        ok("train", "--data", data, "--size", 4, "--l2", 0.1, "--save", model);
        assertFalse(isRed(ok("predict", file, "--model", model, "--json")));
        assertTrue(isRed(ok("predict", file, "--model", model, "--crop", "--json")));
    }

    private static boolean isRed(Cli predicted) {
        return predicted.out().contains("\"predicted\": \"red\"");
    }
}
