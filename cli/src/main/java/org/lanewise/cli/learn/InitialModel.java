package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.cli.Computer;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.datasets.Dataset;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.file.ModelFile;
import picocli.CommandLine.Option;

/**
 * A saved model that a training begins with, in place of weights of zero. Its preprocessing stays, for its weights are for that.
 */
final class InitialModel {

    private static final String PREPROCESSING = "preprocessing";

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "Start from the weights and the preprocessing of this model. It must have the same"
                    + " classes and features.")
    private Path file;

    private ModelFile model;

    boolean isGiven() {
        return file != null;
    }

    /** Says which file is read. */
    void name(NamedFiles files) {
        files.reads("--init", file);
    }

    /** Reads the model; refuses one of other features. */
    Preprocessing preprocessing(Computer computer, Dataset dataset) throws IOException {
        model = ModelOptions.read(computer, file, dataset);
        return model.classifier().preprocessing();
    }

    /** Copies the weights to a classifier that has learned nothing; refuses other classes. */
    void copyTo(Classifier classifier) throws IOException {
        if (model == null) {
            return;
        }
        ModelMeetsData.requireSameNames(file, model.classifier(), classifier);
        LinearModel from = model.classifier().model();
        classifier.model().weights().copyFrom(from.weights());
        classifier.model().bias().copyFrom(from.bias());
    }

    /** The option as a result, once the model was read. */
    Map<String, Object> describe() throws IOException {
        if (file == null) {
            return Map.of();
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(PREPROCESSING, model.provenance().getOrDefault(PREPROCESSING, "of the initial model"));
        described.put("initSha256", DataSum.sha256(List.of(file)));
        return described;
    }
}
