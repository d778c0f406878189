package org.lanewise.trials.learn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarImage;
import org.lanewise.cifar.SyntheticCifar;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Trainer;

/** The synthetic set can be learned by a linear classifier, and not perfectly. */
@Tag("large")
class LearnabilityTest {

    private static final int EPOCHS = 4;
    private static final int TRAIN = 3000;
    private static final int BATCH = 50;

    @TempDir
    Path directory;

    @Test
    void linearClassifierLearnsTheSyntheticSet() throws Exception {
        SyntheticCifar.write(directory, TRAIN, 2000, 11);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            double accuracy = accuracyAfterTraining(cifar.train(), cifar.test());
            System.out.printf("Synthetic set: %.1f %% of the test images right.%n", 100 * accuracy);
            assertTrue(accuracy > 0.5 && accuracy < 0.9, "accuracy " + accuracy);
        }
    }

    private static double accuracyAfterTraining(Examples train, Examples test) {
        Kernels kernels = Kernels.scalar();
        try (Arena arena = Arena.ofShared()) {
            LinearModel model = LinearModel.allocate(arena, train.classes(), CifarImage.PIXELS);
            Preprocessing preprocessing = Preprocessing.meanImage(arena, train.features(), 1 / 128f);
            Trainer.of(kernels, preprocessing, train)
                    .schedule(Schedule.constant(0.01f))
                    .batchSize(BATCH)
                    .epochs(EPOCHS)
                    .build()
                    .train(model);
            return Evaluation.of(kernels, model, preprocessing, SoftmaxCrossEntropy.softmax(), test)
                    .accuracy();
        }
    }
}
