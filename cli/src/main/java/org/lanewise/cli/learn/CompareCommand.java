package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.BarChart;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.PictureOutput;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.LossKind;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.baseline.BlindSearch;
import org.lanewise.learn.baseline.RandomLocalSearch;
import org.lanewise.learn.baseline.RandomSearch;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.neighbours.KNearestNeighbours;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The lecture's methods side by side. */
@Command(
        name = "compare",
        description = "Compares eight methods on the same data, by test accuracy and time: softmax, SVM,"
                + " nearest neighbours with two distances, patches, a hidden layer, random search and"
                + " random local search. They run one after another. The quick ones run once before with a"
                + " hundred test examples, so that their times do not include compilation by the JVM.")
public final class CompareCommand extends Action {

    /** Of weights for pixels from 0 to 255 without their mean, as in the lecture. */
    private static final float DEVIATION = 1e-4f;

    /** Queries of a warm-up. */
    private static final int WARM_UP = 100;

    @Mixin
    private DataOptions images;

    @Mixin
    private FeatureMethods features;

    @Option(
            names = "--neighbours",
            paramLabel = "K",
            converter = Ranges.Count.class,
            defaultValue = "1",
            description = "Number of neighbours that vote. Default: ${DEFAULT-VALUE}.")
    private int neighbours;

    @Option(
            names = "--tries",
            paramLabel = "N",
            converter = Ranges.Count.class,
            defaultValue = "1000",
            description = "Number of weights that each random search tries. Default: ${DEFAULT-VALUE}.")
    private int tries;

    @Option(
            names = "--queries",
            paramLabel = "N",
            converter = Ranges.Count.class,
            description = "Use only the first N test examples. Default: all.")
    private Integer queries;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the order of the examples and the random weights. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw accuracies and times into this .png or .svg.")
    private Path plot;

    @Mixin
    private PictureOutput pictures;

    /** Made by picocli. */
    public CompareCommand() {}

