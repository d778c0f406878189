package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Examples;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.ScoreColumnGradient;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.landscape.LossPlane;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.core.train.Trainer;
import org.lanewise.core.train.TrainingListener;

/** What has scratch for one call says so to a second one, and never mixes them up. */
@Timeout(60)
class TurnTest {

    private static final int ROUNDS = 300;

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
    void oneAtATime() {
        Turn turn = new Turn("desk");
        turn.begin();
        assertEquals(
                "This desk is in use by another call, and serves one at a time; give each thread its own.",
                assertThrows(IllegalStateException.class, turn::begin).getMessage());
        turn.end();
        turn.begin();
    }

    @Test
    void aLossPlane() throws Exception {
        LinearModel model = LinearModel.allocate(arena, images.classes(), features);
        model.weights().fill(0.01f);
        model.weights().set(0, 0, -0.02f);
        LossPlane plane = new LossPlane(
                arena,
                kernels,
                none,
                images,
                SoftmaxCrossEntropy.softmax(),
                Regularization.none(),
                model,
                model,
                model);
        assertRightOrRefused(() -> plane.at(0.5f, 1), () -> plane.at(2, -1));
    }

    @Test
    void aGradientOfScoreColumns() throws Exception {
        int[] labels = Labels.of(images);
        LossFunction function = new LossFunction(
                kernels,
                images.features(),
                labels,
                images.classes(),
                none,
                SoftmaxCrossEntropy.softmax(),
                Regularization.none(),
                true);
        ScoreColumnGradient columns = new ScoreColumnGradient(function, new double[function.parameterCount()]);
        assertRightOrRefused(() -> columns.centered(1e-3, 0, 20)[7], () -> columns.forward(1e-2, 5, 30)[7]);
    }

    /** Each by a thread of its own. */
    private static void assertRightOrRefused(Callable<Double> one, Callable<Double> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Integer>> both = List.of(rightOnes(one), rightOnes(other));
            int right = 0;
            for (Future<Integer> each : threads.invokeAll(both)) {
                right += each.get();
            }
            assertTrue(right > 0, "none was right");
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> rightOnes(Callable<Double> call) throws Exception {
        double expected = call.call();
        return () -> {
            int right = 0;
            for (int round = 0; round < ROUNDS; round++) {
                double result;
                try {
                    result = call.call();
                } catch (IllegalStateException inUse) {
                    assertTrue(inUse.getMessage().contains("in use by another call"), inUse.getMessage());
                    continue;
                }
                assertEquals(expected, result);
                right++;
            }
            return right;
        };
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
