package org.lanewise.cli.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lanewise.cli.InputException;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.Dataset;
import org.lanewise.datasets.SampleWeights;
import picocli.CommandLine.Option;

/** How much each training example counts. */
final class WeightOptions {

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "The weight of each training example in the loss: an array of N numbers of at least 0"
                    + " (.npy). Default: the array sample_weight of --data if there is one, else equal weights.")
    private Path file;

    /** Says which file is read. */
    void name(NamedFiles files) {
        files.reads("--weights", file);
    }

    /** The first examples of the training set with their weights. */
    Examples weigh(Examples examples, Dataset dataset) throws IOException {
        if (file == null) {
            return examples;
        }
        float[] weights = SampleWeights.read(file);
        if (weights.length != dataset.train().size()) {
            throw new InputException(file + " has " + weights.length + " weights, but there are "
                    + dataset.train().size() + " training " + dataset.noun() + "; give one per example.");
        }
        try {
            return examples.weighted(Arrays.copyOf(weights, examples.size()));
        } catch (IllegalArgumentException doNotFit) {
            throw new InputException(file + " does not fit. " + doNotFit.getMessage());
        }
    }

    /** The option as a result: what decides about a model is what the file holds. */
    Map<String, Object> describe() throws IOException {
        return file == null ? Map.of() : Map.of("weightsSha256", DataSum.sha256(List.of(file)));
    }
}
