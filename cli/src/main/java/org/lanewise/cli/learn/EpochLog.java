package org.lanewise.cli.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cli.events.EpochEvent;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Table;
import org.lanewise.learn.train.EpochReport;
import org.lanewise.learn.train.TrainingListener;

/** Shows how training goes, epoch after epoch, and collects it. */
final class EpochLog implements TrainingListener {

    private static final long TICK_NANOS = 200_000_000;
    private static final double TEN_THOUSAND = 1e4;

    private final ProgressLine progress;
    private final int epochs;
    private final MetricsFile metrics;
    private final long start = System.nanoTime();
    private final List<EpochReport> reports = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();
    private long nextTick = start;
    private int first = -1;

    /** Shows a training of some epochs; metrics may be null. */
    EpochLog(ProgressLine progress, int epochs, MetricsFile metrics) {
        this.progress = progress;
        this.epochs = epochs;
        this.metrics = metrics;
    }

    @Override
    public void stepDone(int epoch, long step, double loss, float learningRate) {
        long now = System.nanoTime();
        if (now >= nextTick) {
            nextTick = now + TICK_NANOS;
            progress.tick("epoch %d/%d, step %d, loss %.4f", epoch + 1, epochs, step + 1, loss);
        }
    }

    @Override
    public void epochDone(EpochReport report) {
        double seconds = seconds();
        first = first < 0 ? report.epoch() : first;
        double perEpoch = seconds / (report.epoch() - first + 1);
        progress.step(
                "epoch %d/%d  loss %.4f  accuracy: training %s, validation %s  %s images/s  %.1f s left",
                report.epoch() + 1,
                epochs,
                report.loss(),
                percent(report.trainingAccuracy()),
                percent(report.validationAccuracy()),
                rate(report.imagesPerSecond()),
                perEpoch * (epochs - report.epoch() - 1));
        EpochEvent.record(report);
        reports.add(report);
        results.add(describe(report, seconds));
        if (metrics != null) {
            metrics.add(report, seconds);
        }
    }

    private static String rate(double imagesPerSecond) {
        return imagesPerSecond < TEN_THOUSAND
                ? String.format(Locale.ROOT, "%.0f", imagesPerSecond)
                : String.format(Locale.ROOT, "%.0f thousand", imagesPerSecond / 1000);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Table.percent(share);
    }

    private static Map<String, Object> describe(EpochReport report, double seconds) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("epoch", report.epoch() + 1);
        described.put("loss", report.loss());
        described.put("trainingAccuracy", report.trainingAccuracy());
        described.put("validationAccuracy", report.validationAccuracy());
        described.put("imagesPerSecond", report.imagesPerSecond());
        described.put("seconds", seconds);
        return described;
    }

    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    List<EpochReport> reports() {
        return reports;
    }

    /** The reports for people who read JSON. */
    List<Map<String, Object>> results() {
        return results;
    }
}
