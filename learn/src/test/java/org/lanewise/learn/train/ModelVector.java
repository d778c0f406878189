package org.lanewise.learn.train;

import java.util.List;
import org.lanewise.core.model.LinearModel;

/** All parameters of a model in one array, to compare. */
final class ModelVector {

    private ModelVector() {}

    static float[] of(LinearModel model) {
        float[] vector = new float[Parameters.count(model)];
        new Layers(List.of(model)).load(vector);
        return vector;
    }
}
