package org.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.SyntheticCifar;

class LookTest {

    @TempDir
    Path folder;

    /** The picture is one, and shows something. */
    private static BufferedImage assertDrawn(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        long colours = Arrays.stream(
                        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .count();
        assertTrue(colours > 20, colours + " colours");
        assertEquals(0xFFFFFF, picture.getRGB(0, 0) & 0xFFFFFF, "paper is white");
        return picture;
    }

    @Test
    void stepSizesFallThenRise() throws IOException {
        Path plot = folder.resolve("steps.png");
        Cli run = Cli.run("stepsizes", "--data", Sets.SMALL, "--limit", 500, "--loss", "svm", "--plot", plot);
        assertEquals(0, run.code(), run.err());
        List<Double> losses = run.out()
                .lines()
                .filter(line -> line.startsWith("1e-"))
                .map(line -> Double.parseDouble(line.split(" +")[1]))
                .toList();
        assertEquals(10, losses.size(), run.out());
        double least = losses.stream().min(Double::compare).orElseThrow();
        assertTrue(least < losses.getFirst() && least < losses.getLast() / 100, losses.toString());
        assertDrawn(plot);
    }

    @Test
    void landscapeWritesThePictureAndTheNumbers() throws IOException {
        Path out = folder.resolve("plane");
        Cli run = Cli.run("landscape", "--data", Sets.SMALL, "--limit", 50, "--points", 5, "--out", out);
        assertEquals(0, run.code(), run.err());
        assertDrawn(folder.resolve("plane.png"));
        List<String> lines = Files.readAllLines(folder.resolve("plane.csv"));
        assertEquals("a,b,loss", lines.getFirst());
        assertEquals(26, lines.size());
    }

    private Path model(String name, Object... options) {
        Path file = folder.resolve(name);
        List<Object> words = new ArrayList<>(List.of("train", "--data", Sets.SMALL, "--save", file));
        words.addAll(List.of(options));
        assertEquals(0, Cli.run(words.toArray()).code());
        return file;
    }

    private Cli landscape(Object... options) {
        List<Object> words = new ArrayList<>(List.of("landscape", "--data", Sets.SMALL, "--limit", 400, "--json"));
        words.addAll(List.of(options));
        words.addAll(List.of("--out", folder.resolve("out")));
        return Cli.run(words.toArray());
    }

    /** The losses at their coordinates, from the CSV. */
    private Map<List<Double>, Double> losses() throws IOException {
        return Files.readAllLines(folder.resolve("out.csv")).stream()
                .skip(1)
                .map(line -> Stream.of(line.split(",")).map(Double::valueOf).toList())
                .collect(Collectors.toMap(numbers -> numbers.subList(0, numbers.size() - 1), List::getLast));
    }

    @Test
    void aModelLiesAtTheBottomOfItsPlane() throws IOException {
        Path a = model("a.npz", "--optimizer", "lbfgs", "--l2", 0.01, "--limit", 400, "--validation", 0);
        Cli run = landscape("--model", a, "--l2", 0.01, "--points", 9);
        assertEquals(0, run.code(), run.err());
        assertDrawn(folder.resolve("out.png"));
        Map<List<Double>, Double> losses = losses();
        assertEquals(81, losses.size());
        double least = losses.values().stream().min(Double::compare).orElseThrow();
        assertEquals(least, losses.get(List.of(0.0, 0.0)), losses.toString());
    }

    /** At both ends the loss is that of the model itself, though the models were centred by other mean images. */
    @Test
    void aPlaneGoesThroughBothModels() throws IOException {
        Path a = model("a.npz", "--epochs", 2);
        Path b = model("b.npz", "--epochs", 9, "--seed", 2, "--loss", "svm2", "--learning-rate", 0.01);
        for (String plane : List.of("", "--ray")) {
            Cli run = plane.isEmpty()
                    ? landscape("--model", a, "--model", b, "--points", 5, "--l2", 0)
                    : landscape("--model", a, "--model", b, "--points", 5, "--l2", 0, plane);
            assertEquals(0, run.code(), run.err());
            assertDrawn(folder.resolve("out.png"));
            Map<List<Double>, Double> losses = losses();
            List<Double> zero = plane.isEmpty() ? List.of(0.0) : List.of();
            assertEquals(lossOf(a), losses.get(at(0, zero)), 1e-4, losses.toString());
            assertEquals(lossOf(b), losses.get(at(1, zero)), 1e-4, losses.toString());
            assertTrue(losses.containsKey(at(-0.5, zero)) && losses.containsKey(at(1.5, zero)), losses.toString());
        }
    }

    private static List<Double> at(double first, List<Double> others) {
        List<Double> coordinates = new ArrayList<>(List.of(first));
        coordinates.addAll(others);
        return coordinates;
    }

    /** Its softmax loss, which is that of the first model, on the first 400 training images, as a set of their own. */
    private double lossOf(Path model) throws IOException {
        Path set = folder.resolve("first");
        if (!Files.exists(set)) {
            SyntheticCifar.write(set, 400, 1, 1);
        }
        Cli run = Cli.run("evaluate", "--on", "train", "--data", set, "--model", model, "--loss", "softmax", "--json");
        Matcher found = Pattern.compile("\"meanLoss\": ([-0-9.E]+)").matcher(run.out());
        assertTrue(found.find(), run.err());
        return Double.parseDouble(found.group(1));
    }

    @Test
    void whatMakesNoPlaneIsOneSentenceAndExitCode2() {
        Path a = model("a.npz", "--epochs", 1);
        Path unit = model("unit.npz", "--epochs", 1, "--preprocessing", "standardize");
        for (List<Object> options : List.<List<Object>>of(
                List.of("--model", a, "--model", unit),
                List.of("--model", a, "--model", a, "--model", a),
                List.of("--model", a, "--preprocessing", "unit"),
                List.of("--model", folder.resolve("missing.npz")),
                List.of("--model", a, "--radius", "-1"),
                List.of("--model", a, "--radius", "NaN"),
                List.of("--points", 1))) {
            Cli run = landscape(options.toArray());
            assertEquals(2, run.code(), options + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }

    @Test
    void stepsWithoutAFiniteLossAreExitCode1() {
        Cli steps = Cli.run("stepsizes", "--data", Sets.SMALL, "--limit", 100, "--l2", "3e38", "--json");
        assertEquals(1, steps.code(), steps.err());
        assertTrue(steps.err().contains("No step has a finite loss"), steps.err());
    }

    @Test
    void aRayOfOneExampleBendsUpwards() throws IOException {
        Path out = folder.resolve("ray");
        Cli run = Cli.run(
                "landscape",
                "--ray",
                "--loss",
                "svm",
                "--data",
                Sets.SMALL,
                "--limit",
                1,
                "--points",
                21,
                "--out",
                out);
        assertEquals(0, run.code(), run.err());
        assertDrawn(folder.resolve("ray.png"));
        double[] losses = Files.readAllLines(folder.resolve("ray.csv")).stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
                .toArray();
        assertEquals(21, losses.length);
        for (int i = 1; i + 1 < losses.length; i++) {
            double bend = losses[i - 1] - 2 * losses[i] + losses[i + 1];
            assertTrue(bend > -1e-3 * losses[i], "the loss is convex, but bends by " + bend + " at " + i);
        }
    }

    @Test
    void templatesShowEveryClass() throws IOException {
        Path out = folder.resolve("templates.png");
        assertEquals(
                0, Cli.run("templates", "--data", Sets.SMALL, "--plot", out).code());
        assertDrawn(out);
    }

    @Test
    void predictsPicturesOfAnySizeAndImagesOfTheSet() throws IOException {
        BufferedImage sky = new BufferedImage(900, 333, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 333; y++) {
            for (int x = 0; x < 900; x++) {
                sky.setRGB(x, y, x * 80 + y);
            }
        }
        Path jpeg = folder.resolve("sky.jpg");
        ImageIO.write(sky, "jpg", jpeg.toFile());
        Path dot = folder.resolve("dot.png");
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), "png", dot.toFile());
        Path model = folder.resolve("model.npz");
        assertEquals(
                0,
                Cli.run("train", "--data", Sets.SMALL, "--epochs", 2, "--save", model)
                        .code());
        Path plot = folder.resolve("bars.png");
        Cli run = Cli.run("predict", jpeg, dot, 7, "--model", model, "--data", Sets.SMALL, "--plot", plot, "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(3, run.out().split("\"predicted\"").length - 1, run.out());
        assertTrue(run.out().contains("test image 7"), run.out());
        assertNotEquals(0, assertDrawn(plot).getHeight());
    }

