package org.lanewise.cli.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lanewise.learn.train.EpochReport.Judgement;
import org.lanewise.learn.train.TrainingListener;

/** Collects how a training goes, time after time: for JSON, the table and the picture. */
abstract class TrainingLog implements TrainingListener {

    private final MetricsFile metrics;
    private final long start = System.nanoTime();
    private final LearningCurve curve;
    private final List<Map<String, Object>> results = new ArrayList<>();

    /** A log over what is counted, such as epochs; metrics may be null. */
    TrainingLog(String times, MetricsFile metrics) {
        this.metrics = metrics;
        curve = new LearningCurve(times);
    }

    final double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    final LearningCurve curve() {
        return curve;
    }

    /** The reports for people who read JSON. */
    final List<Map<String, Object>> results() {
        return results;
    }

    /** Keeps how the model does at a time, also in its report. */
    final void keep(int time, Judgement training, Judgement validation, Map<String, Object> report) {
        curve.add(time, training, validation);
        report.put("trainingAccuracy", training.accuracy());
        report.put("validationAccuracy", validation.accuracy());
        report.put("trainingLoss", training.loss());
        report.put("validationLoss", validation.loss());
    }

    /** Adds a line to the table, if there is one. */
    final void tabulate(String format, Object... numbers) {
        if (metrics != null) {
            metrics.add(format, numbers);
        }
    }
}
