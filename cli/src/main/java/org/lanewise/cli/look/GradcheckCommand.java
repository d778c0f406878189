package org.lanewise.cli.look;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.NumericReference;
import org.lanewise.core.gradient.ScoreRounding;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.network.NetworkReference.Layer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The lecture's gradient check: numeric against analytic, in double and by the kernels. */
@Command(
        name = "gradcheck",
        description = "Compares analytic gradients with numeric ones, at random weights. Analytic ones are"
                + " computed in double and by the float kernels, numeric ones by differences in double. The"
                + " command fails if the relative error is above 1e-7 in double or above 1e-4 in the"
                + " kernels. Parameters where the loss has a kink are counted and left out.")
public final class GradcheckCommand extends Action {

    private static final int USUAL_SAMPLE = 20_000;
    private static final double TOLERANCE_OF_DOUBLE = 1e-7;
    private static final double TOLERANCE_OF_FLOAT = 1e-4;

    @Mixin
    private ObjectiveOptions losses;

    @Mixin
    private DataOptions images;

    @Option(
            names = "--step",
            paramLabel = "H",
            converter = Ranges.Positive.class,
            defaultValue = "1e-5",
            description =
                    "The step of the differences, as the largest change of a score. Default:" + " ${DEFAULT-VALUE}.")
    private double step;

    @Option(
            names = "--parameters",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "Number of weights and biases to check, taken at random. Default: all.")
    private Integer parameters;

