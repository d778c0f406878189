package org.lanewise.cli.learn;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.HeatMap;
import org.lanewise.cli.picture.Pictures;
import org.lanewise.cli.problem.LossOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.PicturePath;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.evaluate.CalibrationTable;
import org.lanewise.core.evaluate.ConfusionMatrix;
import org.lanewise.core.evaluate.Evaluation;
import org.lanewise.core.model.Classifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a classifier. */
@Command(
        name = "evaluate",
        description =
                "Measures a classifier: accuracy, top 2, 3 and 5, mean loss, confusion matrix, precision, recall and F1 of"
                        + " each class, calibration.")
public final class EvaluateCommand extends Action {

    private static final int[] TOP = {1, 2, 3, 5};

    @Mixin
    private ModelOptions model;

    @Mixin
    private LossOptions losses;

    @Option(
            names = "--on",
            paramLabel = "PART",
            defaultValue = "test",
            description = "Which images: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = PicturePath.class,
            description = "Draw the confusion matrix into this PNG.")
    private Path plot;

    /** Made by picocli. */
    public EvaluateCommand() {}

    @Override
    protected void name(NamedFiles files) {
        files.readsSet("--data", common.data().path());
        model.name(files);
        files.writes("--plot", plot);
    }

    @Override
    protected void run(Report report) throws IOException {
        try (CifarDataset cifar = common.data().open();
                Computer computer = common.computer()) {
            Classifier classifier = model.classifier(computer, cifar, report);
            LabeledImages images = part.of(cifar);
            Evaluation evaluation = Evaluation.of(computer.kernels(), classifier, losses.loss(images), images);
            report.result("part", part);
            report.result("images", images.size());
            overall(evaluation, images, report);
            perClass(evaluation.confusion(), classifier.classNames(), report);
            confusion(evaluation.confusion(), classifier.classNames(), report);
            calibration(evaluation.calibration(), report);
            if (plot != null) {
                Pictures.write(plot, draw(evaluation.confusion(), classifier.classNames()));
                report.say("Picture: %s", plot);
                report.result("plot", plot);
            }
        }
    }

    private static BufferedImage draw(ConfusionMatrix confusion, List<String> names) {
        int classes = confusion.classes();
        double[][] shares = new double[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                // A picture's rows go upwards, a matrix's down.
                shares[classes - 1 - actual][predicted] =
                        100.0 * confusion.count(actual, predicted) / confusion.actual(actual);
            }
        }
        return HeatMap.ofTable(
                        "What is taken for what",
                        "taken for",
                        "is",
                        Axis.linear("share of the class, %"),
                        names.toArray(String[]::new),
                        names.reversed().toArray(String[]::new),
                        shares)
                .draw();
    }

    private void overall(Evaluation evaluation, LabeledImages images, Report report) {
        report.say(
                "%s set, %d images: accuracy %.2f %%, mean %s loss %.5f",
                part, images.size(), 100 * evaluation.accuracy(), losses.kind(), evaluation.meanLoss());
        report.result("accuracy", evaluation.accuracy());
        report.result("meanLoss", evaluation.meanLoss());
        Map<String, Object> top = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int k : TOP) {
            top.put(Integer.toString(k), evaluation.topK(k));
            text.append(String.format(Locale.ROOT, "  top %d: %.2f %%", k, 100 * evaluation.topK(k)));
        }
        report.say("Correct class among the highest scores:%s", text);
        report.result("topK", top);
    }

    private static void perClass(ConfusionMatrix confusion, List<String> names, Report report) {
        Table table = new Table("class", "images", "precision", "recall", "F1");
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int k = 0; k < confusion.classes(); k++) {
            table.row(names.get(k), confusion.actual(k), confusion.precision(k), confusion.recall(k), confusion.f1(k));
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("name", names.get(k));
            described.put("images", confusion.actual(k));
            described.put("precision", confusion.precision(k));
            described.put("recall", confusion.recall(k));
            described.put("f1", confusion.f1(k));
            classes.add(described);
        }
        table.row("mean", confusion.total(), confusion.macroPrecision(), confusion.macroRecall(), confusion.macroF1());
        report.say("%n%s", table);
        report.result("classes", classes);
    }

    private static void confusion(ConfusionMatrix confusion, List<String> names, Report report) {
        List<String> titles = new ArrayList<>(List.of("is, taken for"));
        names.forEach(name -> titles.add(name.length() > 6 ? name.substring(0, 6) : name));
        Table table = new Table(titles.toArray(String[]::new));
        int[][] counts = new int[confusion.classes()][confusion.classes()];
        for (int actual = 0; actual < counts.length; actual++) {
            List<Object> cells = new ArrayList<>(List.of(names.get(actual)));
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[actual][predicted] = confusion.count(actual, predicted);
                cells.add(counts[actual][predicted]);
            }
            table.row(cells.toArray());
        }
        report.say("%s", table);
        report.result("confusion", List.of(counts));
    }

    private static void calibration(CalibrationTable calibration, Report report) {
        Table table = new Table("probability", "images", "mean probability", "accuracy");
        List<Map<String, Object>> bins = new ArrayList<>();
        for (CalibrationTable.Bin bin : calibration.bins()) {
            table.row(
                    String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
                    bin.count(),
                    bin.confidence(),
                    bin.accuracy());
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("from", bin.from());
            described.put("to", bin.to());
            described.put("images", bin.count());
            described.put("confidence", bin.confidence());
            described.put("accuracy", bin.accuracy());
            bins.add(described);
        }
        report.say("%sExpected calibration error: %.4f", table, calibration.expectedError());
        report.result("calibration", bins);
        report.result("expectedCalibrationError", calibration.expectedError());
    }
}
