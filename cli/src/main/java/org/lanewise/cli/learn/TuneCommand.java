package org.lanewise.cli.learn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.HeatMap;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.train.TrainingDivergedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for a good learning rate and regularization. */
@Command(
        name = "tune",
        description = "Trains with many learning rates and strengths of L2 regularization, and compares them."
                + " It measures on a validation part or by cross-validation, never on the test set.")
public final class TuneCommand extends Action {

    private static final int USUAL_VALIDATION = 5000;

    @Mixin
    private ObjectiveOptions losses;

    @Mixin
    private DataOptions images;

    @Mixin
    private TrainerOptions trainer;

    @Option(
            names = "--rates",
            paramLabel = "R",
            converter = Ranges.NotNegative.class,
            split = ",",
            description = "The learning rates to try. Default: the usual one times 1/25, 1/5, 1, 5, 25.")
    private float[] rates;

    @Option(
            names = "--strengths",
            paramLabel = "L",
            converter = Ranges.NotNegative.class,
            split = ",",
            defaultValue = "0,1e-5,1e-4,1e-3,1e-2",
            description = "The strengths of L2 regularization to try. Default: ${DEFAULT-VALUE}.")
    private float[] strengths;

    @Option(
            names = "--random",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "Try N random points instead of the grid. They are spread evenly on a logarithmic scale"
                    + " between the smallest and the largest positive numbers of --rates and --strengths.")
    private Integer random;

    @Option(
            names = "--validation",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "Number of validation examples. Default: 5000, or a fifth if there are fewer than 25000.")
    private Integer validation;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Cross-validation with K folds instead of one validation part.")
    private Integer folds;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the accuracies as a heat map into this .png or .svg.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public TuneCommand() {}

    /** A point that was tried, and the mean accuracy of its validations; NaN if training diverged. */
    private record Trial(float rate, float strength, double accuracy) {

