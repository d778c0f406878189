package org.lanewise.cli.learn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Progress;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.LossOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.evaluate.Evaluation;
import org.lanewise.core.file.CheckpointFile;
import org.lanewise.core.file.ModelFile;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.train.Trainer;
import org.lanewise.core.train.TrainingResult;
import org.lanewise.core.train.TrainingState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier. */
@Command(
        name = "train",
        description = "Trains a linear classifier and measures it on the test set. Ctrl-C saves the --checkpoint.")
public final class TrainCommand extends Action {

    private static final String TEST = "test";
    private static final int USUAL_VALIDATION = 1000;

    @Mixin
    private LossOptions losses;

    @Mixin
    private DataOptions images;

    @Mixin
    private TrainerOptions options;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description =
                    "Training images that are not learned from but judge the training; \"test\" judges by the test set."
                            + " Default: 1000, or a fifth if there are fewer than 5000.")
    private String validation;

    @Option(
            names = "--target-accuracy",
            paramLabel = "A",
            description = "Stop when the validation accuracy reaches this, such as 0.4.")
    private Double target;

    @Option(names = "--metrics", paramLabel = "FILE", description = "Write a line of CSV for each epoch.")
    private Path metrics;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the model: an .npz that numpy reads.")
    private Path save;

    @Mixin
    private CheckpointOptions checkpoint;

    /** Made by picocli. */
    public TrainCommand() {}

    @Override
    protected void run(Report report) throws IOException {
        try (CifarDataset cifar = common.data().open();
                Computer computer = common.computer()) {
            report.say("%s", cifar);
            Parts parts = parts(cifar);
            Preprocessing preprocessing =
                    images.preprocessing(computer.arena(), parts.training().images());
            Loss loss = losses.loss(parts.training());
            Training training = new Training(computer, losses, options);
            LinearModel model = training.start(parts.training());
            Classifier classifier = new Classifier(model, preprocessing, cifar.classNames());
            boolean isWritten = save != null || checkpoint.target() != null;
            Map<String, String> provenance = isWritten ? Provenance.of(settings(), cifar) : Map.of();
            report.result("settings", settings());
            TrainingResult result = train(training, parts, classifier, provenance, report);
            say(result, report);
            if (result.reason() == TrainingResult.Reason.STOPPED) {
                return;
            }
            test(cifar, computer, classifier, loss, report);
            if (save != null) {
                save(classifier, provenance, result, report);
            }
        }
    }

    private Parts parts(CifarDataset cifar) throws InputException {
        LabeledImages all = images.training(cifar);
        if (validation == null) {
            validation = Integer.toString(Math.min(USUAL_VALIDATION, all.size() / 5));
        }
        if (validation.equals(TEST)) {
            return Parts.of(all, Part.test.of(cifar));
        }
        int number;
        try {
            number = Integer.parseInt(validation);
        } catch (NumberFormatException e) {
            throw wrong("--validation is " + validation + "; give a number of images, or \"" + TEST + "\".");
        }
        if (number < 0 || number >= all.size()) {
            throw wrong("--validation is " + number + ", but of " + all.size() + " training images 0 to "
                    + (all.size() - 1) + " can be left out; give another number.");
        }
        return Parts.split(all, number, options.seed());
    }

    private TrainingResult train(
            Training training, Parts parts, Classifier classifier, Map<String, String> provenance, Report report)
            throws IOException {
        try (Progress progress = report.progress();
                Arena arena = Arena.ofConfined()) {
            TrainingState start = checkpoint.source() == null ? null : start(arena, provenance);
            MetricsFile csv = metrics == null ? null : new MetricsFile(metrics, start == null ? 0 : start.epoch());
            EpochLog log = new EpochLog(progress, options.epochs(), csv);
            Checkpoints saved = checkpoint.target() == null
                    ? null
                    : new Checkpoints(checkpoint.target(), checkpoint.every(), classifier, provenance);
            Trainer trainer = builder(training, parts, classifier)
                    .listener(saved == null ? log : log.andThen(saved))
                    .build();
            onInterrupt(trainer::stop);
            if (saved != null) {
                saved.of(trainer);
            }
            TrainingResult result =
                    start == null ? trainer.train(classifier.model()) : resume(trainer, classifier.model(), start);
            report.result("epochs", log.reports());
            report.result("seconds", log.seconds());
            if (saved != null) {
                saved.save();
                report.result("checkpoint", checkpoint.target());
            }
            return result;
        }
    }

    private Trainer.Builder builder(Training training, Parts parts, Classifier classifier) throws InputException {
        Trainer.Builder builder =
                training.builder(parts.training(), classifier.preprocessing()).trainingSample(parts.sample());
        if (parts.validation() != null) {
            builder.validation(parts.validation());
        }
        if (target != null) {
            builder.targetAccuracy(target);
        }
        return builder;
    }

    private TrainingState start(Arena arena, Map<String, String> provenance) throws IOException {
        CheckpointFile saved = CheckpointFile.read(arena, checkpoint.source());
        Map<String, String> here = new LinkedHashMap<>(provenance);
        if (options.mayEndElsewhere()) {
            here.remove("epochs");
        }
        Provenance.requireSame(saved.model().provenance(), here, checkpoint.source());
        return saved.state();
    }

    private TrainingResult resume(Trainer trainer, LinearModel model, TrainingState start) throws InputException {
        try {
            return trainer.resume(model, start);
        } catch (IllegalArgumentException doesNotFit) {
            throw new InputException(checkpoint.source() + " cannot be continued: " + doesNotFit.getMessage());
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>(losses.describe());
        settings.putAll(images.describe());
        settings.putAll(options.describe(losses.kind()));
        settings.put("validation", validation);
        return settings;
    }

    private void save(Classifier classifier, Map<String, String> provenance, TrainingResult result, Report report)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(provenance);
        all.put("steps", Long.toString(result.steps()));
        new ModelFile(classifier, all).write(save);
        report.say("Model: %s", save);
        report.result("model", save);
    }

    private void say(TrainingResult result, Report report) {
        String how = switch (result.reason()) {
            case COMPLETED -> "Trained";
            case EARLY_STOPPED -> "No better validation accuracy any longer";
            case TARGET_REACHED -> "Target reached";
            case STOPPED -> "Interrupted";
        };
        report.say("%s: %d epochs, %d steps, loss %.5f", how, result.epochs(), result.steps(), result.loss());
        report.result("ended", result.reason().name().toLowerCase(Locale.ROOT));
        report.result("steps", result.steps());
        report.result("loss", result.loss());
        report.result("validationAccuracy", result.bestAccuracy());
        if (result.reason() == TrainingResult.Reason.STOPPED) {
            report.fail(
                    checkpoint.target() == null
                            ? "Interrupted: nothing was saved; give --checkpoint FILE to be able to continue."
                            : "Interrupted: the training is saved in " + checkpoint.target()
                                    + "; continue it with --resume " + checkpoint.target() + ".");
        }
    }

    private static void test(CifarDataset cifar, Computer computer, Classifier classifier, Loss loss, Report report) {
        if (!cifar.hasTest()) {
            report.say("There is no test set.");
            return;
        }
        Evaluation evaluation = Evaluation.of(computer.kernels(), classifier, loss, cifar.test());
        report.say(
                "Test set: accuracy %.2f %% of %d images, mean loss %.5f",
                100 * evaluation.accuracy(), cifar.test().size(), evaluation.meanLoss());
        report.result("testAccuracy", evaluation.accuracy());
        report.result("testLoss", evaluation.meanLoss());
    }
}
