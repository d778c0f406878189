package org.lanewise.cli.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.ImagePixels;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in pictures. */
@Command(
        name = "predict",
        description = "Predicts the classes of pictures, of rows of arrays, or of examples of the data set. It"
                + " shows the probability of each class, or its score if the model is an SVM. With a"
                + " --model, pictures and arrays need no data set.")
public final class PredictCommand extends Action {

    /** What a model says that was trained on cropped pictures. */
    static final String CROP = "crop";

    private static final String BEYOND_FLOATS =
            "Some scores are beyond what a float holds, so their order means nothing; train with a smaller learning rate,"
                    + " or on scaled features.";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "What to predict: pictures of any size (PNG, JPEG, GIF, BMP), which are scaled to the"
                    + " images of the model; features, one row per example, as an array (.npy, .npz,"
                    + " .safetensors, IDX), a table (.csv) or lines such as [1, 2] (.jsonl); - for one of these"
                    + " from standard input; or numbers of examples of the data set, from 0.")
    private List<String> inputs;

    @Mixin
    private ModelOptions model;

    @Option(
            names = "--on",
            paramLabel = "PART",
            defaultValue = "test",
            description = "The part of the data that numbers refer to: ${COMPLETION-CANDIDATES}. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the images with their probabilities or scores into this .png or .svg.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write the predictions, with the probabilities or scores of all classes: a table (.csv),"
                    + " lines of JSON (.jsonl), or an array of N x K numbers (.npy).")
    private Path out;

    @Option(names = "--scores", description = "Show scores instead of probabilities.")
    private boolean scores;

    /** Made by picocli. */
    public PredictCommand() {}

    /** An example to look at: what it is called, its picture if it is an image, and its class if that is known. */
    private record Input(String name, BufferedImage picture, String label) {

        String title() {
            return label == null ? name : name + " (" + label + ")";
        }
    }

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        model.name(files);
        for (String input : inputs) {
            if (!PredictionInputs.isNumber(input) && !PredictionInputs.isStandardInput(input)) {
                files.reads("FILE", PredictionInputs.named(input));
            }
        }
        pictures.name(files, plot);
        files.writes("--out", out);
    }

    @Override
    protected void run(Report report) throws IOException {
        if (out != null) {
            Predictions.requireFormat(out);
        }
        boolean hasNumbers = inputs.stream().anyMatch(PredictionInputs::isNumber);
        // A model has all that it takes to look at a picture.
        try (Dataset dataset = hasNumbers || !model.isGiven() ? open(report) : null;
                PredictionInputs files = new PredictionInputs();
                Computer computer = common.computer()) {
            requireNumbers(dataset);
            ModelFile trained = model.model(computer, dataset, report);
            if (hasNumbers) {
                model.match(trained.classifier(), dataset, part.on(dataset));
            }
            FeatureForm form = model.form(trained);
            boolean hasProbabilities = !scores && model.lossOf(trained).hasProbabilities();
            List<Input> examples = new ArrayList<>();
            List<Answer> answers = new ArrayList<>();
            Predictions predictions = new Predictions(trained.classifier(), computer.kernels(), hasProbabilities);
            List<Predictions.Input> all = new ArrayList<>();
            for (String input : inputs) {
                if (files.isRows(input)) {
                    Features features = files.rows(input, form, computer.arena());
                    all.add(new Predictions.Input(PredictionInputs.name(input), features));
                    count(PredictionInputs.name(input), predictions, features, report);
                    continue;
                }
                Features features;
                if (PredictionInputs.isNumber(input)) {
                    features = numbered(input, dataset);
                    examples.add(new Input(name(input, dataset), picture(form, features), label(input, dataset)));
                } else {
                    FeatureForm.Images images = model.images(trained, "a picture is an image");
                    int[] rgb = files.picture(input, side(images), crops(trained));
                    features = ImagePixels.features(computer.arena(), images, rgb);
                    examples.add(new Input(PredictionInputs.name(input), Pictures.of(images, rgb), null));
                }
                all.add(new Predictions.Input(examples.getLast().name(), features));
                answers.addAll(Answer.of(computer, trained.classifier(), hasProbabilities, features));
            }
            say(examples, answers, report);
            if (out != null) {
                predictions.write(all, out);
                report.say("Predictions: %s", out);
                report.result("out", out);
            }
        }
    }

    /** Says how often each class is predicted for the rows of an array. */
    private void count(String input, Predictions predictions, Features features, Report report) throws IOException {
        int[] counts = new int[predictions.classifier().classes()];
        boolean[] areFinite = {true};
        predictions.each(features, (row, best, numbers, at) -> {
            counts[best]++;
            areFinite[0] &= Float.isFinite(numbers.get(at, best));
        });
        Table table = new Table(input, "rows");
        Map<String, Object> described = new LinkedHashMap<>();
        for (int k = 0; k < counts.length; k++) {
            table.row(predictions.classifier().classNames().get(k), counts[k]);
            described.put(predictions.classifier().classNames().get(k), counts[k]);
        }
        report.say("%s", table);
        report.result("counts", described);
        if (!areFinite[0]) {
            report.fail(BEYOND_FLOATS);
        }
    }

    private boolean crops(ModelFile trained) {
        return common.crops() || Boolean.parseBoolean(trained.provenance().get(CROP));
    }

    private static int side(FeatureForm.Images images) throws InputException {
        if (images.height() != images.width()) {
            throw new InputException(
                    "The model knows " + images.describe() + ", but pictures are scaled to squares; give"
                            + " numbers of images of a data set, or a model of square images.");
        }
        return images.width();
    }

    private static BufferedImage picture(FeatureForm form, Features example) {
        return form instanceof FeatureForm.Images images ? Pictures.ofImage(images, example, 0) : null;
    }

    /** Before a model is trained, which may take minutes. */
    private void requireNumbers(Dataset dataset) throws IOException {
        for (String input : inputs) {
            if (PredictionInputs.isNumber(input)) {
                numbered(input, dataset);
            }
        }
    }

    private Features numbered(String input, Dataset dataset) throws IOException {
        Examples examples = part.on(dataset);
        int number = Integer.parseInt(input);
        if (number >= examples.size()) {
            throw new InputException("There is no " + SetName.of(dataset).one() + " " + number + " in the " + part
                    + " set; it has 0 to " + (examples.size() - 1) + ".");
        }
        return examples.features().rows(number, number + 1);
    }

    private String name(String number, Dataset dataset) {
        SetName name = SetName.of(dataset);
        return name.of(part + " " + name.one()) + " " + number;
    }

    private String label(String number, Dataset dataset) throws InputException {
        return dataset.classNames().get(part.on(dataset).label(Integer.parseInt(number)));
    }

    private void say(List<Input> examples, List<Answer> answers, Report report) throws IOException {
        List<Map<String, Object>> predictions = new ArrayList<>();
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Input image = examples.get(i);
            answers.get(i).say(image.title(), report);
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("input", image.name);
            prediction.put("label", image.label);
            answers.get(i).describe(prediction);
            predictions.add(prediction);
            if (plot != null) {
                Drawing chart = answers.get(i).draw(image.title());
                drawings.add(image.picture == null ? chart : Drawing.beside(image.picture, chart));
            }
        }
        report.result("predictions", predictions);
        if (plot != null) {
            pictures.show(plot, Drawing.stack(drawings), report);
        }
        if (!answers.stream().allMatch(Answer::isFinite)) {
            report.fail(BEYOND_FLOATS);
        }
    }
}
