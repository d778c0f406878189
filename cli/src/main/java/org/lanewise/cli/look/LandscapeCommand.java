package org.lanewise.cli.look;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.learn.ModelOptions;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.HeatMap;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.LossOptions;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.landscape.LossPlane;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the loss around a model. */
@Command(
        name = "landscape",
        description =
                "Draws the loss over a plane through the space of weights, or along a ray: around random weights or a model in"
                        + " random directions, or from one model to another. --limit 1 shows the loss of one example.")
public final class LandscapeCommand extends Action {

    private static final int MOST_POINTS = 400;
    private static final double DEVIATION = 1e-3;

    /** From here on loss is shown by its logarithm. */
    private static final double WIDE = 30;

    @Mixin
    private LossOptions losses;

    @Mixin
    private DataOptions images;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model that train --save wrote, to look around; given twice: from one model to the other."
                    + " Default: random weights.")
    private List<Path> models = List.of();

    @Option(names = "--ray", description = "Along a ray instead of over a plane.")
    private boolean ray;

    @Option(
            names = "--radius",
            paramLabel = "R",
            description =
                    "How far to go each way, in lengths of the directions. Default: 100 around random weights, 2 around"
                            + " a model, 1 around the middle of two.")
    private Double radius;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "101",
            description = "Points along each direction, 2 to " + MOST_POINTS + ". Default: ${DEFAULT-VALUE}.")
    private int points;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Chooses random weights and directions. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            defaultValue = "landscape",
            description = "Writes PATH.png and PATH.csv. Default: ${DEFAULT-VALUE}.")
    private Path out;

    /** Made by picocli. */
    public LandscapeCommand() {}

    @Override
    protected void run(Report report) throws IOException {
        requireSense();
        try (CifarDataset cifar = common.data().open();
                Computer computer = common.computer()) {
            LabeledImages training = images.training(cifar);
            View view = view(computer, cifar, training);
            Directions directions = view.directions();
            LossPlane plane = new LossPlane(
                    computer.arena(),
                    computer.kernels(),
                    view.preprocessing(),
                    training,
                    losses.loss(training),
                    losses.regularization(),
                    directions.origin(),
                    directions.first(),
                    directions.second());
            double origin = plane.at(0, 0);
            report.say("Loss at the origin: %.6g (%s)", origin, what(training));
            report.result("settings", losses.describe());
            report.result("models", models);
            report.result("images", training.size());
            report.result("lossAtOrigin", origin);
            draw(plane, view, what(training), report);
        }
    }

    private void requireSense() {
        if (points < 2 || points > MOST_POINTS) {
            throw wrong("--points is " + points + ", but 2 to " + MOST_POINTS + " are possible; give another number.");
        }
        if (radius != null && !(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
            throw wrong("--radius is " + radius + "; give a positive number.");
        }
        if (models.size() > 2) {
            throw wrong("--model was given " + models.size() + " times; give one model, two, or none.");
        }
        if (!models.isEmpty() && isGiven("--preprocessing")) {
            throw wrong("--preprocessing belongs to the model; leave it out with --model.");
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

    private View view(Computer computer, CifarDataset cifar, LabeledImages training) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        if (models.isEmpty()) {
            Preprocessing preprocessing =
                    images.preprocessing(computer.arena(), cifar.train().images());
            LinearModel origin = RandomModels.gaussian(
                    computer.arena(), training.classes(), training.images().columns(), DEVIATION, random);
            return around(computer, preprocessing, origin, 100, random);
        }
        Classifier a = ModelOptions.read(computer, models.getFirst());
        if (models.size() == 1) {
            return around(computer, a.preprocessing(), a.model(), 2, random);
        }
        LinearModel b = Alike.model(computer.arena(), ModelOptions.read(computer, models.getLast()), a);
        return new View(
                a.preprocessing(),
                Directions.between(computer.arena(), a.model(), b, random),
                0.5,
                radius == null ? 1 : radius,
                "from model A (0) to model B (1)",
                "a random direction, in units of |B - A|");
    }

    private View around(
            Computer computer, Preprocessing preprocessing, LinearModel origin, double usual, SplittableRandom random) {
        return new View(
                preprocessing,
                Directions.around(computer.arena(), origin, random),
                0,
                radius == null ? usual : radius,
                "a random direction, in units of |W|",
                "another random direction, in units of |W|");
    }

    private String what(LabeledImages training) {
        return losses.kind() + " loss of " + (training.size() == 1 ? "one image" : training.size() + " images");
    }

    private void draw(LossPlane plane, View view, String what, Report report) throws IOException {
        double[] along = coordinates(view.centre, view.radius);
        double[] across = ray ? new double[] {0} : coordinates(0, view.radius);
        double[][] values = new double[across.length][along.length];
        for (int r = 0; r < across.length; r++) {
            for (int c = 0; c < along.length; c++) {
                values[r][c] = plane.at((float) along[c], (float) across[r]);
            }
        }
        Path picture = Path.of(out + ".png");
        Path table = Path.of(out + ".csv");
        Axis x = Axis.linear(view.first);
        Axis loss = new Axis("loss", isWide(values));
        Pictures.write(
                picture,
                ray
                        ? new LineChart("Along a ray: " + what, x, loss, false)
                                .line("loss", along, values[0])
                                .draw()
                        : HeatMap.ofPlane(
                                        "Over a plane: " + what,
                                        x,
                                        Axis.linear(view.second),
                                        loss,
                                        along,
                                        across,
                                        values)
                                .draw());
        OutputFile.write(table, csv(along, across, values));
        report.say("Picture: %s%nTable: %s", picture, table);
        report.result("picture", picture);
        report.result("table", table);
        report.result("along", along);
        report.result("losses", Arrays.asList(values));
    }

    private double[] coordinates(double centre, double far) {
        double[] coordinates = new double[points];
        Arrays.setAll(coordinates, i -> centre + far * (2.0 * i / (points - 1) - 1));
        return coordinates;
    }

    private static boolean isWide(double[][] values) {
        double least =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).min().orElse(0);
        double most =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElse(0);
        return least > 0 && most > WIDE * least;
    }

    private String csv(double[] along, double[] across, double[][] values) {
        StringBuilder text = new StringBuilder(ray ? "a,loss\n" : "a,b,loss\n");
        for (int r = 0; r < across.length; r++) {
            for (int c = 0; c < along.length; c++) {
                text.append(
                        ray
                                ? String.format(Locale.ROOT, "%.6g,%.8g%n", along[c], values[r][c])
                                : String.format(Locale.ROOT, "%.6g,%.6g,%.8g%n", along[c], across[r], values[r][c]));
            }
        }
        return text.toString();
    }
}
