package org.lanewise.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Axis;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.picture.HeatMap;
import org.lanewise.learn.evaluate.CalibrationTable;
import org.lanewise.learn.evaluate.ConfusionMatrix;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.evaluate.MarginTable;
import org.lanewise.learn.evaluate.RocAuc;

/** An evaluation as text and as results. What grows with the classes or their square is cut, and a sentence says so. */
final class EvaluationReport {

    /** Classes that have a row in the text. */
    private static final int ROWS = 100;

    /** Classes whose confusion matrix fits a line. */
    private static final int COLUMNS = 25;

    /** Classes whose confusion matrix is a picture that can be looked at, or a result. */
    static final int MATRIX = 100;

    private static final int[] TOP = {1, 2, 3, 5};

    private final Evaluation evaluation;
    private final ConfusionMatrix confusion;
    private final List<String> names;
    private final Report report;

    EvaluationReport(Evaluation evaluation, List<String> names, Report report) {
        this.evaluation = evaluation;
        this.confusion = evaluation.confusion();
        this.names = names;
        this.report = report;
    }

    /** Says that the evaluation means nothing, if it does: a score beyond floats has no order and no loss. */
    static void failUnlessFinite(Evaluation evaluation, Report report) {
        if (!Double.isFinite(evaluation.meanLoss())) {
            report.fail(
                    "The mean loss is " + evaluation.meanLoss() + ", for some scores are beyond what a float holds, so"
                            + " the answers mean nothing; train with a smaller learning rate, or on scaled features.");
        }
    }