    private record Score(String name, double accuracy, double learning, double answering) {}

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
            Examples test = test(dataset);
            List<Score> scores = new ArrayList<>();
            List<Method> methods = methods(computer, dataset, training, test);
            if (!FeatureMethods.hasPatches(dataset)) {
                report.say("Patches are left out: they are parts of images of 6 x 6 pixels or more.");
            }
            if (!haveDistances(training)) {
                report.say("Nearest neighbours are left out: their distances are sums of bytes, but these are floats.");
            }
            try (ProgressLine progress = report.progress()) {
                Examples few = test.subset(0, Math.min(WARM_UP, test.size()));
                for (Method method : quick(computer, training, few)) {
                    progress.tick("%s: warming up", method.name());
                    score(method, progress);
                }
                for (Method method : methods) {
                    Score score = score(method, progress);
                    progress.step("%s: accuracy %s", score.name, Table.percent(score.accuracy));
                    scores.add(score);
                }
            }
            SetName name = SetName.of(dataset);
            report.say("%d %s, %d %s", training.size(), name.examples("training"), test.size(), name.examples("test"));
            report.result("trainingExamples", training.size());
            report.result("testExamples", test.size());
            say(scores, report);
            if (plot != null) {
                pictures.show(plot, draw(name, scores), report);
            }
        }
    }

    private Examples test(Dataset dataset) throws InputException {
        Examples all = Part.test.of(dataset);
        if (queries == null) {
            return all;
        }
        if (queries > all.size()) {
            throw new InputException("--queries is " + queries + ", but there are 1 to " + all.size()
                    + " test examples; give another number.");
        }
        return all.subset(0, queries);
    }

    private List<Method> methods(Computer computer, Dataset dataset, Examples training, Examples test)
            throws InputException {
        if (neighbours > training.size()) {
            throw new InputException("--neighbours is " + neighbours + ", but 1 to " + training.size()
                    + " are possible; give another number.");
        }
        RandomSearch search = new RandomSearch(tries, DEVIATION, seed);
        RandomLocalSearch local = new RandomLocalSearch(tries, DEVIATION, DEVIATION, seed);
        List<Method> methods = quick(computer, training, test);
        if (FeatureMethods.hasPatches(dataset)) {
            methods.add(features.patches(computer, dataset, training, test, seed));
        }
        methods.add(features.hidden(computer, dataset, images, training, test, seed));
        methods.add(search("random search", search, computer, training, test));
        methods.add(search("random local search", local, computer, training, test));
        return methods;
    }

    /** Methods that take so little time that compilation by the JVM would be most of it. */
    private List<Method> quick(Computer computer, Examples training, Examples test) {
        List<Method> methods = new ArrayList<>(List.of(
                descent("softmax", LossKind.softmax, computer, training, test),
                descent("SVM", LossKind.svm, computer, training, test)));
        if (haveDistances(training)) {
            methods.add(neighbours(Metric.L1, computer, training, test));
            methods.add(neighbours(Metric.L2, computer, training, test));
        }
        return methods;
    }

    private static boolean haveDistances(Examples training) {
        return training.features().element() == Features.Element.BYTE;
    }

    private Method descent(String name, LossKind kind, Computer computer, Examples training, Examples test) {
        ObjectiveOptions losses = CommandLine.populateCommand(new ObjectiveOptions(), "--loss", kind.name());
        TrainerOptions trainer = CommandLine.populateCommand(new TrainerOptions(), "--seed", Long.toString(seed));
        return new Method(name, progress -> {
            Preprocessing preprocessing = images.preprocessing(computer.arena(), training.features());
            LinearModel model = new Training(computer, losses, trainer).run(training, preprocessing);
            return () -> accuracy(computer, model, preprocessing, losses.loss(training), test);
        });
    }

    private static double accuracy(
            Computer computer, LinearModel model, Preprocessing preprocessing, Loss loss, Examples test) {
        return Evaluation.of(computer.kernels(), model, preprocessing, loss, test)
                .accuracy();
    }

    private Method neighbours(Metric metric, Computer computer, Examples training, Examples test) {
        return new Method(neighbours + "-NN, " + metric, progress -> {
            KNearestNeighbours all = new KNearestNeighbours(computer.arena(), computer.kernels(), metric, training);
            return () -> {
                int[] answers = all.predict(test.features(), neighbours);
                int right = 0;
                for (int i = 0; i < answers.length; i++) {
                    right += answers[i] == test.label(i) ? 1 : 0;
                }
                return (double) right / answers.length;
            };
        });
    }

    private static Method search(String name, BlindSearch search, Computer computer, Examples training, Examples test) {
        return new Method(name, progress -> {
            Preprocessing centred = Preprocessing.meanImage(computer.arena(), training.features(), 1);
            Loss hinge = MulticlassHinge.svm();
            LinearModel found = search.run(
                            computer.arena(), computer.kernels(), centred, hinge, training, (attempt, loss, best) -> {
                                progress.tick("%s: try %d of %d, loss %.3f", name, attempt + 1, search.tries(), best);
                                return true;
                            })
                    .model();
            return () -> accuracy(computer, found, centred, hinge, test);
        });
    }

    private static Score score(Method method, ProgressLine progress) throws IOException {
        long begin = System.nanoTime();
        DoubleSupplier answering = method.learning().run(progress);
        long learned = System.nanoTime();
        double accuracy = answering.getAsDouble();
        return new Score(method.name(), accuracy, (learned - begin) * 1e-9, (System.nanoTime() - learned) * 1e-9);
    }

    private static void say(List<Score> scores, Report report) {
        Table table = new Table("method", "test accuracy", "training time (s)", "prediction time (s)");
        List<Map<String, Object>> methods = new ArrayList<>();
        for (Score score : scores) {
            table.row(score.name, Table.percent(score.accuracy), seconds(score.learning), seconds(score.answering));
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("name", score.name);
            described.put("testAccuracy", score.accuracy);
            described.put("trainingSeconds", score.learning);
            described.put("predictionSeconds", score.answering);
            methods.add(described);
        }
        report.say("%n%s", table);
        report.result("methods", methods);
    }

    private static String seconds(double time) {
        return String.format(Locale.ROOT, "%.3f", time);
    }

    private static Drawing draw(SetName name, List<Score> scores) {
        List<String> names = scores.stream().map(Score::name).toList();
        double[] accuracies = scores.stream().mapToDouble(Score::accuracy).toArray();
        double[] times = scores.stream()
                .mapToDouble(score -> score.learning + score.answering)
                .toArray();
        return Drawing.stack(List.of(
                BarChart.ofShares("Accuracy on the " + name.of("test set"), "accuracy", names, accuracies),
                BarChart.ofNumbers("Training and prediction time", "time (s)", names, times)));
    }
}
