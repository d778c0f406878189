package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.bench.dataset.ForkData;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** What the benchmarks on CIFAR-10 have in common: the mapped set, a classifier and its preprocessing. */
final class Cifar {

    static final int CLASSES = 10;
    static final int FEATURES = 3072;

    /** So few images suffice for a mean image that only has to be a plausible one. */
    private static final int IMAGES_OF_MEAN = 1000;

    private Cifar() {}

    static CifarDataset open() throws IOException {
        return CifarDataset.open(ForkData.ofThisFork(), CifarFormat.CIFAR10);
    }

    /** Mean image subtracted, pixels scaled to about [-1, 1]. */
    static Preprocessing preprocessing(Arena arena, Examples training) {
        int images = Math.min(IMAGES_OF_MEAN, training.size());
        return Preprocessing.meanImage(arena, training.features().rows(0, images), 1 / 128f);
    }

    /** Small random weights and biases of zero, always the same. */
    static LinearModel model(Arena arena, int classes, int features) {
        LinearModel model = LinearModel.allocate(arena, classes, features);
        FloatMatrix weights = model.weights();
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                weights.set(k, d, 0.02f * random.nextFloat() - 0.01f);
            }
        }
        return model;
    }
}