    /** How often the answers are right, and the loss, under a name of the examples. */
    void overall(String examples, String loss) {
        report.say(
                "%s: accuracy %.2f %%, balanced %.2f %%, mean %s loss %.5f",
                examples, 100 * evaluation.accuracy(), 100 * confusion.balancedAccuracy(), loss, evaluation.meanLoss());
        report.result("accuracy", evaluation.accuracy());
        report.result("balancedAccuracy", confusion.balancedAccuracy());
        report.result("meanLoss", evaluation.meanLoss());
        Map<String, Object> top = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int k : TOP) {
            top.put(Integer.toString(k), evaluation.topK(k));
            text.append(String.format(Locale.ROOT, "  top %d: %.2f %%", k, 100 * evaluation.topK(k)));
        }
        report.say("Top-k accuracy:%s", text);
        report.result("topK", top);
    }

    /** Precision, recall, F1 and ROC AUC; a share of nothing is none. */
    void perClass() {
        Table table = new Table("class", "examples", "precision", "recall", "F1", "ROC AUC");
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            Map<String, Object> described = describe(k);
            classes.add(described);
            if (k < ROWS) {
                table.row(
                        described.values().stream().map(EvaluationReport::cell).toArray());
            }
        }
        Map<String, Object> macro = means(confusion.macroPrecision(), confusion.macroRecall(), confusion.macroF1());
        macro.put("rocAuc", evaluation.rocAuc().map(RocAuc::macro).orElse(null));
        Map<String, Object> weighted =
                means(confusion.weightedPrecision(), confusion.weightedRecall(), confusion.weightedF1());
        addMean(table, "macro average", macro);
        addMean(table, "weighted average", weighted);
        report.say("%n%s", table);
        if (names.size() > ROWS) {
            report.say("These are the first %d of %d classes; --json has all.", ROWS, names.size());
        }
        if (classes.stream().anyMatch(described -> described.containsValue(null))) {
            report.say(
                    "- is a share of nothing: no answer, or no example. It is 0 in the means, which leave out classes that"
                            + " have neither. A class has no ROC AUC where no example, or every example, is of it.");
        }
        report.result("classes", classes);
        report.result("macro", macro);
        report.result("weighted", weighted);
    }

    private Map<String, Object> describe(int label) {
        int examples = confusion.actual(label);
        int answers = confusion.predicted(label);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", names.get(label));
        described.put("examples", examples);
        described.put("precision", answers == 0 ? null : confusion.precision(label));
        described.put("recall", examples == 0 ? null : confusion.recall(label));
        described.put("f1", examples + answers == 0 ? null : confusion.f1(label));
        described.put(
                "rocAuc",
                evaluation
                        .rocAuc()
                        .map(areas -> areas.of(label))
                        .filter(Double::isFinite)
                        .orElse(null));
        return described;
    }

    private static Map<String, Object> means(double precision, double recall, double f1) {
        Map<String, Object> means = new LinkedHashMap<>();
        means.put("precision", precision);
        means.put("recall", recall);
        means.put("f1", f1);
        return means;
    }

    private void addMean(Table table, String title, Map<String, Object> means) {
        table.row(
                title,
                confusion.total(),
                means.get("precision"),
                means.get("recall"),
                means.get("f1"),
                cell(means.get("rocAuc")));
    }

    private static Object cell(Object measure) {
        return measure == null || measure.equals(Double.NaN) ? "-" : measure;
    }

    /** The wrong answers that are the surest. */
    void mistakes(int most) {
        List<Evaluation.Mistake> mistakes = evaluation.mistakes(most);
        String certainty = evaluation.margins().isPresent() ? "lead" : "probability";
        Table table = new Table("example", "true class", "predicted class", certainty);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Evaluation.Mistake mistake : mistakes) {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("example", mistake.row());
            described.put("class", names.get(mistake.label()));
            described.put("predicted", names.get(mistake.prediction()));
            described.put(certainty, mistake.certainty());
            table.row(described.values().toArray());
            all.add(described);
        }
        report.say(mistakes.isEmpty() ? "There is no wrong answer." : "The surest wrong answers:%n%s", table);
        report.result("mistakes", all);
    }

    /** Which classes are taken for which. */
    void confusion() {
        if (names.size() > COLUMNS) {
            report.say("%nThe confusion matrix of %d classes is too wide to be printed.", names.size());
        } else {
            report.say("%s", confusionTable());
        }
        report.result("confusion", names.size() > MATRIX ? null : List.of(counts()));
    }

    private Table confusionTable() {
        List<String> titles = new ArrayList<>(List.of("true \\ predicted"));
        names.forEach(name -> titles.add(name.length() > 6 ? name.substring(0, 6) : name));
        Table table = new Table(titles.toArray(String[]::new));
        int[][] counts = counts();
        for (int actual = 0; actual < counts.length; actual++) {
            List<Object> cells = new ArrayList<>(List.of(names.get(actual)));
            for (int count : counts[actual]) {
                cells.add(count);
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private int[][] counts() {
        int[][] counts = new int[names.size()][names.size()];
        for (int actual = 0; actual < counts.length; actual++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[actual][predicted] = confusion.count(actual, predicted);
            }
        }
        return counts;
    }

    /** Whether a model that is sure is right; for scores that make probabilities. */
    void calibration() {
        CalibrationTable calibration = evaluation.calibration();
        Table table = new Table("confidence", "examples", "mean confidence", "accuracy");
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
            described.put("examples", bin.count());
            described.put("confidence", bin.confidence());
            described.put("accuracy", bin.accuracy());
            bins.add(described);
        }
        report.say("%sExpected calibration error: %.4f", table, calibration.expectedError());
        report.result("calibration", bins);
        report.result("expectedCalibrationError", calibration.expectedError());
    }

    /** By how much the correct classes win. */
    void margins(MarginTable margins) {
        Table table = new Table("margin of the correct class", "examples");
        table.row("below 0", margins.lost());
        table.row("0 or more, but below " + margins.wanted(), margins.narrow());
        table.row(margins.wanted() + " or more, no loss", margins.wide());
        report.say("%sMean margin: %.4f", table, margins.mean());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("wanted", margins.wanted());
        described.put("belowZero", margins.lost());
        described.put("belowWanted", margins.narrow());
        described.put("wantedOrMore", margins.wide());
        described.put("mean", margins.mean());
        report.result("margins", described);
    }

    /** The confusion matrix as a picture. */
    Drawing draw(String title) {
        int classes = names.size();
        double[][] shares = new double[classes][classes];
        for (int actual = 0; actual < classes; actual++) {
            for (int predicted = 0; predicted < classes; predicted++) {
                // A picture's rows go upwards, a matrix's down. A class without examples has no shares, NaN, and stays
                // white.
                shares[classes - 1 - actual][predicted] =
                        100.0 * confusion.count(actual, predicted) / confusion.actual(actual);
            }
        }
        return HeatMap.ofTable(
                        title,
                        "predicted class",
                        "true class",
                        Axis.percent("share of the true class"),
                        names.toArray(String[]::new),
                        names.reversed().toArray(String[]::new),
                        shares)
                .draw();
    }
}
