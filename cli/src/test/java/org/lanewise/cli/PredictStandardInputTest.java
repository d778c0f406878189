package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.learn.file.Npy;
import org.lanewise.learn.file.NpyArray;

/** Rows and pictures are the same from a file, and from standard input, where what they are is found out. */
class PredictStandardInputTest {

    private static final int ROWS = 20;
    private static final OwnPoints POINTS = OwnPoints.draw(3, ROWS);

    @TempDir
    static Path folder;

    private static Path model;
    private static float[] expected;

    @BeforeAll
    static void train() throws IOException {
        Path archive = OwnPoints.draw(1, 100).write(folder, OwnPoints.draw(2, 30));
        model = folder.resolve("model.npz");
        assertEquals(
                0,
                Cli.run("train", "--data", archive, "--l2", 0.01, "--save", model)
                        .code());
        Path rows = folder.resolve("rows.npy");
        Npy.write(rows, POINTS.x());
        expected = predicted(rows.toString(), new byte[0]);
    }

    /** Runs with something in standard input. */
    private static Cli run(byte[] bytes, Object... words) throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(bytes));
        try {
            List<Path> leftovers = temporary();
            Cli run = Cli.run(words);
            assertEquals(leftovers, temporary(), "files that were left");
            return run;
        } finally {
            System.setIn(before);
        }
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("lanewise\\d+"))
                    .sorted()
                    .toList();
        }
    }

    private static float[] predicted(String input, byte[] bytes) throws IOException {
        Path out = folder.resolve("out.npy");
        Cli run = run(bytes, "predict", input, "--model", model, "--out", out);
        assertEquals(0, run.code(), run.err());
        NpyArray.Floats answers = (NpyArray.Floats) Npy.read(out);
        assertEquals(List.of(ROWS, OwnPoints.CLASSES), answers.shape());
        return answers.values();
    }

    private static String lines(String begin, String between, String end) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> IntStream.range(0, OwnPoints.FEATURES)
                        .mapToObj(d -> Float.toString(POINTS.row(i)[d]))
                        .collect(Collectors.joining(between, begin, end)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void assertSame(String text, String ending) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(expected, predicted("-", bytes), text.substring(0, 30));
        Path file = Files.write(folder.resolve("rows" + ending), bytes);
        assertArrayEquals(expected, predicted(file.toString(), new byte[0]), ending);
    }

    @Test
    void arraysAndTablesAndLinesOfJsonAreTheSameRows() throws IOException {
        assertArrayEquals(expected, predicted("-", Files.readAllBytes(folder.resolve("rows.npy"))));
        assertSame(lines("", ",", ""), ".csv");
        assertSame("a,b,c,d\n" + lines("", ",", ""), ".csv");
        assertSame(lines("", "\t", ""), ".tsv");
        assertSame(lines("[", ", ", "]"), ".jsonl");
    }

    @Test
    void answersSayWhereTheRowsCameFrom() throws IOException {
        Path out = folder.resolve("answers.csv");
        Cli run = run(
                lines("", ",", "").getBytes(StandardCharsets.UTF_8), "predict", "-", "--model", model, "--out", out);
        assertTrue(run.out().contains("standard input"), run.out() + run.err());
        assertTrue(Files.readAllLines(out).get(1).startsWith("standard input,0,"));
    }

    @Test
    void aPictureIsTheSameAsItsFile() throws IOException {
        Path picture = folder.resolve("picture.png");
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, 0x10305 * x + 0x30107 * y);
            }
        }
        ImageIO.write(image, "png", picture.toFile());
        Path pixels = folder.resolve("pixels.npz");
        assertEquals(
                0,
                Cli.run("train", "--data", Sets.SMALL, "--epochs", 1, "--validation", 0, "--save", pixels)
                        .code());
        String ofFile = Cli.run("predict", picture, "--model", pixels, "--json").out();
        String piped = run(Files.readAllBytes(picture), "predict", "-", "--model", pixels, "--json")
                .out();
        assertEquals(
                ofFile.replaceFirst("\"input\": \"[^\"]*\"", ""),
                piped.replaceFirst("\"input\": \"standard input\"", ""));
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        refused("Standard input is empty", "");
        refused("standard input, line 2, value 3 holds \"x\"", "1,2,3,4\n1,2,x,4\n");
        refused("standard input, line 2 has 3 values, but the first row has 4", "1,2,3,4\n1,2,3\n");
        refused("standard input has rows of 2 features, but the model is one of 4", "[1, 2]\n[3, 4]\n");
        refused("standard input, line 1, value 4 holds nan", "1,2,3,nan\n");
        refused("standard input has no rows of numbers", "a,b,c,d\n");
        refused("features, but a picture is an image", "\u0001\u0002\u0003\u0004");
        byte[] half = Arrays.copyOf(Files.readAllBytes(folder.resolve("rows.npy")), 200);
        Cli run = run(half, "predict", "-", "--model", model);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("standard input") && !run.err().contains("lanewise" + "/input"), run.err());
    }

    private static void refused(String part, String input) throws IOException {
        Cli run = run(input.getBytes(StandardCharsets.UTF_8), "predict", "-", "--model", model);
        assertEquals(2, run.code(), run.err() + run.out());
        assertTrue(run.err().contains(part), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }
}
