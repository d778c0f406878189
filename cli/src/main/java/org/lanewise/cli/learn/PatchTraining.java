package org.lanewise.cli.learn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lanewise.cli.Computer;
import org.lanewise.cli.InputException;
import org.lanewise.cli.output.ProgressLine;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.output.Table;
import org.lanewise.cli.value.Ranges;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.datasets.FeatureForm;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.FeatureStore;
import org.lanewise.learn.features.ImageShape;
import org.lanewise.learn.features.PatchFeatures;
import org.lanewise.learn.ridge.RidgeTraining;
import picocli.CommandLine.Option;

/** Features of patches instead of pixels: learned, stored for whoever trains on them, or summed up for least squares at once. */
final class PatchTraining {

    /** What least squares on patches do not ask for. */
    static final List<String> STRANGE_TO_RIDGE = List.of(
            "--loss",
            "--margin",
            "--smoothing",
            "--class-weights",
            "--l1",
            "--regularize-bias",
            "--no-bias",
            "--preprocessing",
            "--plot");

    /** What nobody asks for without patches. */
    static final String ACTIVATION = "--patch-activation";

    /** Images between two lines of progress where there is no terminal. */
    private static final int STEP = 5000;

    private static final int BLOCK = 512;

    @Option(
            names = "--patches",
            paramLabel = "K",
            converter = Ranges.Even.class,
            description = "Learn from features of patches instead of pixels. The filters are K/2 patches of 6 x 6"
                    + " pixels and their mirror images, and give 4 K features. 1600 reach 78 %% on CIFAR-10."
                    + " The default --optimizer is then ridge.")
    private Integer filters;

    @Option(
            names = ACTIVATION,
            paramLabel = "KIND",
            defaultValue = "threshold",
            description =
                    "What the scores of patches count: ${COMPLETION-CANDIDATES}, by how much a filter is nearer than"
                            + " the mean, in 2 K features. Default: ${DEFAULT-VALUE}.")
    private ActivationKind activation;

    boolean isGiven() {
        return filters != null;
    }

    /** The options as results. */
    Map<String, Object> describe() {
        return filters == null ? Map.of() : Map.of("patches", filters, "patchActivation", activation);
    }

    /** Learns the map from training images; empty if there is to be none. */
    Optional<FeatureMap> map(Computer computer, FeatureForm form, Features images, long seed) throws InputException {
        if (filters == null) {
            return Optional.empty();
        }
        PatchFeatures.Dictionary wanted = new PatchFeatures.Dictionary(filters, seed, activation.activation());
        return Optional.of(learn(computer, form, images, wanted));
    }

    /** Learns a map. */
    static PatchFeatures learn(Computer computer, FeatureForm form, Features images, PatchFeatures.Dictionary wanted)
            throws InputException {
        if (!(form instanceof FeatureForm.Images shape)) {
            throw new InputException(
                    "--patches needs images, but the data have " + form.describe() + "; leave it out, or give images.");
        }
        return PatchFeatures.learn(
                computer.arena(),
                computer.kernels(),
                new ImageShape(shape.height(), shape.width(), shape.channels(), shape.isPlanar()),
                images,
                wanted);
    }

    /** The same parts with their mapped features. */
    static Parts mapped(Computer computer, FeatureMap map, Parts parts, FeatureStore store, Report report)
            throws IOException {
        Examples training = mapped(computer, map, parts.training(), store, report);
        Examples validation =
                parts.validation() == null ? null : mapped(computer, map, parts.validation(), store, report);
        return new Parts(training, validation, training.subset(0, parts.sample().size()));
    }

    /** The same examples with their mapped features. */
    static Examples mapped(Computer computer, FeatureMap map, Examples examples, FeatureStore store, Report report)
            throws IOException {
        FloatMatrix mapped = store.matrix(examples.size(), map.outputs());
        try (ProgressLine line = report.progress()) {
            Extraction progress = new Extraction(line);
            for (int from = 0; from < examples.size(); from += BLOCK) {
                int to = Math.min(from + BLOCK, examples.size());
                map.apply(computer.kernels(), examples.features().rows(from, to), mapped.rows(from, to));
                progress.mapped(to, examples.size());
            }
        }
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = examples.label(i);
        }
        return Examples.of(mapped, labels, examples.classes());
    }

    /** Solves least squares; {@code strength} is the only one, or null to try the usual ones. */
    Ending ridge(Task task, Float strength, FeatureStore store, Consumer<Runnable> onInterrupt, Report report)
            throws IOException {
        long start = System.nanoTime();
        RidgeTraining training = new RidgeTraining(
                task.training().computer().kernels(), task.map().orElseThrow(), store);
        onInterrupt.accept(training::stop);
        double[] strengths = strength == null ? RidgeTraining.usualStrengths() : new double[] {strength};
        RidgeTraining.Result result;
        try (ProgressLine progress = report.progress()) {
            result = training.train(
                    task.training().computer().arena(),
                    task.parts().training(),
                    task.parts().validation(),
                    strengths,
                    new Extraction(progress));
        } catch (ArithmeticException tooSmall) {
            throw new InputException("The least squares have no solution that floats can hold"
                    + (strength == null ? "" : " with --l2 " + strength) + "; give a larger --l2.");
        }
        report.result("seconds", (System.nanoTime() - start) * 1e-9);
        if (result == null) {
            return Ending.interrupted();
        }
        task.model().weights().copyFrom(result.model().weights());
        task.model().bias().copyFrom(result.model().bias());
        task.classifier().preprocessing().mean().copyFrom(result.preprocessing().mean());
        task.classifier()
                .preprocessing()
                .scale()
                .copyFrom(result.preprocessing().scale());
        task.training().losses().find((float) result.l2());
        say(result, report);
        String sentence = "Solved: least squares of " + task.map().orElseThrow().outputs() + " features";
        return new Ending("solved", sentence, 1, Double.NaN, result.validationAccuracy(), false);
    }

    private static void say(RidgeTraining.Result result, Report report) {
        List<Map<String, Object>> path = new ArrayList<>();
        Table table = new Table("L2", "accuracy");
        for (RidgeTraining.Point point : result.points()) {
            table.row(String.format(Locale.ROOT, "%.3g", point.l2()), Table.percent(point.accuracy()));
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("l2", point.l2());
            described.put("validationAccuracy", point.accuracy());
            path.add(described);
        }
        report.result("path", path);
        report.result("l2", result.l2());
        if (!path.isEmpty()) {
            report.say("%s", table);
            report.say(
                    "Chosen: L2 %.3g, accuracy %s on examples that were left out.",
                    result.l2(), Table.percent(result.validationAccuracy()));
        }
    }

    /** How far the images' features are. */
    private static final class Extraction implements RidgeTraining.Listener {

        private final ProgressLine line;
        private final long start = System.nanoTime();
        private int told;

        Extraction(ProgressLine line) {
            this.line = line;
        }

        @Override
        public void mapped(int done, int all) {
            double left = (System.nanoTime() - start) * 1e-9 / done * (all - done);
            String text = "features of %d of %d images  %.0f s left";
            if (done - told >= STEP || done == all) {
                line.step(text, done, all, left);
                told = done;
            } else {
                line.tick(text, done, all, left);
            }
        }

        @Override
        public void tried(RidgeTraining.Point point) {
            line.step("L2 %.3g: accuracy %s", point.l2(), Table.percent(point.accuracy()));
        }
    }
}
