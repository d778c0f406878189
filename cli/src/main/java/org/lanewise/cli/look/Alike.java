package org.lanewise.cli.look;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lanewise.cli.InputException;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;

/** Makes parameters comparable, which belong to pixels that were preprocessed in their own way each. */
final class Alike {

    private Alike() {}

    /**
     * The parameters with which a classifier would score the same if it preprocessed as another does. Another mean image
     * {@code m'} only moves the bias, {@code b' = b + W ((m' - m) scale)}.
     *
     * @throws InputException if it has other classes, or scales pixels in another way
     */
    static LinearModel model(Arena arena, Classifier classifier, Classifier other) throws InputException {
        if (!classifier.classNames().equals(other.classNames())) {
            throw new InputException("The models have different classes, " + other.classNames() + " and "
                    + classifier.classNames() + "; give two of the same.");
        }
        float[] scale = classifier.preprocessing().scale().toArray();
        if (!Arrays.equals(scale, other.preprocessing().scale().toArray())) {
            throw new InputException("The models scale pixels in different ways, so there is no plane through both;"
                    + " give two of the same --preprocessing.");
        }
        float[] mean = classifier.preprocessing().mean().toArray();
        float[] otherMean = other.preprocessing().mean().toArray();
        LinearModel model = LinearModel.allocate(arena, classifier.classes(), classifier.features());
        model.weights().copyFrom(classifier.model().weights());
        for (int k = 0; k < classifier.classes(); k++) {
            double bias = classifier.model().bias().get(k, 0);
            for (int d = 0; d < mean.length; d++) {
                bias += (double) model.weights().get(k, d) * (otherMean[d] - mean[d]) * scale[d];
            }
            model.bias().set(k, 0, (float) bias);
        }
        return model;
    }
}
