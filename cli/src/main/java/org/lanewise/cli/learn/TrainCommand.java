package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.train.TrainingDivergedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier. */
@Command(
        name = "train",
        description = "Trains a linear classifier and measures it on the test set. Ctrl-C saves the --checkpoint.")
public final class TrainCommand extends Action {

    private static final String TEST = "test";
    private static final String DIVERGED = "diverged";
    private static final int USUAL_VALIDATION = 1000;

    @Mixin
    private ObjectiveOptions losses;

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
            names = "--save",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write the model: an .npz that numpy reads.")
    private Path save;

    @Mixin
    private Descent descent;

    @Mixin
    private Minimization minimization;

    /** Made by picocli. */
    public TrainCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        files.readsSet("--data", common.data().path());
        files.writes("--save", save);
        descent.name(files);
    }

    @Override
    protected void run(Report report) throws IOException {
        requireFittingOptions();
        try (CifarDataset cifar = common.open(report);
                Computer computer = common.computer()) {
            Task task = task(cifar, computer);
            report.say("%s", cifar);
            report.result("settings", settings());
            try {
                finish(cifar, task, train(task, report), report);
            } catch (TrainingDivergedException diverged) {
                keep(task, diverged, report);
            }
        }
    }

    private Ending train(Task task, Report report) throws IOException {
        return options.isLbfgs()
                ? minimization.run(task, this::onInterrupt, report)
                : descent.run(task, this::onInterrupt, report);
    }

    private void finish(CifarDataset cifar, Task task, Ending ending, Report report) throws IOException {
        say(ending, report);
        if (ending.isInterrupted()) {
            report.fail(options.isLbfgs() ? Minimization.interrupted() : descent.interrupted());
            return;
        }
        test(cifar, task, report);
        if (save != null) {
            save(task, ending.name(), ending.steps(), report);
        }
    }

    /** Saves the last good weights, if there were any but those of the start. */
    private void keep(Task task, TrainingDivergedException diverged, Report report) throws IOException {
        report.fail(diverged.getMessage());
        report.result("ended", DIVERGED);
        report.result("steps", diverged.goodStep());
        if (save != null && diverged.goodStep() > 0) {
            save(task, DIVERGED, diverged.goodStep(), report);
        }
    }

    private void requireFittingOptions() {
        requireNotBoth("--regularize-bias", "--no-bias");
        List<String> strange = new ArrayList<>(options.isLbfgs() ? TrainerOptions.MINIBATCHES : Minimization.OPTIONS);
        if (options.isLbfgs()) {
            strange.addAll(Descent.OPTIONS);
        }
        for (String option : strange) {
            if (isGiven(option)) {
                throw wrong(option + " is of no use " + (options.isLbfgs() ? "with" : "without")
                        + " --optimizer lbfgs; leave it out.");
            }
        }
    }

    private Task task(CifarDataset cifar, Computer computer) throws IOException {
        Parts parts = parts(cifar);
        Preprocessing preprocessing =
                images.preprocessing(computer.arena(), parts.training().features());
        Training training = new Training(computer, losses, options);
        Classifier classifier = new Classifier(training.start(parts.training()), preprocessing, cifar.classNames());
        boolean isWritten = save != null || descent.saves();
        Map<String, Object> stored = settings(losses.describe(parts.training()));
        Map<String, String> provenance = isWritten ? Provenance.of(stored, cifar) : Map.of();
        // Refuses now what could not be saved when the training is done.
        new ModelFile(classifier, provenance);
        return new Task(training, SetName.of(cifar), parts, classifier, provenance);
    }

    private Parts parts(CifarDataset cifar) throws InputException {
        Examples all = images.training(cifar);
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

    private Map<String, Object> settings() {
        return settings(losses.describe());
    }

    private Map<String, Object> settings(Map<String, Object> objective) {
        Map<String, Object> settings = new LinkedHashMap<>(objective);
        settings.putAll(images.describe());
        settings.putAll(options.describe(losses.kind()));
        if (options.isLbfgs()) {
            settings.putAll(minimization.describe());
        }
        settings.put("validation", validation);
        return settings;
    }

    private static void say(Ending ending, Report report) {
        report.say("%s", ending.sentence());
        report.result("ended", ending.name());
        report.result("steps", ending.steps());
        report.result("loss", ending.loss());
        report.result("validationAccuracy", ending.validationAccuracy());
    }

    private static void test(CifarDataset cifar, Task task, Report report) {
        Loss loss = task.training().losses().loss(task.parts().training());
        Examples judge = cifar.hasTest() ? cifar.test() : task.parts().sample();
        Evaluation evaluation = Evaluation.of(task.training().computer().kernels(), task.classifier(), loss, judge);
        if (cifar.hasTest()) {
            report.say(
                    "%s: accuracy %.2f %% of %d images, mean loss %.5f",
                    task.name().atBeginning("test set"),
                    100 * evaluation.accuracy(),
                    judge.size(),
                    evaluation.meanLoss());
            report.result("testAccuracy", evaluation.accuracy());
            report.result("testLoss", evaluation.meanLoss());
        } else {
            report.say("There is no test set.");
        }
        EvaluationReport.failUnlessFinite(evaluation, report);
    }

    private void save(Task task, String ended, long steps, Report report) throws IOException {
        Map<String, String> provenance = new LinkedHashMap<>(task.provenance());
        provenance.putAll(ModelMeetsData.form());
        provenance.put("ended", ended);
        provenance.put("steps", Long.toString(steps));
        OutputFile.makeFolder(save);
        new ModelFile(task.classifier(), provenance).write(save);
        report.say("Model: %s", save);
        report.result("model", save);
    }
}
