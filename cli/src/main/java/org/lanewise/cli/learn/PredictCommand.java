package org.lanewise.cli.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.decode.PictureFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.GivenPath;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.Examples;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description =
                "Says what is in pictures of any size, or in images of the data set: the probability of each class, or"
                        + " its score if the model is an SVM. Pictures and a --model need no data set.")
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
            description = "Draw the images and their probabilities, or scores, into this PNG.")
    private Path plot;

    /** Made by picocli. */
    public PredictCommand() {}

    /** An image to look at: what it is called, its pixels 0xRRGGBB, and its class if that is known. */
    private record Input(String name, int[] rgb, String label) {

        String title() {
            return label == null ? name : name + " (" + label + ")";
        }
    }

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
        boolean hasNumbers = inputs.stream().anyMatch(PredictCommand::isNumber);
        // A model has all that it takes to look at a picture.
        try (CifarDataset cifar = hasNumbers || !model.isGiven() ? common.open(report) : null;
                Computer computer = common.computer()) {
            List<Input> images = new ArrayList<>();
            for (String input : inputs) {
                images.add(
                        isNumber(input)
                                ? numbered(input, cifar)
                                : new Input(input, PictureFile.read(file(input)), null));
            }
            ModelFile trained = model.model(computer, cifar, report);
            if (hasNumbers) {
                model.match(trained.classifier(), cifar, part.on(cifar));
            }
            int[][] rgb = images.stream().map(Input::rgb).toArray(int[][]::new);
            boolean hasProbabilities = model.lossOf(trained).hasProbabilities();
            say(images, Answer.of(computer, trained.classifier(), hasProbabilities, rgb), report);
        }
    }

    private static boolean isNumber(String input) {
        return input.matches("\\d{1,9}");
    }

    private Input numbered(String input, CifarDataset cifar) throws IOException {
        Examples images = part.on(cifar);
        int number = Integer.parseInt(input);
        if (number >= images.size()) {
            throw new InputException("There is no image " + number + " in the " + part + " set; it has 0 to "
                    + (images.size() - 1) + ".");
        }
        return new Input(
                SetName.of(cifar).of(part + " image") + " " + number,
                CifarImage.rgb(images.features(), number),
                cifar.classNames().get(images.label(number)));
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

    private void say(List<Input> images, List<Answer> answers, Report report) throws IOException {
        List<Map<String, Object>> predictions = new ArrayList<>();
        List<BufferedImage> pictures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Input image = images.get(i);
            answers.get(i).say(image.title(), report);
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("input", image.name);
            prediction.put("label", image.label);
            answers.get(i).describe(prediction);
            predictions.add(prediction);
            if (plot != null) {
                pictures.add(
                        Pictures.beside(Pictures.of(image.rgb), answers.get(i).draw(image.title())));
            }
        }
        report.result("predictions", predictions);
        if (plot != null) {
            Pictures.write(plot, Pictures.stack(pictures));
            report.say("Picture: %s", plot);
            report.result("plot", plot);
        }
        if (!answers.stream().allMatch(Answer::isFinite)) {
            report.fail("Some scores are beyond what a float holds, so their order means nothing; train with a smaller"
                    + " learning rate, or on scaled pixels.");
        }
    }
}
