package org.lanewise.cli.learn;

import java.util.Map;
import org.lanewise.cli.problem.SetName;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.evaluate.Classifier;

/**
 * What one run of {@code train} is about.
 *
 * @param training the kernels to use, what is made small and how
 * @param name what the images are called
 * @param parts the images
 * @param classifier what learns; its weights are changed
 * @param provenance options and data, for what is saved; empty if nothing is
 */
record Task(Training training, SetName name, Parts parts, Classifier classifier, Map<String, String> provenance) {

    LinearModel model() {
        return classifier.model();
    }
}
