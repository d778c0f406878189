package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import org.lanewise.cli.Action;
import org.lanewise.cli.Computer;
import org.lanewise.cli.output.OutputFile;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.problem.Part;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.cli.value.OutputPath;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.FeatureStore;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.file.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes features of patches. */
@Command(
        name = "features",
        description = "Writes the features of images for other programs, one row per image. The filters are"
                + " those of a --model, or --patches that are learned from the training set.")
public final class FeaturesCommand extends Action {

    @Mixin
    private PatchTraining patches;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model with the filters, written by train --patches --save.")
    private Path model;

    @Option(
            names = "--on",
            paramLabel = "PART",
            defaultValue = "train",
            description = "The part of the data to take: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the choice of patches. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            converter = OutputPath.class,
            description = "Write the features to this .npy, which numpy reads. Required.")
    private Path save;

    /** Made by picocli. */
    public FeaturesCommand() {}

    @Override
    protected void name(NamedFiles files) throws IOException {
        common.name(files);
        files.reads("--model", model);
        files.writes("--save", save);
    }

    @Override
    protected void run(Report report) throws IOException {
        if (patches.isGiven() == (model != null)) {
            throw wrong("The filters are those of --patches or of a --model; give one of them.");
        }
        requireNotBoth("--seed", "--model");
        requireNotBoth(PatchTraining.ACTIVATION, "--model");
        if (save == null) {
            throw wrong("--save is missing; give the path of an .npy file for the features.");
        }
        try (Dataset dataset = open(report);
                Computer computer = common.computerForPasses();
                FeatureStore store = FeatureStore.usual()) {
            report.say("%s", dataset);
            Examples images = part.on(dataset);
            FeatureMap map = map(computer, dataset);
            FloatMatrix features = (FloatMatrix)
                    PatchTraining.mapped(computer, map, images, store, report).features();
            OutputFile.makeFolder(save);
            Npy.write(save, features);
            report.say("Features: %s, %s", save, features.shape());
            report.result("features", save);
            report.result("examples", features.rows());
            report.result("columns", features.columns());
        }
    }

    private FeatureMap map(Computer computer, Dataset dataset) throws IOException {
        if (model == null) {
            return patches.map(computer, dataset.form(), Part.train.of(dataset).features(), seed)
                    .orElseThrow();
        }
        ModelFile trained = ModelOptions.read(computer, model, dataset);
        return trained.classifier()
                .map()
                .orElseThrow(() -> wrong("--model is " + model
                        + ", a model of pixels that has no filters; give one that" + " train --patches --save wrote."));
    }
}
