package org.lanewise.cli.learn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.Ranges;
import org.lanewise.learn.file.ArrayFileException;
import org.lanewise.learn.file.CheckpointFile;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingResult;
import org.lanewise.learn.train.TrainingState;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training by minibatches: shown and saved epoch after epoch. */
final class Descent {

    /** What is for it alone, besides the trainer's. */
    static final List<String> OPTIONS =
            List.of("--target-accuracy", CurveOptions.METRICS, "--checkpoint", "--checkpoint-every", "--resume");

    @Option(
            names = "--target-accuracy",
            paramLabel = "A",
            converter = Ranges.Accuracy.class,
            description = "Stop when the validation accuracy reaches A, such as 0.4.")
    private Double target;

    @Mixin
    private CheckpointOptions checkpoint;

    boolean saves() throws InputException {
        return checkpoint.saves();
    }

    /** Says which files are read and written. */
    void name(NamedFiles files) throws IOException {
        checkpoint.name(files);
    }

    /** What else a trainer is told. */
    @FunctionalInterface
    interface More {

        void tell(Trainer.Builder trainer) throws InputException;
    }

    /** Trains; {@code onInterrupt} takes what ends it early. */
    Ending run(Task task, More more, CurveOptions curves, Consumer<Runnable> onInterrupt, Report report)
            throws IOException {
        try (ProgressLine progress = report.progress();
                Arena arena = Arena.ofShared()) {
            TrainingState start = checkpoint.source() == null ? null : start(arena, task);
            MetricsFile csv = curves.metrics(EpochLog.TITLES, start == null ? 0 : start.epoch());
            EpochLog log = new EpochLog(progress, task, csv);
            Checkpoints saved = saves() ? checkpoint.of(task) : null;
            Trainer.Builder builder = builder(task);
            more.tell(builder);
            Trainer trainer =
                    builder.listener(saved == null ? log : log.andThen(saved)).build();
            onInterrupt.accept(trainer::stop);
            if (saved != null) {
                saved.of(trainer);
            }
            TrainingResult result;
            try {
                result = start == null ? task.train(trainer, null) : resume(trainer, task, start);
            } finally {
                report.result("epochs", log.results());
                report.result("seconds", log.seconds());
            }
            if (saved != null) {
                saved.save();
                report.result("checkpoint", checkpoint.target());
            }
            if (curves.isPlotted()) {
                curves.draw(List.of(log.curve().draw(task.name().title("Learning curve"))), report);
            }
            return ending(result);
        }
    }

    private Trainer.Builder builder(Task task) throws InputException {
        Parts parts = task.parts();
        if (parts.validation() == null) {
            requireNoJudge("--target-accuracy", target != null);
            requireNoJudge("--early-stopping", task.training().trainer().stopsEarly());
        }
        Trainer.Builder builder =
                task.training().builder(parts.training(), task.preprocessing()).trainingSample(parts.sample());
        if (parts.validation() != null) {
            builder.validation(parts.validation());
        }
        if (target != null) {
            builder.targetAccuracy(target);
        }
        return builder;
    }

    private static void requireNoJudge(String option, boolean isGiven) throws InputException {
        if (isGiven) {
            throw new InputException(
                    option + " needs examples that judge the training; give --validation at least 1, or leave it out.");
        }
    }

    private TrainingState start(Arena arena, Task task) throws IOException {
        CheckpointFile saved = checkpoint(arena);
        Map<String, String> here = new LinkedHashMap<>(task.provenance());
        if (task.training().trainer().mayEndElsewhere()) {
            here.remove("epochs");
        }
        Provenance.requireSame(saved.model().provenance(), here, checkpoint.source());
        ModelMeetsData.requireSameNames(checkpoint.source(), saved.model().classifier(), task.classifier());
        return saved.state();
    }

    private CheckpointFile checkpoint(Arena arena) throws IOException {
        try {
            return CheckpointFile.read(arena, checkpoint.source());
        } catch (ArrayFileException noCheckpoint) {
            throw new InputException(
                    noCheckpoint.getMessage() + " Give --resume a file that train --checkpoint wrote.");
        }
    }

    private TrainingResult resume(Trainer trainer, Task task, TrainingState start) throws InputException {
        try {
            return task.train(trainer, start);
        } catch (IllegalArgumentException doesNotFit) {
            throw new InputException(checkpoint.source() + " cannot be continued: " + doesNotFit.getMessage());
        }
    }

    private Ending ending(TrainingResult result) {
        String how = switch (result.reason()) {
            case COMPLETED -> "Trained";
            case EARLY_STOPPED -> "No better validation accuracy any longer";
            case TARGET_REACHED -> "Target reached";
            case STOPPED -> "Interrupted";
        };
        String sentence = String.format(
                Locale.ROOT,
                "%s: %s, %s, loss %.5f",
                how,
                Table.count(result.epochs(), "epoch"),
                Table.count(result.steps(), "step"),
                result.loss());
        return new Ending(
                result.reason().name().toLowerCase(Locale.ROOT),
                sentence,
                result.steps(),
                result.loss(),
                result.bestAccuracy(),
                result.reason() == TrainingResult.Reason.STOPPED);
    }

    /** What to say when Ctrl-C has ended it. */
    String interrupted() {
        return checkpoint.target() != null
                ? "Interrupted: the training is saved in " + checkpoint.target() + "; continue it with --resume "
                        + checkpoint.target() + "."
                : "Interrupted: nothing was saved; give --checkpoint FILE to be able to continue.";
    }
}
