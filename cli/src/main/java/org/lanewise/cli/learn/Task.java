package org.lanewise.cli.learn;

import java.util.Map;
import java.util.Optional;
import org.lanewise.cli.problem.SetName;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.HiddenLayer;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingResult;
import org.lanewise.learn.train.TrainingState;

/**
 * What one run of {@code train} is about.
 *
 * @param training the kernels to use, what is made small and how
 * @param name what the images are called
 * @param parts the images
 * @param classifier what learns, from the features of the parts; its weights are changed, and those of a hidden layer
 * @param map what makes these features of pixels, if anything does that does not learn itself
 * @param provenance options and data, for what is saved; empty if nothing is
 */
record Task(
        Training training,
        SetName name,
        Parts parts,
        Classifier classifier,
        Optional<FeatureMap> map,
        Map<String, String> provenance) {

    /** What has learned, for pixels. */
    Classifier ofPixels() {
        return map.isEmpty()
                ? classifier
                : new Classifier(classifier.model(), classifier.preprocessing(), classifier.classNames(), map);
    }

    /** The preprocessing of the features of the parts. */
    Preprocessing preprocessing() {
        return classifier.map().orElse(null) instanceof HiddenLayer hidden
                ? hidden.function().preprocessing()
                : classifier.preprocessing();
    }

    /** Trains, from a state if there is one. */
    TrainingResult train(Trainer trainer, TrainingState start) {
        Optional<Network> network = Network.of(classifier);
        if (network.isEmpty()) {
            return start == null ? trainer.train(model()) : trainer.resume(model(), start);
        }
        return start == null ? trainer.train(network.get()) : trainer.resume(network.get(), start);
    }

    LinearModel model() {
        return classifier.model();
    }
}
