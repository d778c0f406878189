package org.lanewise.cli.look;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.PreprocessingKind;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.landscape.LossPlane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The lecture's table: how far to go along the gradient. */
@Command(
        name = "stepsizes",
        description = "Takes one step along the gradient, of each size from 1e-10 to 1e-1, and shows the loss"
                + " after it. The gradient is that of the whole training set at small random weights."
                + " Pixels are 0 to 255 unless --preprocessing is given.")
public final class StepSizesCommand extends Action {

    private static final int FROM = -10;
    private static final int TO = -1;
    private static final double DEVIATION = 1e-3;

    @Mixin
    private ObjectiveOptions losses;

    @Mixin
    private DataOptions images;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the random weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the losses into this .png or .svg.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public StepSizesCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        pictures.name(files, plot);
    }

    @Override
    protected void run(Report report) throws IOException {
        try (Dataset dataset = open(report);
                Computer computer = common.computer()) {
            Examples training = images.training(dataset);
            Preprocessing preprocessing =
                    images.preprocessing(computer.arena(), dataset.train().features(), PreprocessingKind.none);
            LinearModel start = RandomModels.gaussian(
                    computer.arena(),
                    training.classes(),
                    training.features().columns(),
                    DEVIATION,
                    new SplittableRandom(seed));
            Loss loss = losses.loss(training);
            LossPlane along = along(computer, training, preprocessing, loss, start);
            show(along, training.size(), SetName.of(dataset), report);
        }
    }

    /** The loss along the gradient at the start. */
    private LossPlane along(
            Computer computer, Examples training, Preprocessing preprocessing, Loss loss, LinearModel start) {
        Kernels kernels = computer.kernels();
        Regularization regularization = losses.regularization();
        LinearModel gradient = LinearModel.allocate(computer.arena(), start.classes(), start.features());
        Workspace workspace = kernels.workspace(computer.arena(), training.size(), start.classes(), start.features());
        int[] labels = new int[training.size()];
        Arrays.setAll(labels, training::label);
        kernels.gradient(
                new ScoreFunction(start, preprocessing),
                new Objective(loss, regularization),
                Minibatch.of(training.features(), labels),
                gradient,
                workspace);
        LinearModel nowhere = LinearModel.allocate(computer.arena(), start.classes(), start.features());
        return new LossPlane(
                computer.arena(),
                kernels,
                new ScoreFunction(start, preprocessing),
                training,
                new Objective(loss, regularization),
                gradient,
                nowhere);
    }

    private void show(LossPlane along, int number, SetName name, Report report) throws IOException {
        double before = along.at(0, 0);
        report.say("Loss before the step: %.6g (%s, %d %s)", before, losses.kind(), number, name.examples());
        double[] sizes = new double[TO - FROM + 1];
        double[] after = new double[sizes.length];
        Table table = new Table("step size", "loss after the step");
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Double.parseDouble("1e" + (FROM + i));
            after[i] = along.at((float) -sizes[i], 0);
            table.row("1e" + (FROM + i), String.format(Locale.ROOT, "%.6g", after[i]));
        }
        report.say("%n%s", table);
        report.result("settings", losses.describe());
        report.result("examples", number);
        report.result("lossBefore", before);
        report.result("stepSizes", sizes);
        report.result("losses", after);
        if (plot != null) {
            pictures.show(plot, draw(name, sizes, after, before), report);
        }
        if (!Double.isFinite(before) || Arrays.stream(after).noneMatch(Double::isFinite)) {
            report.fail(
                    "No step has a finite loss, so there is nothing to compare; give less --l1 and --l2, or a smaller"
                            + " --margin.");
        }
    }

    private Drawing draw(SetName name, double[] sizes, double[] after, double before) {
        double[] level = new double[sizes.length];
        Arrays.fill(level, before);
        return new LineChart(
                        name.title("Loss after one gradient step"),
                        Axis.logarithmic("step size"),
                        Axis.logarithmic("loss (" + losses.kind() + ")"),
                        true)
                .line("loss after the step", sizes, after)
                .line("initial loss", sizes, level)
                .draw();
    }
}
