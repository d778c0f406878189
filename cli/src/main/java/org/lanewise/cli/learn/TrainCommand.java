package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.Json;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.picture.Drawing;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.problem.PreprocessingKind;
import org.lanewise.cli.problem.SetName;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.FeatureStore;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.train.RegularizationPath;
import org.lanewise.learn.train.TrainingDivergedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a classifier. */
@Command(name = "train", description = "Trains a classifier and measures it on the test set.")
public final class TrainCommand extends Action {

    private static final String TEST = "test";
    private static final String DIVERGED = "diverged";
    private static final int USUAL_VALIDATION = 1000;

    /** Fewer examples say nothing about strengths of regularization. */
    private static final int FEW = 20;

    @Mixin
    private ObjectiveOptions losses;

    @Mixin
    private DataOptions images;

    @Mixin
    private WeightOptions weights;

    @Mixin
    private InitialModel initial;

    @Mixin
    private TrainerOptions options;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description = "Number of training examples to leave out for validation, or \"test\" for the test set."
                    + " With lbfgs they choose the strength of --l2, see --folds. Default: 1000, or a fifth if"
                    + " there are fewer than 5000; 0 with lbfgs and --l2.")
    private String validation;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write the model to this .npz, which numpy reads.")
    private Path save;

    @Mixin
    private Calibration calibration;

    @Mixin
    private CurveOptions curves;

    @Mixin
    private Descent descent;

    @Mixin
    private Minimization minimization;

    @Mixin
    private StrengthSearch strengths;

    @Mixin
    private PatchTraining patches;

    @Mixin
    private HiddenTraining hidden;

    /** Made by picocli. */
    public TrainCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        weights.name(files);
        initial.name(files);
        files.writes("--save", save);
        curves.name(files);
        descent.name(files);
    }

    @Override
    protected void run(Report report) throws IOException {
        settleOptimizer();
        requireFittingOptions();
        try (Dataset dataset = open(report);
                Computer computer = options.isLbfgs() || patches.isGiven() || hidden.isGiven()
                        ? common.computerForPasses()
                        : common.computer();
                FeatureStore store = FeatureStore.usual()) {
            Task task = task(dataset, computer, store, report);
            report.say("%s", dataset);
            report.result("settings", settings());
            try {
                finish(dataset, task, train(dataset, task, store, report), report);
            } catch (TrainingDivergedException diverged) {
                keep(task, diverged, dataset.form(), report);
            }
        }
    }

    private Ending train(Dataset dataset, Task task, FeatureStore store, Report report) throws IOException {
        if (options.isRidge()) {
            return patches.ridge(
                    task, isGiven("--l2") ? losses.regularization().l2() : null, store, this::onInterrupt, report);
        }
        if (!options.isLbfgs()) {
            return descent.run(
                    task, trainer -> hidden.change(trainer, dataset.form()), curves, this::onInterrupt, report);
        }
        return searches() ? search(dataset, task, report) : minimize(task, List.of(), report);
    }

    private Ending minimize(Task task, List<Drawing> above, Report report) throws IOException {
        return minimization.run(task, curves, above, this::onInterrupt, report);
    }

    /** Whether the strength of L2 regularization is to be found. Without examples that are left out there is no way to. */
    private boolean searches() {
        return options.isLbfgs()
                && !isGiven("--l2")
                && !"0".equals(validation)
                && (!losses.hasL1() || strengths.isGiven());
    }

    private List<Examples.Split> splits(Dataset dataset, Examples all) throws InputException {
        return strengths.splits(
                validation == null ? Parts.split(all, 0, 0) : judged(dataset, all), all, options.seed());
    }

    /** Finds the strength on examples that are left out, then learns from all of them. */
    private Ending search(Dataset dataset, Task task, Report report) throws IOException {
        Examples all = task.parts().training();
        if (all.size() < FEW && !strengths.isGiven()) {
            losses.find(0.5f / all.size());
            return minimize(task, List.of(), report);
        }
        StrengthSearch.Found found = strengths.run(task, splits(dataset, all), this::onInterrupt, report);
        if (found.points().isEmpty()) {
            return Ending.interrupted();
        }
        StrengthSearch.say(found.points(), report);
        RegularizationPath.Point best = found.best();
        losses.find(best.l2());
        report.say(
                "Chosen: L2 %.3g, accuracy %s on examples that were left out.",
                best.l2(), Table.percent(best.accuracy()));
        report.result("l2", best.l2());
        Drawing path = StrengthSearch.draw(task.name(), found.points());
        return minimize(task, List.of(path), report).withValidation(best.accuracy());
    }

    private void finish(Dataset dataset, Task task, Ending ending, Report report) throws IOException {
        say(ending, report);
        if (ending.isInterrupted()) {
            report.fail(options.isLbfgs() || options.isRidge() ? Minimization.interrupted() : descent.interrupted());
            return;
        }
        calibration.run(task, report);
        if (losses.hasL1() && !hidden.isGiven()) {
            sayZeros(task, report);
        }
        test(dataset, task, report);
        if (save != null) {
            save(task, ending.name(), ending.steps(), dataset.form(), report);
        }
    }

    /** Saves the last good weights, if there were any but those of the start. */
    private void keep(Task task, TrainingDivergedException diverged, FeatureForm form, Report report)
            throws IOException {
        report.fail(diverged.getMessage());
        report.result("ended", DIVERGED);
        report.result("steps", diverged.goodStep());
        if (save != null && diverged.goodStep() > 0) {
            save(task, DIVERGED, diverged.goodStep(), form, report);
        }
    }

    /** The optimum, unless something was asked for that only minibatches have. */
    private void settleOptimizer() {
        if (hidden.isGiven()) {
            options.settle(OptimizerKind.nesterov);
            options.settle(UsualDescent.HIDDEN);
            return;
        }
        List<String> minibatches = minibatches();
        boolean descends = minibatches.stream().anyMatch(this::isGiven) || !losses.isSmooth();
        OptimizerKind atOnce = patches.isGiven() ? OptimizerKind.ridge : OptimizerKind.lbfgs;
        options.settle(descends ? OptimizerKind.sgd : atOnce);
        if (options.isLbfgs() && losses.hasL1() && !isGiven("--l2") && !searches()) {
            losses.find(0);
        }
    }

    /** What is for minibatches alone. */
    private static List<String> minibatches() {
        List<String> options = new ArrayList<>(TrainerOptions.MINIBATCHES);
        options.addAll(Descent.OPTIONS);
        options.addAll(HiddenTraining.CHANGES);
        return options;
    }

    private void requireFittingOptions() {
        requireNotBoth("--regularize-bias", "--no-bias");
        requireNotBoth("--l2", "--l2-path");
        requireNotBoth("--l2", "--folds");
        requireNotBoth("--preprocessing", "--init");
        requireNotBoth("--init", "--resume");
        if (calibration.isAsked() && !losses.kind().hasProbabilities()) {
            throw wrong(
                    "--calibrate is for probabilities, which the SVM has none of; take --loss softmax, or leave it out.");
        }
        requireNotBoth("--validation", "--folds");
        List<String> minibatches = minibatches();
        List<String> optimum = new ArrayList<>(Minimization.OPTIONS);
        optimum.addAll(StrengthSearch.OPTIONS);
        if (options.isRidge()) {
            requireNone("with --optimizer ridge", minibatches);
            requireNone("with --optimizer ridge", optimum);
            requireNone("with --optimizer ridge", PatchTraining.STRANGE_TO_RIDGE);
        } else if (options.isLbfgs()) {
            minibatches.remove(CurveOptions.METRICS);
            requireNone("with --optimizer lbfgs", minibatches);
        } else {
            requireNone("without --optimizer lbfgs", optimum);
        }
        requireFittingHidden();
        requireFittingPatches();
    }

    private void requireNone(String use, List<String> strange) {
        for (String option : strange) {
            if (isGiven(option)) {
                throw wrong(option + " is of no use " + use + "; leave it out.");
            }
        }
    }

    private void requireFittingPatches() {
        if (options.isRidge() && !patches.isGiven()) {
            throw wrong("--optimizer ridge is for features of --patches; give these too, or another optimizer.");
        }
        if (patches.isGiven()) {
            requireNone("with --patches", CheckpointOptions.OPTIONS);
            requireNone("with --patches", List.of("--init", "--weights", "--calibrate"));
        } else {
            requireNone("without --patches", List.of(PatchTraining.ACTIVATION));
        }
        if (patches.isGiven() && searches() && TEST.equals(validation)) {
            throw wrong("--validation is \"" + TEST + "\", but strengths are tried on features of --patches of training"
                    + " images alone; give a number, or --l2.");
        }
        if (options.isRidge() && isGiven("--l2") && losses.regularization().l2() == 0) {
            throw wrong("--l2 is 0, but least squares of so many features have no one solution then; give more.");
        }
    }

    private void requireFittingHidden() {
        requireNotBoth("--mirror", "--no-mirror");
        if (!hidden.isGiven()) {
            requireNone("without --hidden", List.of("--no-mirror"));
            return;
        }
        if (options.isLbfgs() || options.isRidge()) {
            throw wrong("--optimizer " + (options.isLbfgs() ? OptimizerKind.lbfgs : OptimizerKind.ridge)
                    + " is for a linear model; with --hidden take nesterov, momentum, sgd, adagrad or adam.");
        }
        requireNone("with --hidden", HiddenTraining.STRANGE);
    }

    private Task task(Dataset dataset, Computer computer, FeatureStore store, Report report) throws IOException {
        hidden.settle(dataset);
        Parts pixels = parts(dataset);
        calibration.require(pixels, TEST.equals(validation));
        if (patches.isGiven() && pixels.training().isWeighted()) {
            throw wrong("The examples have weights, which --patches has no use for; leave one of them out.");
        }
        Optional<FeatureMap> map =
                patches.map(computer, dataset.form(), pixels.training().features(), options.seed());
        Parts parts = map.isEmpty() || options.isRidge()
                ? pixels
                : PatchTraining.mapped(computer, map.get(), pixels, store, report);
        Training training = new Training(computer, losses, options);
        Preprocessing preprocessing = initial.isGiven()
                ? initial.preprocessing(computer, dataset)
                : preprocessing(computer, parts.training().features(), map);
        Classifier classifier = hidden.isGiven()
                ? hidden.start(computer, parts.training(), preprocessing, dataset.classNames(), options.seed())
                : new Classifier(training.start(parts.training(), map), preprocessing, dataset.classNames());
        initial.copyTo(classifier);
        boolean isWritten = save != null || descent.saves();
        Map<String, Object> stored = settings(losses.describe(parts.training()));
        Map<String, String> provenance = isWritten ? Provenance.of(stored, dataset) : Map.of();
        // Refuses now what could not be saved when the training is done.
        new ModelFile(classifier, provenance);
        return new Task(training, SetName.of(dataset), parts, classifier, map, provenance);
    }

    /** Least squares find theirs while they sum up. */
    private Preprocessing preprocessing(Computer computer, Features features, Optional<FeatureMap> map) {
        if (options.isRidge()) {
            return Preprocessing.none(computer.arena(), map.orElseThrow().outputs());
        }
        return options.isLbfgs()
                ? images.preprocessing(computer.arena(), features, PreprocessingKind.standardize)
                : images.preprocessing(computer.arena(), features);
    }

    /** The parts: all to learn from where strengths are tried, for these make parts of their own. */
    private Parts parts(Dataset dataset) throws IOException {
        Examples all = weights.weigh(images.training(dataset), dataset);
        return searches() ? Parts.split(all, usualValidation(all), options.seed()) : judged(dataset, all);
    }

    private int usualValidation(Examples all) {
        if (options.isLbfgs() && !calibration.isAsked()) {
            return 0; // they would decide on nothing: a strength is given, or tried on parts of its own
        }
        int usual = options.isRidge() ? all.size() / 10 : USUAL_VALIDATION;
        return Math.min(usual, all.size() / 5);
    }

    private Parts judged(Dataset dataset, Examples all) throws InputException {
        if (validation == null) {
            validation = Integer.toString(usualValidation(all));
        }
        if (validation.equals(TEST)) {
            return Parts.of(all, Part.test.of(dataset));
        }
        int number;
        try {
            number = Integer.parseInt(validation);
        } catch (NumberFormatException e) {
            throw wrong("--validation is " + validation + "; give a number of examples, or \"" + TEST + "\".");
        }
        if (number < 0 || number >= all.size()) {
            throw wrong("--validation is " + number + ", but of " + all.size() + " training " + dataset.noun()
                    + " 0 to " + (all.size() - 1) + " can be left out; give another number.");
        }
        return Parts.split(all, number, options.seed());
    }

    private Map<String, Object> settings() throws IOException {
        return settings(losses.describe());
    }

    private Map<String, Object> settings(Map<String, Object> objective) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(objective);
        settings.putAll(images.describe());
        settings.putAll(weights.describe());
        settings.putAll(initial.describe());
        if (options.isRidge()) {
            settings.put("preprocessing", PreprocessingKind.standardize);
        }
        settings.putAll(options.describe(losses.kind()));
        settings.putAll(patches.describe());
        settings.putAll(hidden.describe());
        if (options.isLbfgs()) {
            settings.putAll(minimization.describe());
        }
        if (searches()) {
            settings.remove("l2");
            settings.putAll(strengths.describe());
        }
        if (common.crops()) {
            settings.put(PredictCommand.CROP, true);
        }
        settings.put("validation", validation == null ? "usual" : Json.numberOrWord(validation));
        return settings;
    }

    private static void say(Ending ending, Report report) {
        report.say("%s", ending.sentence());
        report.result("ended", ending.name());
        report.result("steps", ending.steps());
        report.result("loss", ending.loss());
        report.result("validationAccuracy", ending.validationAccuracy());
    }

    private static void sayZeros(Task task, Report report) {
        FloatMatrix weights = task.model().weights();
        int zeros = 0;
        for (int k = 0; k < weights.rows(); k++) {
            for (int d = 0; d < weights.columns(); d++) {
                zeros += weights.get(k, d) == 0 ? 1 : 0;
            }
        }
        int all = weights.rows() * weights.columns();
        report.say("Zero weights: %d of %d, %s", zeros, all, Table.percent((double) zeros / all));
        report.result("zeroWeights", zeros);
    }

    private void test(Dataset dataset, Task task, Report report) {
        Loss loss = task.training().losses().loss(task.parts().training());
        Examples judge = dataset.hasTest() ? dataset.test() : task.parts().sample();
        Evaluation evaluation = Evaluation.of(
                task.training().computer().kernels(),
                dataset.hasTest() || options.isRidge() ? task.ofPixels() : task.classifier(),
                loss,
                judge);
        if (dataset.hasTest()) {
            report.say(
                    "%s: accuracy %.2f %% of %d %s, mean loss %.5f",
                    task.name().atBeginning("test set"),
                    100 * evaluation.accuracy(),
                    judge.size(),
                    task.name().noun(),
                    evaluation.meanLoss());
            report.result("testAccuracy", evaluation.accuracy());
            report.result("testLoss", evaluation.meanLoss());
        } else {
            report.say("There is no test set.");
        }
        EvaluationReport.failUnlessFinite(evaluation, report);
    }

    private void save(Task task, String ended, long steps, FeatureForm form, Report report) throws IOException {
        Map<String, String> provenance = new LinkedHashMap<>(task.provenance());
        provenance.putAll(ModelForm.describe(form));
        if (searches() || options.isRidge()) {
            losses.describe(task.parts().training()).forEach((name, value) -> provenance.put(name, value.toString()));
        }
        provenance.putAll(calibration.provenance());
        provenance.put("ended", ended);
        provenance.put("steps", Long.toString(steps));
        OutputFile.makeFolder(save);
        new ModelFile(task.ofPixels(), provenance).write(save);
        report.say("Model: %s", save);
        report.result("model", save);
    }
}
