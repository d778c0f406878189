package org.lanewise.cli.learn;

import java.util.Map;
import java.util.Optional;
import org.lanewise.cli.problem.SetName;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.FeatureMap;

/**
 * What one run of {@code train} is about.
 *
 * @param training the kernels to use, what is made small and how
 * @param name what the images are called
 * @param parts the images
 * @param classifier what learns, from the features of the parts; its weights are changed
 * @param map what makes these features of pixels, if anything does
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
        return new Classifier(classifier.model(), classifier.preprocessing(), classifier.classNames(), map);
    }

    LinearModel model() {
        return classifier.model();
    }
}
