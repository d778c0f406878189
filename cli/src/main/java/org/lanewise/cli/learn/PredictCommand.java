package org.lanewise.cli.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.decode.PictureFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.BarChart;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.value.GivenPath;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.model.Classifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description =
                "Says what is in pictures of any size, or in images of the data set: the probability of each class.")
public final class PredictCommand extends Action {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "PNG, JPEG, GIF or BMP files, which are scaled to 32 x 32, or numbers of images of the set, from 0.")
    private List<String> inputs;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--on",
            paramLabel = "PART",
            defaultValue = "test",
            description = "What numbers are images of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the images and their probabilities into this PNG.")
    private Path plot;

    /** Made by picocli. */
    public PredictCommand() {}

    /** An image to look at: what it is called, its pixels 0xRRGGBB, and its class if that is known. */
    private record Input(String name, int[] rgb, String label) {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        files.readsSet("--data", common.data().path());
        model.name(files);
        for (String input : inputs) {
            if (!isNumber(input)) {
                files.reads("FILE", file(input));
            }
        }
        files.writes("--plot", plot);
    }

    @Override
    protected void run(Report report) throws IOException {
        try (CifarDataset cifar = common.data().open();
                Computer computer = common.computer()) {
            List<Input> images = new ArrayList<>();
            for (String input : inputs) {
                images.add(input(input, cifar));
            }
            Classifier classifier = model.classifier(computer, cifar, report);
            double[][] probabilities = probabilities(computer, classifier, images);
            say(classifier, images, probabilities, report);
            if (plot != null) {
                Pictures.write(plot, draw(classifier, images, probabilities));
                report.say("Picture: %s", plot);
                report.result("plot", plot);
            }
        }
    }

    private Input input(String input, CifarDataset cifar) throws IOException {
        if (!isNumber(input)) {
            return new Input(input, PictureFile.read(file(input)), null);
        }
        LabeledImages images = part.of(cifar);
        int number = Integer.parseInt(input);
        if (number >= images.size()) {
            throw new InputException("There is no image " + number + " in the " + part + " set; it has 0 to "
                    + (images.size() - 1) + ".");
        }
        String name = part + " image " + number;
        return new Input(
                name,
                CifarImage.rgb(images.images(), number),
                cifar.classNames().get(images.label(number)));
    }

    private static boolean isNumber(String input) {
        return input.matches("\\d{1,9}");
    }

    private static Path file(String input) throws InputException {
        try {
            Path file = GivenPath.of(input);
            if (Files.exists(file)) {
                return file;
            }
        } catch (InputException noPath) {
            // As below.
        }
        throw new InputException("There is no file \"" + input
                + "\"; give the path of a picture, or the number of an image of the data set, from 0.");
    }

    private static double[][] probabilities(Computer computer, Classifier classifier, List<Input> images) {
        try (Arena arena = computer.kernels().newArena()) {
            int[][] rgb = images.stream().map(Input::rgb).toArray(int[][]::new);
            FloatMatrix of = classifier.probabilities(arena, computer.kernels(), CifarImage.of(arena, rgb));
            double[][] probabilities = new double[images.size()][classifier.classes()];
            for (int i = 0; i < probabilities.length; i++) {
                for (int k = 0; k < classifier.classes(); k++) {
                    probabilities[i][k] = of.get(i, k);
                }
            }
            return probabilities;
        }
    }

    private static void say(Classifier classifier, List<Input> images, double[][] probabilities, Report report) {
        List<Map<String, Object>> predictions = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            Input image = images.get(i);
            List<Integer> order = order(probabilities[i]);
            Table table = new Table(image.name + (image.label == null ? "" : " (" + image.label + ")"), "probability");
            Map<String, Object> all = new LinkedHashMap<>();
            for (int k : order) {
                table.row(classifier.classNames().get(k), String.format(Locale.ROOT, "%.3f", probabilities[i][k]));
                all.put(classifier.classNames().get(k), probabilities[i][k]);
            }
            report.say("%s", table);
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("input", image.name);
            prediction.put("label", image.label);
            prediction.put("predicted", classifier.classNames().get(order.getFirst()));
            prediction.put("probabilities", all);
            predictions.add(prediction);
        }
        report.result("predictions", predictions);
    }

    /** Classes by falling probability. */
    private static List<Integer> order(double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -probabilities[k]))
                .toList();
    }

    private static BufferedImage draw(Classifier classifier, List<Input> images, double[][] probabilities) {
        List<BufferedImage> rows = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            Input image = images.get(i);
            String title = image.name + (image.label == null ? "" : ": " + image.label);
            BufferedImage bars = BarChart.ofShares(title, "probability", classifier.classNames(), probabilities[i]);
            rows.add(Pictures.beside(Pictures.of(image.rgb), bars));
        }
        return Pictures.stack(rows);
    }
}
