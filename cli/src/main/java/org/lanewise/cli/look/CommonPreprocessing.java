package org.lanewise.cli.look;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import org.lanewise.cli.InputException;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.evaluate.Classifier;

/**
 * Makes parameters comparable: each model preprocesses pixels in its own way, and may number the classes differently.
 */
final class CommonPreprocessing {

    private CommonPreprocessing() {}

    /**
     * The parameters with which a classifier would score the same if it preprocessed as another does, and had its
     * classes in the other's order. Another mean image {@code m'} only moves the bias,
     * {@code b' = b + W ((m' - m) scale)}.
     *
     * @throws InputException if it has other classes, or scales pixels in another way
     */
    static LinearModel model(Arena arena, Classifier classifier, Classifier other) throws InputException {
        List<String> names = other.classNames();
        for (String name : names) {
            if (classifier.classes() != names.size() || !classifier.classNames().contains(name)) {
                throw new InputException("The models have different classes: the first one's " + names.size()
                        + ", of which \"" + name + "\" is one, are not the second one's " + classifier.classes()
                        + "; give two of the same.");
            }
        }
        float[] scale = classifier.preprocessing().scale().toArray();
        if (!Arrays.equals(scale, other.preprocessing().scale().toArray())) {
            throw new InputException("The models scale pixels in different ways, so there is no plane through both;"
                    + " give two of the same --preprocessing.");
        }
        float[] mean = classifier.preprocessing().mean().toArray();
        float[] otherMean = other.preprocessing().mean().toArray();
        LinearModel model = LinearModel.allocate(arena, classifier.classes(), classifier.features());
        for (int k = 0; k < names.size(); k++) {
            int row = classifier.classNames().indexOf(names.get(k));
            model.weights().rows(k, k + 1).copyFrom(classifier.model().weights().rows(row, row + 1));
            double bias = classifier.model().bias().get(row, 0);
            for (int d = 0; d < mean.length; d++) {
                bias += (double) model.weights().get(k, d) * (otherMean[d] - mean[d]) * scale[d];
            }
            model.bias().set(k, 0, (float) bias);
        }
        return model;
    }
}
