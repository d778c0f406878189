package org.lanewise.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.core.testing.TwoThreads;
import org.lanewise.learn.landscape.LossPlane;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingListener;

/** What has scratch for one call says so to a second one, and never mixes them up. */
@Timeout(60)
class OneAtATimeTest {

    private final Arena arena = Arena.ofShared();
    private final Kernels kernels = Kernels.scalar();
    private final Examples images = StripedFeatures.draw(arena, 1, 60, 3, 20);
    private final int features = images.features().columns();
    private final Preprocessing none = Preprocessing.none(arena, features);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void aLossPlane() throws Exception {
        LinearModel model = LinearModel.allocate(arena, images.classes(), features);
        model.weights().fill(0.01f);
        model.weights().set(0, 0, -0.02f);
        LossPlane plane = new LossPlane(
                arena,
                kernels,
                new ScoreFunction(model, none),
                images,
                new Objective(SoftmaxCrossEntropy.softmax(), Regularization.none()),
                model,
                model);
        TwoThreads.assertRightOrRefused(() -> plane.at(0.5f, 1), () -> plane.at(2, -1));
    }

    @Test
    void aTrainer() {
        LinearModel model = LinearModel.allocate(arena, images.classes(), features);
        Trainer[] trainer = new Trainer[1];
        int[] refused = new int[1];
        trainer[0] = Trainer.of(kernels, none, images)
                .epochs(1)
                .listener(new TrainingListener() {
                    @Override
                    public void stepDone(int epoch, long step, double loss, float rate) {
                        assertThrows(IllegalStateException.class, () -> trainer[0].train(model));
                        refused[0]++;
                    }
                })
                .build();
        trainer[0].train(model);
        trainer[0].train(model);
        assertEquals(2, refused[0]);
    }
}
