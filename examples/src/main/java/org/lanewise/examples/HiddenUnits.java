package org.lanewise.examples;

import java.lang.foreign.Arena;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Sgd;
import org.lanewise.learn.train.Trainer;

/** Points in the four quarters of the plane, opposite ones of one class: no line divides them, and eight rectified units do. */
public final class HiddenUnits {

    private static final int UNITS = 8;

    private HiddenUnits() {}

    /**
     * Trains both classifiers and prints their accuracy.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try (Arena arena = Arena.ofShared()) {
            Kernels kernels = Kernels.best();
            Examples points = points(arena);
            System.out.printf(
                    "Linear: %.3f%n", LinearClassifier.with(kernels).fit(points).score(points));

            Preprocessing preprocessing = Preprocessing.standardize(arena, points.features());
            Network network = Network.draw(arena, new Network.Size(2, UNITS, 2), 1);
            Trainer.of(kernels, preprocessing, points)
                    .optimizer(Sgd.nesterov(0.9f))
                    .schedule(Schedule.cosine(0.1f, 30))
                    .batchSize(20)
                    .epochs(30)
                    .build()
                    .train(network);
            var classifier = network.classifier(preprocessing, List.of("same sign", "other sign"));
            double accuracy = Evaluation.of(kernels, classifier, points).accuracy();
            System.out.printf("%d hidden units: %.3f%n", UNITS, accuracy);
        }
    }

    private static Examples points(Arena arena) {
        float[][] x = new float[400][2];
        int[] y = new int[400];
        for (int i = 0; i < 400; i++) {
            x[i][0] = i % 20 - 9.5f;
            x[i][1] = i / 20 - 9.5f;
            y[i] = x[i][0] * x[i][1] > 0 ? 0 : 1;
        }
        return Examples.copyOf(arena, x, y);
    }
}
