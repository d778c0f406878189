package org.lanewise.core.gradient;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;

/** A loss of random images, and random parameters with scores of about 1 to take its gradient at. */
record RandomFunction(LossFunction function, double[] parameters) {

    static RandomFunction draw(
            Arena arena,
            int images,
            int classes,
            int features,
            Loss loss,
            Regularization regularization,
            boolean bias) {
        SplittableRandom random = new SplittableRandom(280);
        Features pixels = Inputs.pixels(arena, random, images, features, 0, 0);
        Preprocessing preprocessing = Inputs.preprocessing(arena, random, features);
        LinearModel model = Inputs.model(arena, random, classes, features, 1 / Math.sqrt(features));
        int[] labels = Inputs.labels(random, images, classes);
        LossFunction function = new LossFunction(
                Kernels.scalar(),
                Minibatch.of(pixels, labels),
                classes,
                preprocessing,
                new Objective(loss, regularization),
                bias);
        return new RandomFunction(function, function.vectorOf(model));
    }
}
