package org.lanewise.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.LineChart;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Folds;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.train.RegularizationPath;
import org.lanewise.learn.train.RegularizationPath.Point;
import picocli.CommandLine.Option;

/** The choice of the strength of L2 regularization by examples that are left out. */
final class StrengthSearch {

    /** What is for it alone. */
    static final List<String> OPTIONS = List.of("--l2-path", "--folds");

    /** {@link RegularizationPath#usualStrengths} as on the command line. */
    private static final String USUAL = "1:1e-6:13";

    @Option(
            names = "--l2-path",
            paramLabel = "FROM:TO:N",
            converter = StrengthRange.Converter.class,
            description = "With lbfgs: try N strengths of --l2 at equal ratios, such as " + USUAL
                    + ", each from the optimum of the one before. Take the best on examples that are left out,"
                    + " then train on all examples. Default without --l2: " + USUAL + ", until weaker ones do worse.")
    private StrengthRange range;

    @Option(
            names = "--folds",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "With --l2-path: cross-validation with N folds. Default: the examples of --validation if"
                    + " it is given; else 5 folds, or from 5000 examples on one tenth that is left out.")
    private Integer folds;

    boolean isGiven() {
        return range != null || folds != null;
    }

    /** The options as results. */
    Map<String, Object> describe() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("l2Path", range == null ? USUAL : range);
        described.put("folds", folds == null ? "usual" : folds);
        return described;
    }

    /** The splits that judge strengths: folds of all examples, or the validation part that was asked for. */
    List<Examples.Split> splits(Parts parts, Examples all, long seed) throws InputException {
        if (folds == null) {
            return parts.validation() == null
                    ? RegularizationPath.usualFolds(all)
                    : List.of(new Examples.Split(parts.training(), parts.validation()));
        }
        Parts.requireFolds(folds, all);
        return Folds.stratified(all, folds, seed);
    }

    /**
     * Strengths that were tried, and which did best.
     *
     * @param points in the order in which they were tried; none if Ctrl-C came before the first
     * @param best one of them, or null
     */
    record Found(List<Point> points, Point best) {}

    /** Tries strengths; {@code onInterrupt} takes what ends it early. */
    Found run(Task task, List<Examples.Split> splits, Consumer<Runnable> onInterrupt, Report report) {
        Preprocessing preprocessing = task.classifier().preprocessing();
        RegularizationPath path =
                new RegularizationPath(splits, examples -> task.training().lbfgs(examples, preprocessing));
        onInterrupt.accept(path::stop);
        try (ProgressLine progress = report.progress()) {
            Consumer<Point> told = point -> progress.step(
                    "L2 %.3g: validation loss %.5f, accuracy %s",
                    point.l2(), point.loss(), Table.percent(point.accuracy()));
            List<Point> points = range == null
                    ? path.run(RegularizationPath.usualStrengths(), told)
                    : path.runAll(range.strengths(), told);
            report.result("path", points.stream().map(StrengthSearch::describe).toList());
            return new Found(points, points.isEmpty() ? null : path.best());
        }
    }

    private static Map<String, Object> describe(Point point) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("l2", point.l2());
        described.put("validationLoss", point.loss());
        described.put("validationAccuracy", point.accuracy());
        described.put("accuracyDeviation", point.accuracyDeviation());
        described.put("passes", point.passes());
        return described;
    }

    /** Says the path as a table. */
    static void say(List<Point> points, Report report) {
        boolean hasFolds = points.getFirst().losses().size() > 1;
        List<String> heads = new ArrayList<>(List.of("L2", "validation loss", "accuracy"));
        if (hasFolds) {
            heads.add("+/- over folds");
        }
        Table table = new Table(heads.toArray(String[]::new));
        for (Point point : points) {
            List<Object> row = new ArrayList<>(List.of(
                    String.format(Locale.ROOT, "%.3g", point.l2()),
                    String.format(Locale.ROOT, "%.5f", point.loss()),
                    Table.percent(point.accuracy())));
            if (hasFolds) {
                row.add(Table.percent(point.accuracyDeviation()));
            }
            table.row(row.toArray());
        }
        report.say("%s", table);
    }

    /** Accuracies over strengths. */
    static Drawing draw(SetName name, List<Point> points) {
        double[] strengths = numbers(points, Point::l2);
        return new LineChart(
                        name.title("Strength of L2 regularization"),
                        Axis.logarithmic("L2"),
                        Axis.percent("accuracy on examples that are left out"),
                        true)
                .line("validation", strengths, numbers(points, point -> 100 * point.accuracy()))
                .draw();
    }

    private static double[] numbers(List<Point> points, ToDoubleFunction<Point> of) {
        return points.stream().mapToDouble(of).toArray();
    }
}
