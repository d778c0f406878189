package org.lanewise.cli.learn;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cli.events.EpochEvent;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Table;
import org.lanewise.learn.train.EpochReport;

/** Shows how training goes, epoch after epoch, and collects it. */
final class EpochLog extends TrainingLog {

    private static final long TICK_NANOS = 200_000_000;
    private static final double TEN_THOUSAND = 1e4;

    /** From here on a loss has no decimals that anyone reads: a training that is about to diverge. */
    private static final double LARGE = 1e5;

    /** Of the table; new ones come last. */
    static final String TITLES =
            "epoch,steps,loss,training_accuracy,validation_accuracy,learning_rate,examples_per_second,seconds,"
                    + "training_loss,validation_loss";

    private final ProgressLine progress;
    private final int epochs;
    private final String noun;
    private long nextTick = System.nanoTime();
    private int first = -1;

    /** Shows a training by minibatches; metrics may be null. */
    EpochLog(ProgressLine progress, Task task, MetricsFile metrics) {
        super("epoch", metrics);
        this.progress = progress;
        this.epochs = task.training().trainer().epochs();
        this.noun = task.name().noun();
    }

    @Override
    public void stepDone(int epoch, long step, double loss, float learningRate) {
        long now = System.nanoTime();
        if (now >= nextTick) {
            nextTick = now + TICK_NANOS;
            progress.tick("epoch %d/%d, step %d, loss %s", epoch + 1, epochs, step + 1, loss(loss));
        }
    }

    @Override
    public void epochDone(EpochReport report) {
        double seconds = seconds();
        first = first < 0 ? report.epoch() : first;
        double perEpoch = seconds / (report.epoch() - first + 1);
        progress.step(
                "epoch %d/%d  loss %s, validation %s  accuracy: training %s, validation %s  %s %s/s  %.1f s left",
                report.epoch() + 1,
                epochs,
                loss(report.loss()),
                loss(report.validation().loss()),
                percent(report.trainingAccuracy()),
                percent(report.validationAccuracy()),
                rate(report.imagesPerSecond()),
                noun,
                perEpoch * (epochs - report.epoch() - 1));
        EpochEvent.record(report);
        results().add(describe(report, seconds));
        tabulate(
                "%d,%d,%.7g,%.5f,%.5f,%.6g,%.0f,%.3f,%.7g,%.7g",
                report.epoch() + 1,
                report.steps(),
                report.loss(),
                report.trainingAccuracy(),
                report.validationAccuracy(),
                report.learningRate(),
                report.imagesPerSecond(),
                seconds,
                report.training().loss(),
                report.validation().loss());
    }

    private static String rate(double perSecond) {
        return perSecond < TEN_THOUSAND
                ? String.format(Locale.ROOT, "%.0f", perSecond)
                : String.format(Locale.ROOT, "%.0f thousand", perSecond / 1000);
    }

    private static String loss(double mean) {
        if (Double.isNaN(mean)) {
            return "-";
        }
        return String.format(Locale.ROOT, mean < LARGE ? "%.4f" : "%.4g", mean);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : Table.percent(share);
    }

    private Map<String, Object> describe(EpochReport report, double seconds) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("epoch", report.epoch() + 1);
        described.put("loss", report.loss());
        keep(report.epoch() + 1, report.training(), report.validation(), described);
        described.put("examplesPerSecond", report.imagesPerSecond());
        described.put("seconds", seconds);
        return described;
    }
}
