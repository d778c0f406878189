package org.lanewise.cli.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.lanewise.learn.train.EpochReport;

/** An epoch of a training by minibatches. */
@Name("org.lanewise.Epoch")
@Label("Epoch")
@Category("Lanewise")
@Description("An epoch has ended")
@StackTrace(false)
public final class EpochEvent extends Event {

    @Label("Epoch")
    private final int epoch;

    @Label("Mean loss")
    private final double loss;

    @Label("Validation loss")
    private final double validationLoss;

    @Label("Validation accuracy")
    private final double validationAccuracy;

    @Label("Examples per second")
    private final double examplesPerSecond;

    private EpochEvent(EpochReport report) {
        this.epoch = report.epoch() + 1;
        this.loss = report.loss();
        this.validationLoss = report.validation().loss();
        this.validationAccuracy = report.validationAccuracy();
        this.examplesPerSecond = report.imagesPerSecond();
    }

    /**
     * Records the end of an epoch, if anyone records.
     *
     * @param report its figures
     */
    public static void record(EpochReport report) {
        new EpochEvent(report).commit();
    }
}
