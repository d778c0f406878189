package org.lanewise.cli.learn;

import java.io.IOException;
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
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.evaluate.Evaluation;
import org.lanewise.core.file.ModelFile;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.train.Trainer;
import org.lanewise.core.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier. */
@Command(
        name = "train",
        description =
                "Trains a linear classifier and measures it on the test set. Ctrl-C ends training after the present step.")
public final class TrainCommand extends Action {

    private static final String TEST = "test";

    @Mixin
    private LossOptions losses;

    @Mixin
    private DataOptions images;

    @Mixin
    private TrainerOptions options;

    @Option(
            names = "--validation",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Training images that are not learned from but judge the training; \"test\" judges by the test set."
                            + " Default: ${DEFAULT-VALUE}.")
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
            TrainingResult result = train(training, parts, preprocessing, model, report);
            say(result, report);
            Classifier classifier = new Classifier(model, preprocessing, cifar.classNames());
            test(cifar, computer, classifier, loss, report);
            if (save != null) {
                new ModelFile(classifier, provenance(cifar, result)).write(save);
                report.say("Model: %s", save);
                report.result("model", save);
            }
        }
    }

    private Parts parts(CifarDataset cifar) throws InputException {
        LabeledImages all = images.training(cifar);
        if (validation.equals(TEST)) {
            return Parts.of(all, cifar.test());
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
            Training training, Parts parts, Preprocessing preprocessing, LinearModel model, Report report)
            throws IOException {
        try (Progress progress = report.progress()) {
            EpochLog log = new EpochLog(progress, options.epochs(), metrics);
            Trainer.Builder builder = training.builder(parts.training(), preprocessing)
                    .trainingSample(parts.sample())
                    .listener(log);
            if (parts.validation() != null) {
                builder.validation(parts.validation());
            }
            if (target != null) {
                builder.targetAccuracy(target);
            }
            Trainer trainer = builder.build();
            TrainingResult result = Interrupt.stops(trainer::stop, () -> trainer.train(model));
            report.result("settings", settings());
            report.result("epochs", log.reports());
            report.result("seconds", log.seconds());
            return result;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>(losses.describe());
        settings.putAll(options.describe(losses.kind()));
        return settings;
    }

    private Map<String, String> provenance(CifarDataset cifar, TrainingResult result) throws IOException {
        Map<String, String> provenance = new LinkedHashMap<>();
        settings().forEach((name, value) -> provenance.put(name, value.toString()));
        provenance.put("steps", Long.toString(result.steps()));
        provenance.put("dataSha256", DataSum.sha256(cifar.files()));
        return provenance;
    }

    private static void say(TrainingResult result, Report report) {
        String how = switch (result.reason()) {
            case COMPLETED -> "Trained";
            case EARLY_STOPPED -> "No better validation accuracy any longer";
            case TARGET_REACHED -> "Target reached";
            case STOPPED -> "Stopped";
        };
        report.say("%s: %d epochs, %d steps, loss %.5f", how, result.epochs(), result.steps(), result.loss());
        report.result("ended", result.reason().name().toLowerCase(Locale.ROOT));
        report.result("steps", result.steps());
        report.result("loss", result.loss());
        report.result("validationAccuracy", result.bestAccuracy());
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
