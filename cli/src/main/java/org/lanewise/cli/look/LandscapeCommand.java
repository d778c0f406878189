package org.lanewise.cli.look;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.learn.ModelMeetsData;
import org.lanewise.cli.learn.ModelOptions;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.HeatMap;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.problem.StoredOptions;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.landscape.LossPlane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the loss around a model. */
@Command(
        name = "landscape",
        description = "Draws the loss over a plane or along a ray through the space of weights. It starts from"
                + " random weights or a --model and goes in random directions, or from one model to"
                + " another. --limit 1 shows the loss of one example.")
public final class LandscapeCommand extends Action {

    private static final String PICTURE = ".png";
    private static final String TABLE = ".csv";
    private static final int MOST_POINTS = 400;
    private static final double DEVIATION = 1e-3;

    @Mixin
    private ObjectiveOptions losses;

    @Mixin
    private DataOptions images;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model to start from, written by train --save. Given twice: go from the first to the"
                    + " second. Default: random weights.")
    private List<Path> models = List.of();

    @Option(names = "--ray", description = "Draw along a ray instead of over a plane.")
    private boolean ray;

    @Option(
            names = "--radius",
            paramLabel = "R",
            converter = Ranges.Positive.class,
            description = "How far to go each way, in lengths of the directions. Default: 100 from random weights,"
                    + " 2 from a model, 1 from the middle of two.")
    private Double radius;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "101",
            description = "Number of points along each direction, 2 to " + MOST_POINTS + ". Default: ${DEFAULT-VALUE}.")
    private int points;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the random weights and directions. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            defaultValue = "landscape",
            description = "Write PATH.csv, and PATH.png unless --plot is given. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw into this .png or .svg. Default: PATH.png.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public LandscapeCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        models.forEach(model -> files.reads("--model", model));
        if (plot == null) {
            files.writes("--out", picture());
        } else {
            pictures.name(files, plot);
        }
        files.writes("--out", Path.of(out + TABLE));
    }

    private Path picture() {
        return plot == null ? Path.of(out + PICTURE) : plot;
    }

    @Override
    protected void run(Report report) throws IOException {
        requireSense();
        try (Dataset dataset = open(report);
                Computer computer = common.computer()) {
            List<Classifier> classifiers = read(computer, dataset);
            Examples training = training(classifiers, dataset);
            View view = view(computer, dataset, training, classifiers);
            Directions directions = view.directions();
            LossPlane plane = new LossPlane(
                    computer.arena(),
                    computer.kernels(),
                    new ScoreFunction(directions.origin(), view.preprocessing()),
                    training,
                    new Objective(losses.loss(training), losses.regularization()),
                    directions.first(),
                    directions.second());
            double origin = plane.at(0, 0);
            String what = what(training, SetName.of(dataset));
            report.say("Loss at the origin: %.6g (%s)", origin, what);
            report.result("settings", losses.describe());
            report.result("models", models);
            report.result("examples", training.size());
            report.result("lossAtOrigin", origin);
            double[] across = ray ? new double[] {0} : Grid.coordinates(0, view.radius(), points);
            Grid grid = Grid.of(plane, Grid.coordinates(view.centre(), view.radius(), points), across);
            write(grid, view, what, report);
            if (!Double.isFinite(origin)) {
                report.fail("The loss at the origin is " + origin + ", so there is no landscape around it; give another"
                        + " model, less --l1 and --l2, or scaled pixels by --preprocessing.");
            }
        }
    }

    /**
     * The models; what is looked at is the loss that the first was trained with, as far as options do not say
     * otherwise.
     */
    private List<Classifier> read(Computer computer, Dataset dataset) throws IOException {
        List<Classifier> classifiers = new ArrayList<>();
        for (Path file : models) {
            ModelFile model = ModelOptions.readOfPixels(computer, file, dataset, "landscapes are of models of pixels");
            if (classifiers.isEmpty()) {
                losses.adopt(new StoredOptions(file, model.provenance()));
            }
            classifiers.add(model.classifier());
        }
        return classifiers;
    }

    private Examples training(List<Classifier> classifiers, Dataset dataset) throws InputException {
        Examples training = images.training(dataset);
        return classifiers.isEmpty()
                ? training
                : ModelMeetsData.match(models.getFirst(), classifiers.getFirst(), dataset, training);
    }

    private void requireSense() {
        if (points < 2 || points > MOST_POINTS) {
            throw wrong("--points is " + points + ", but 2 to " + MOST_POINTS + " are possible; give another number.");
        }
        if (models.size() > 2) {
            throw wrong("--model was given " + models.size() + " times; give one model, two, or none.");
        }
        requireNotBoth("--preprocessing", "--model");
        for (String ending : List.of(PICTURE, TABLE)) {
            try {
                OutputPath.require(Path.of(out + ending));
            } catch (InputException refused) {
                throw wrong("--out is " + out + ", which would be " + out + ending + "; give " + refused.getMessage()
                        + ".");
            }
        }
    }

    /**
     * What is looked at.
     *
     * @param centre where the middle of the picture is along the first direction
     * @param radius how far it goes each way
     * @param first what the first direction is
     * @param second what the second direction is
     */
    private record View(
            Preprocessing preprocessing,
            Directions directions,
            double centre,
            double radius,
            String first,
            String second) {}

    private View view(Computer computer, Dataset dataset, Examples training, List<Classifier> classifiers)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        if (classifiers.isEmpty()) {
            Preprocessing preprocessing =
                    images.preprocessing(computer.arena(), dataset.train().features());
            LinearModel origin = RandomModels.gaussian(
                    computer.arena(), training.classes(), training.features().columns(), DEVIATION, random);
            return around(computer, preprocessing, origin, 100, random);
        }
        Classifier a = classifiers.getFirst();
        if (classifiers.size() == 1) {
            return around(computer, a.preprocessing(), a.model(), 2, random);
        }
        LinearModel b = CommonPreprocessing.model(computer.arena(), classifiers.getLast(), a);
        return new View(
                a.preprocessing(),
                Directions.between(computer.arena(), a.model(), b, random),
                0.5,
                radius == null ? 1 : radius,
                "interpolation from model A (0) to model B (1)",
                "random direction (units of |B - A|)");
    }

    private View around(
            Computer computer, Preprocessing preprocessing, LinearModel origin, double usual, SplittableRandom random) {
        return new View(
                preprocessing,
                Directions.around(computer.arena(), origin, random),
                0,
                radius == null ? usual : radius,
                "random direction (units of |W|)",
                "second random direction (units of |W|)");
    }

    private String what(Examples training, SetName name) {
        int size = training.size();
        return losses.kind() + " loss of " + (size == 1 ? "one " + name.of(name.one()) : size + " " + name.examples());
    }

    private void write(Grid grid, View view, String what, Report report) throws IOException {
        Path picture = picture();
        Path table = Path.of(out + TABLE);
        pictures.write(picture, grid.isLine() ? line(grid, view, what) : plane(grid, view, what));
        OutputFile.write(table, grid.csv());
        report.say("Picture: %s%nTable: %s", picture, table);
        report.result("picture", picture);
        report.result("table", table);
        report.result("along", grid.along());
        report.result("losses", Arrays.asList(grid.losses()));
    }

    private static Drawing line(Grid grid, View view, String what) {
        return new LineChart("Loss along a line: " + what, Axis.linear(view.first), Axis.linear("loss"), false)
                .line("loss", grid.along(), grid.losses()[0])
                .draw();
    }

    private Drawing plane(Grid grid, View view, String what) {
        HeatMap map = HeatMap.ofPlane(
                "Loss landscape: " + what,
                Axis.linear(view.first),
                Axis.linear(view.second),
                grid.isWide() ? Axis.logarithmic("loss") : Axis.linear("loss"),
                grid.along(),
                grid.across(),
                grid.losses());
        if (models.size() == 2) {
            map.mark("A", 0, 0).mark("B", 1, 0);
        }
        return map.draw();
    }
}