    @Test
    void predictNamesWhatIsNoPicture() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "text");
        Path cut = folder.resolve("cut.png");
        ImageIO.write(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png", cut.toFile());
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 60));
        // A JPEG that is cut off could be read: what is missing would be grey.
        Path half = folder.resolve("half.jpg");
        ImageIO.write(new BufferedImage(500, 500, BufferedImage.TYPE_INT_RGB), "jpg", half.toFile());
        Files.write(half, Arrays.copyOf(Files.readAllBytes(half), (int) Files.size(half) - 500));
        for (Object input : new Object[] {text, cut, half, folder.resolve("missing.png"), 500, "-1"}) {
            Cli run = Cli.run("predict", input, "--data", Sets.SMALL);
            assertEquals(2, run.code(), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
        Cli noPath = Cli.run("predict", "a\0.png", "--data", Sets.SMALL);
        assertTrue(noPath.err().contains("There is no file \"a\\u0000.png\"; give the path"), noPath.err());
    }

    @Test
    void aModelThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("model.npz"), "no zip");
        for (String command : List.of("evaluate", "templates")) {
            Cli run = Cli.run(command, "--model", file, "--data", Sets.SMALL);
            assertEquals(2, run.code(), run.err());
            assertTrue(run.err().contains("model.npz"), run.err());
            assertTrue(run.err().contains("Give a model that train --save wrote."), run.err());
        }
    }
}
