package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;

/** A training that was stopped and continued gives the bits of one that was not. */
@Tag("large")
class ResumeTest {

    private static final int CLASSES = 7;
    private static final int FEATURES = 50;

    /** 120 images in minibatches of 16: 8 steps an epoch. */
    private static final int BATCH = 16;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final StripedFeatures data = StripedFeatures.draw(arena, 170, 120, CLASSES, FEATURES);
    private final StripedFeatures validation = StripedFeatures.draw(arena, 171, 40, CLASSES, FEATURES);
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, data.features(), 1 / 64f);

    @AfterEach
    void close() {
        arena.close();
    }

    private Trainer.Builder trainer(Optimizer optimizer) {
        return Trainer.of(kernels, preprocessing, data)
                .batchSize(BATCH)
                .epochs(5)
                .optimizer(optimizer)
                .schedule(Schedule.cosine(0.02f, 5))
                .validation(validation)
                .averaging(WeightAveraging.exponential(0.8))
                .earlyStopping(EarlyStopping.after(2));
    }

    private LinearModel model() {
        return LinearModel.allocate(arena, CLASSES, FEATURES);
    }

    /** The state after some steps, after {@link Trainer#stop} or from within the listener. */
    private TrainingState stateAfter(int steps, Optimizer optimizer, boolean stop) {
        Trainer[] trainer = new Trainer[1];
        TrainingState[] state = new TrainingState[1];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                if (step == steps - 1 && stop) {
                    trainer[0].stop();
                } else if (step == steps - 1) {
                    state[0] = trainer[0].state(arena);
                }
            }
        };
        trainer[0] = trainer(optimizer).listener(listener).build();
        trainer[0].train(model());
        return stop ? trainer[0].state(arena) : state[0];
    }

    @Test
    void stoppedAnywhereTheBitsAreTheSame() {
        for (Optimizer optimizer : OptimizerTest.all()) {
            LinearModel whole = model();
            TrainingResult expected = trainer(optimizer).build().train(whole);
            for (int steps : new int[] {1, 7, 8, 9, 15}) {
                for (boolean stop : new boolean[] {false, true}) {
                    String what = optimizer + ", step " + steps + ", stopped: " + stop;
                    assertSame(expected, whole, optimizer, stateAfter(steps, optimizer, stop), what);
                }
            }
        }
    }

    private void assertSame(
            TrainingResult expected, LinearModel whole, Optimizer optimizer, TrainingState state, String what) {
        LinearModel continued = model();
        assertEquals(expected, trainer(optimizer).build().resume(continued, state), what);
        assertArrayEquals(whole.weights().toArray(), continued.weights().toArray(), what);
        assertArrayEquals(whole.bias().toArray(), continued.bias().toArray(), what);
    }

    /** At the end of an epoch, where a checkpoint is mostly written. */
    @Test
    void savedAfterAnEpochTheBitsAreTheSame() {
        Trainer[] trainer = new Trainer[1];
        Map<Integer, TrainingState> states = new HashMap<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochDone(EpochReport report) {
                states.put(report.epoch(), trainer[0].state(arena));
            }
        };
        trainer[0] = trainer(Adam.standard()).listener(listener).build();
        LinearModel whole = model();
        TrainingResult expected = trainer[0].train(whole);

        assertEquals(expected.epochs(), states.size());
        states.forEach((epoch, state) -> assertSame(expected, whole, Adam.standard(), state, "epoch " + epoch));
    }

    @Test
    void moreEpochsGoOnFromTheLastWeights() {
        Trainer two = Trainer.of(kernels, preprocessing, data).epochs(2).build();
        two.train(model());
        LinearModel continued = model();
        Trainer.of(kernels, preprocessing, data).epochs(4).build().resume(continued, two.state(arena));
        LinearModel four = model();
        Trainer.of(kernels, preprocessing, data).epochs(4).build().train(four);
        assertArrayEquals(four.weights().toArray(), continued.weights().toArray());
    }

    @Test
    void statesOfOtherTrainingsAreRefused() {
        Sgd momentum = Sgd.momentum(0.9f);
        TrainingState state = stateAfter(5, momentum, false);

        assertRefused("seed 1, but this one has 2", state, trainer(momentum).seed(2));
        assertRefused(
                "batchSize 16, but this one has 20", state, trainer(momentum).batchSize(20));
        assertRefused("lacks the matrix optimizer.mean", state, trainer(Adam.standard()));
        Map<String, FloatMatrix> matrices = new HashMap<>(state.matrices());
        matrices.put("bias", FloatMatrix.allocate(arena, 1, 1));
        assertRefused(
                "The matrix bias of the training to continue is 1 x 1, but must be 7 x 1 here.",
                new TrainingState(matrices, state.counters()),
                trainer(momentum));
        Map<String, Long> counters = new HashMap<>(state.counters());
        counters.put("stepOfEpoch", 9L);
        assertRefused(
                "The counter stepOfEpoch of the training to continue must be 0 to 8, but is 9",
                new TrainingState(state.matrices(), counters),
                trainer(momentum));
        assertRefused(
                "The counter averagedSteps of the training to continue must be 0 to 0, but is 5",
                state,
                Trainer.of(kernels, preprocessing, data).batchSize(BATCH).optimizer(momentum));
        counters.remove("step");
        assertRefused("lacks the counter step", new TrainingState(state.matrices(), counters), trainer(momentum));
        Trainer idle = trainer(momentum).build();
        assertThrows(IllegalStateException.class, () -> idle.state(arena));
    }

    private void assertRefused(String part, TrainingState state, Trainer.Builder trainer) {
        LinearModel model = model();
        String message = assertThrows(
                        IllegalArgumentException.class, () -> trainer.build().resume(model, state))
                .getMessage();
        assertTrue(message.contains(part), message);
        assertEquals(0, model.weights().get(0, 0), "nothing was written");
    }
}
