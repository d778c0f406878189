package org.lanewise.cli.learn;

import java.util.Optional;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.problem.DataOptions;
import org.lanewise.cli.problem.ObjectiveOptions;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.features.FeatureStore;
import org.lanewise.learn.features.PatchFeatures;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.ridge.RidgeTraining;
import org.lanewise.learn.train.EpochReport;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingListener;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Linear classifiers of other features than pixels, for a comparison: of patches, and of a hidden layer that learns too. */
final class FeatureMethods {

    /** Patches are as high and as wide. */
    private static final int SIDE = 6;

    /** One image of so many is left out, to choose the strength of regularization by. */
    private static final int LEFT_OUT = 10;

    @Option(
            names = "--patches",
            paramLabel = "K",
            converter = Ranges.Even.class,
            defaultValue = "200",
            description = "Number of filters of the patches, see train. Default: ${DEFAULT-VALUE}.")
    private int filters;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            converter = Ranges.Units.class,
            defaultValue = "64",
            description = "Number of units of the hidden layer, see train. Default: ${DEFAULT-VALUE}.")
    private int units;

    /** Whether patches can be taken of these data. */
    static boolean hasPatches(Dataset dataset) {
        return dataset.form() instanceof FeatureForm.Images images && Math.min(images.height(), images.width()) >= SIDE;
    }

    Method patches(Computer computer, Dataset dataset, Examples training, Examples test, long seed) {
        return new Method("patches, " + filters + " filters", progress -> {
            PatchFeatures.Dictionary wanted = new PatchFeatures.Dictionary(filters, seed);
            PatchFeatures map = PatchTraining.learn(computer, dataset.form(), training.features(), wanted);
            Parts parts = Parts.split(training, training.size() / LEFT_OUT, seed);
            RidgeTraining.Result result;
            try (FeatureStore store = FeatureStore.usual()) {
                result = new RidgeTraining(computer.kernels(), map, store)
                        .train(
                                computer.arena(),
                                parts.training(),
                                parts.validation(),
                                RidgeTraining.usualStrengths(),
                                listener(progress));
            } catch (ArithmeticException tooFew) {
                throw new InputException("--patches is " + filters + ", too many for " + training.size()
                        + " images: their least squares have no solution; give fewer.");
            }
            ScoreFunction function = new ScoreFunction(result.model(), result.preprocessing());
            return () -> Evaluation.of(
                            computer.kernels(), function, Optional.of(map), SoftmaxCrossEntropy.softmax(), test)
                    .accuracy();
        });
    }

    private RidgeTraining.Listener listener(ProgressLine progress) {
        return new RidgeTraining.Listener() {
            @Override
            public void mapped(int done, int all) {
                progress.tick("patches, %d filters: features of %d of %d images", filters, done, all);
            }
        };
    }

    Method hidden(Computer computer, Dataset dataset, DataOptions data, Examples training, Examples test, long seed) {
        HiddenTraining hidden = CommandLine.populateCommand(new HiddenTraining(), "--hidden", Integer.toString(units));
        ObjectiveOptions losses = CommandLine.populateCommand(new ObjectiveOptions());
        TrainerOptions options = CommandLine.populateCommand(new TrainerOptions(), "--seed", Long.toString(seed));
        options.settle(OptimizerKind.nesterov);
        options.settle(UsualDescent.HIDDEN);
        return new Method("hidden layer, " + units + " units", progress -> {
            hidden.settle(dataset);
            Preprocessing preprocessing = data.preprocessing(computer.arena(), training.features());
            Classifier classifier = hidden.start(computer, training, preprocessing, dataset.classNames(), seed);
            Trainer.Builder trainer = new Training(computer, losses, options).builder(training, preprocessing);
            hidden.change(trainer, dataset.form());
            trainer.listener(epochs(progress, options.epochs()))
                    .build()
                    .train(Network.of(classifier).orElseThrow());
            return () -> Evaluation.of(computer.kernels(), classifier, losses.loss(training), test)
                    .accuracy();
        });
    }

    private TrainingListener epochs(ProgressLine progress, int all) {
        return new TrainingListener() {
            @Override
            public void epochDone(EpochReport report) {
                progress.tick("hidden layer, %d units: epoch %d of %d", units, report.epoch(), all);
            }
        };
    }
}