        boolean isDiverged() {
            return Double.isNaN(accuracy);
        }
    }

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        pictures.name(files, plot);
    }

    @Override
    protected void run(Report report) throws IOException {
        requireNotBoth("--learning-rate", "--rates");
        requireNotBoth("--validation", "--folds");
        requireNotBoth("--regularize-bias", "--no-bias");
        if (isGiven("--l2")) {
            throw wrong("--l2 is one of what is tried here; give it as --strengths.");
        }
        try (Dataset dataset = open(report);
                Computer computer = common.computer()) {
            float[] usual = usualRates();
            List<Examples.Split> splits = splits(images.training(dataset));
            List<Trial> trials = new ArrayList<>();
            try (ProgressLine progress = report.progress()) {
                for (float[] point : points(usual)) {
                    Trial trial = trial(computer, splits, point[0], point[1]);
                    trials.add(trial);
                    progress.step(
                            "learning rate %.3g, L2 %.3g: accuracy %s", point[0], point[1], percent(trial.accuracy));
                }
            }
            report.say("%s", dataset);
            say(trials, report);
            if (plot != null && trials.stream().anyMatch(trial -> !trial.isDiverged())) {
                pictures.show(plot, draw(SetName.of(dataset), trials, usual).draw(), report);
            }
        }
    }

    private float[] usualRates() {
        if (rates != null) {
            return rates;
        }
        float usual = trainer.rate(losses.kind());
        return new float[] {usual / 25, usual / 5, usual, usual * 5, usual * 25};
    }

    private List<float[]> points(float[] chosen) throws InputException {
        List<float[]> points = new ArrayList<>();
        if (random == null) {
            for (float rate : chosen) {
                for (float strength : strengths) {
                    points.add(new float[] {rate, strength});
                }
            }
            return points;
        }
        SplittableRandom source = new SplittableRandom(trainer.seed());
        for (int i = 0; i < random; i++) {
            points.add(new float[] {between(chosen, source), between(strengths, source)});
        }
        return points;
    }

    private static float between(float[] numbers, SplittableRandom source) throws InputException {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (float number : numbers) {
            if (number > 0) {
                least = Math.min(least, number);
                most = Math.max(most, number);
            }
        }
        if (most == 0) {
            throw new InputException("Random search needs a positive number in --rates and in --strengths.");
        }
        return (float) (least * Math.pow(most / least, source.nextDouble()));
    }

    private List<Examples.Split> splits(Examples all) throws InputException {
        if (folds == null) {
            return List.of(all.split(validationSize(all.size()), trainer.seed()));
        }
        Parts.requireFolds(folds, all);
        List<Examples.Split> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            splits.add(fold(all, fold));
        }
        return splits;
    }

    private int validationSize(int examples) throws InputException {
        int size = validation == null ? Math.clamp(examples / 5, 1, USUAL_VALIDATION) : validation;
        if (size >= examples) {
            throw new InputException("Of " + examples + " training examples at most " + (examples - 1)
                    + " can judge the others, but --validation is " + size
                    + "; give a smaller number, or more examples.");
        }
        return size;
    }

    /** Image i belongs to fold i % K. */
    private Examples.Split fold(Examples all, int fold) {
        int[] rows = IntStream.range(0, all.size()).toArray();
        return new Examples.Split(
                all.select(Arrays.stream(rows).filter(i -> i % folds != fold).toArray()),
                all.select(Arrays.stream(rows).filter(i -> i % folds == fold).toArray()));
    }

    private Trial trial(Computer computer, List<Examples.Split> splits, float rate, float strength)
            throws InputException {
        double sum = 0;
        for (Examples.Split split : splits) {
            sum += accuracy(computer, split, rate, strength);
        }
        return new Trial(rate, strength, sum / splits.size());
    }

    private double accuracy(Computer computer, Examples.Split split, float rate, float strength) throws InputException {
        try (Arena arena = Arena.ofShared()) {
            Preprocessing preprocessing =
                    images.preprocessing(arena, split.training().features());
            LinearModel model =
                    new Training(computer, losses, trainer).run(split.training(), preprocessing, rate, strength);
            Evaluation evaluation = Evaluation.of(
                    computer.kernels(), model, preprocessing, losses.loss(split.training()), split.validation());
            // The last step may be the one too many, whose loss the training did not see.
            return Double.isFinite(evaluation.meanLoss()) ? evaluation.accuracy() : Double.NaN;
        } catch (TrainingDivergedException diverged) {
            return Double.NaN;
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "diverged" : Table.percent(share);
    }

    private void say(List<Trial> trials, Report report) {
        Comparator<Trial> byAccuracy = Comparator.comparingDouble(trial -> trial.isDiverged() ? -1 : trial.accuracy);
        List<Trial> ordered = trials.stream().sorted(byAccuracy.reversed()).toList();
        Table table = new Table("learning rate", "L2", "validation accuracy");
        List<Map<String, Object>> described = new ArrayList<>();
        for (Trial trial : ordered) {
            table.row(number(trial.rate), number(trial.strength), percent(trial.accuracy));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("learningRate", trial.rate);
            one.put("l2", trial.strength);
            one.put("accuracy", trial.accuracy);
            one.put("diverged", trial.isDiverged());
            described.add(one);
        }
        report.say("%n%s", table);
        report.result("settings", trainer.describe(losses.kind()));
        report.result("folds", folds);
        report.result("trials", described);
        boolean isAnyGood = !ordered.getFirst().isDiverged();
        report.result("best", isAnyGood ? described.getFirst() : null);
        if (!isAnyGood) {
            report.fail(
                    "Training diverged at every point that was tried, so there is no best one; give smaller --rates or"
                            + " --strengths, or scaled pixels by --preprocessing.");
        }
    }

    /** Three digits, without zeros at the end: 0.05, 1e-5. */
    private static String number(float number) {
        return String.format(Locale.ROOT, "%.3g", number)
                .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceAll("\\.(e|$)", "$1")
                .replace("e-0", "e-");
    }

    private HeatMap draw(SetName name, List<Trial> trials, float[] chosen) {
        String title = name.title(
                "Validation accuracy after " + Table.count(trainer.epochs(), "epoch") + " (" + losses.kind() + ")");
        Axis accuracy = Axis.percent("validation accuracy");
        if (random != null) {
            return HeatMap.ofPoints(
                    title,
                    Axis.logarithmic("learning rate"),
                    Axis.logarithmic("L2 regularization strength"),
                    accuracy,
                    trials.stream().mapToDouble(Trial::rate).toArray(),
                    trials.stream().mapToDouble(Trial::strength).toArray(),
                    trials.stream().mapToDouble(trial -> 100 * trial.accuracy).toArray());
        }
        double[][] values = new double[strengths.length][chosen.length];
        for (int i = 0; i < trials.size(); i++) {
            values[i % strengths.length][i / strengths.length] = 100 * trials.get(i).accuracy;
        }
        return HeatMap.ofTable(
                title,
                "learning rate",
                "L2 regularization strength",
                accuracy,
                names(chosen),
                names(strengths),
                values);
    }

    private static String[] names(float[] numbers) {
        String[] names = new String[numbers.length];
        Arrays.setAll(names, i -> number(numbers[i]));
        return names;
    }
}