    @Option(
            names = "--examples",
            paramLabel = "N",
            converter = Ranges.Count.class,
            defaultValue = "64",
            description = "Number of training examples, taken at random. Up to 16 use other kernels than more."
                    + " Default: ${DEFAULT-VALUE}.")
    private int examples;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            converter = Ranges.Units.class,
            description = "Check a hidden layer of H rectified linear units and the layer above it. Of a layer"
                    + " with more than " + USUAL_SAMPLE
                    + " parameters as many are checked, unless --parameters is given.")
    private Integer hidden;

    @Option(names = "--no-bias", description = "Check without a bias: scores are W x alone.")
    private boolean noBias;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the weights, examples and parameters. Default: ${DEFAULT-VALUE}.")
    private long seed;

    /** Made by picocli. */
    public GradcheckCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
    }

    @Override
    protected void run(Report report) throws IOException {
        requireNotBoth("--regularize-bias", "--no-bias");
        requireNotBoth("--no-bias", "--hidden");
        try (Dataset dataset = open(report);
                Computer computer = common.computer()) {
            Examples training = images.training(dataset);
            Preprocessing preprocessing = images.preprocessing(computer.arena(), training.features());
            Examples minibatch = minibatch(training);
            Loss loss = losses.loss(training);
            if (hidden == null) {
                check(computer, preprocessing, minibatch, loss, dataset, report);
            } else {
                checkLayers(computer, preprocessing, minibatch, loss, dataset, report);
            }
        }
    }

    private Examples minibatch(Examples training) throws InputException {
        if (examples > training.size()) {
            throw new InputException("--examples is " + examples + ", but there are 1 to " + training.size()
                    + " training examples; give another number.");
        }
        return training.split(examples, seed).validation();
    }

    private void check(
            Computer computer,
            Preprocessing preprocessing,
            Examples minibatch,
            Loss loss,
            Dataset dataset,
            Report report)
            throws InputException {
        int[] labels = new int[minibatch.size()];
        Arrays.setAll(labels, minibatch::label);
        LossFunction function = new LossFunction(
                computer.kernels(),
                Minibatch.of(minibatch.features(), labels),
                minibatch.classes(),
                preprocessing,
                new Objective(loss, losses.regularization()),
                !noBias);
        SplittableRandom random = new SplittableRandom(seed);
        int[] chosen = chosen(function.parameterCount(), random);
        LinearModel model = model(computer.arena(), preprocessing, minibatch, random);
        double[] at = function.vectorOf(model);
        NumericReference reference = NumericReference.of(function, at, step, chosen);
        GradientCheck ofDouble = reference.check(function.gradient(at));
        GradientCheck ofFloat = reference.check(
                function.vectorOf(gradient(computer, model, preprocessing, minibatch.features(), labels, loss)),
                ScoreRounding.ofDifferences(model, preprocessing, minibatch.features()));
        introduce(SetName.of(dataset), labels.length, chosen.length, at.length, report);
        GradientChecks checks = new GradientChecks();
        GradientChecks.Places places = GradientChecks.places(function, dataset.classNames());
        checks.add("double", places, ofDouble, TOLERANCE_OF_DOUBLE);
        checks.add("float, " + computer.kernels().info().name() + " kernels", places, ofFloat, TOLERANCE_OF_FLOAT);
        checks.tell(report);
        conclude(ofDouble.passes(TOLERANCE_OF_DOUBLE), ofFloat.passes(TOLERANCE_OF_FLOAT), report);
    }

    private void checkLayers(
            Computer computer,
            Preprocessing preprocessing,
            Examples minibatch,
            Loss loss,
            Dataset dataset,
            Report report)
            throws InputException {
        int[] labels = new int[minibatch.size()];
        Arrays.setAll(labels, minibatch::label);
        NetworkCheck check = new NetworkCheck(
                computer,
                preprocessing,
                Minibatch.of(minibatch.features(), labels),
                new Objective(loss, losses.regularization()),
                new NetworkCheck.Draw(hidden, dataset.classNames(), seed));
        SplittableRandom random = new SplittableRandom(seed);
        GradientChecks checks = new GradientChecks();
        boolean doublePassed = true;
        boolean floatPassed = true;
        int looked = 0;
        for (Layer layer : Layer.values()) {
            int count = check.parameters(layer);
            int wanted = Math.min(parameters == null ? USUAL_SAMPLE : parameters, count);
            int[] chosen = chosen(count, wanted, random);
            looked += wanted;
            doublePassed &= check.ofDouble(layer, step, chosen, TOLERANCE_OF_DOUBLE, checks);
            floatPassed &= check.ofFloat(layer, step, chosen, TOLERANCE_OF_FLOAT, checks);
        }
        introduce(SetName.of(dataset), labels.length, looked, check.parameters(), report);
        report.result("hidden", hidden);
        checks.tell(report);
        conclude(doublePassed, floatPassed, report);
    }

    private LinearModel gradient(
            Computer computer,
            LinearModel model,
            Preprocessing preprocessing,
            Features pixels,
            int[] labels,
            Loss loss) {
        LinearModel gradient = LinearModel.allocate(computer.arena(), model.classes(), model.features());
        Workspace workspace =
                computer.kernels().workspace(computer.arena(), labels.length, model.classes(), model.features());
        computer.kernels()
                .gradient(
                        new ScoreFunction(model, preprocessing),
                        new Objective(loss, losses.regularization()),
                        Minibatch.of(pixels, labels),
                        gradient,
                        workspace);
        return gradient;
    }

    private int[] chosen(int count, SplittableRandom random) throws InputException {
        if (parameters != null && parameters > count) {
            throw new InputException("--parameters is " + parameters + ", but there are 1 to " + count
                    + " weights and biases; give another number.");
        }
        return chosen(count, parameters == null ? count : parameters, random);
    }

    private static int[] chosen(int count, int wanted, SplittableRandom random) {
        int[] order = new int[count];
        Arrays.setAll(order, p -> p);
        for (int i = 0; i < wanted && wanted < count; i++) {
            int j = random.nextInt(i, count);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] chosen = Arrays.copyOf(order, wanted);
        Arrays.sort(chosen);
        return chosen;
    }

    /** Random weights that give these images scores of deviation 1, so that losses are neither saturated nor equal. */
    private static LinearModel model(
            Arena arena, Preprocessing preprocessing, Examples minibatch, SplittableRandom random) {
        double squares = 0;
        int features = preprocessing.features();
        for (int i = 0; i < minibatch.size(); i++) {
            for (int d = 0; d < features; d++) {
                double x = preprocessing.apply(minibatch.features().get(i, d), d);
                squares += x * x / minibatch.size();
            }
        }
        double deviation = squares == 0 ? 1 : 1 / Math.sqrt(squares);
        return RandomModels.gaussian(arena, minibatch.classes(), features, deviation, random);
    }

    private void introduce(SetName name, int number, int checked, int count, Report report) {
        report.say(
                "Gradient of the %s loss of %d %s, %d of %d parameters, centered differences of step %s",
                losses.kind(), number, name.examples(), checked, count, step);
        report.result("settings", losses.describe());
        report.result("examples", number);
        report.result("bias", !noBias);
        report.result("parameters", checked);
        report.result("step", step);
        report.result("seed", seed);
    }

    private void conclude(boolean doublePassed, boolean floatPassed, Report report) {
        if (!doublePassed) {
            report.fail("The gradient in double is not that of the differences: it is wrong, or the step of " + step
                    + " is too large (curvature) or too small (rounding).");
        } else if (!floatPassed) {
            report.fail("The gradient of the float kernels is not that of the differences, though that in double is.");
        }
    }
}
