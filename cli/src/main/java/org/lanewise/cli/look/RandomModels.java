package org.lanewise.cli.look;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;

/** Parameters, or directions, at random. */
final class RandomModels {

    private RandomModels() {}

    /** Weights of a normal distribution around 0; the bias is 0. */
    static LinearModel gaussian(Arena arena, int classes, int features, double deviation, SplittableRandom random) {
        LinearModel model = LinearModel.allocate(arena, classes, features);
        FloatMatrix weights = model.weights();
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                weights.set(k, d, (float) (deviation * random.nextGaussian()));
            }
        }
        return model;
    }
}
