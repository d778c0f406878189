package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.evaluate.Evaluation;

/** Training ends when it should, with the weights that it should; and what it refuses to begin with. */
@Tag("large")
class EndOfTrainingTest {

    private static final int CLASSES = 10;
    private static final int FEATURES = 147;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final StripedFeatures data = StripedFeatures.draw(arena, 160, 300, CLASSES, FEATURES);
    private final StripedFeatures validation = StripedFeatures.draw(arena, 161, 100, CLASSES, FEATURES);
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, data.features(), 1 / 64f);

    @AfterEach
    void close() {
        arena.close();
    }

    private Trainer.Builder trainer() {
        return Trainer.of(kernels, preprocessing, data).batchSize(32);
    }

    private LinearModel model() {
        return LinearModel.allocate(arena, CLASSES, FEATURES);
    }

    private double accuracyOf(LinearModel model, Examples images) {
        return Evaluation.of(kernels, model, preprocessing, SoftmaxCrossEntropy.softmax(), images)
                .accuracy();
    }

    /** A learning rate that grows ruins the weights after some epochs; the best ones come back. */
    @Test
    void earlyStoppingRestoresTheBestWeights() {
        List<Double> accuracies = new ArrayList<>();
        List<float[]> afterEpochs = new ArrayList<>();
        LinearModel model = model();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochDone(EpochReport report) {
                accuracies.add(report.validationAccuracy());
                afterEpochs.add(ModelVector.of(model));
            }
        };
        TrainingResult result = trainer()
                .epochs(50)
                .schedule(new Schedule.Exponential(0.002f, 2.2))
                .validation(validation)
                .earlyStopping(EarlyStopping.after(3))
                .listener(listener)
                .build()
                .train(model);

        assertEquals(TrainingResult.Reason.EARLY_STOPPED, result.reason());
        assertEquals(result.bestEpoch() + 4, result.epochs());
        assertEquals(accuracies.get(result.bestEpoch()), result.bestAccuracy());
        assertEquals(result.bestAccuracy(), accuracyOf(model, validation));
        assertArrayEquals(afterEpochs.get(result.bestEpoch()), ModelVector.of(model));
        assertFalse(Arrays.equals(afterEpochs.getLast(), ModelVector.of(model)));
    }

    @Test
    void improvementsSmallerThanAskedForDoNotCount() {
        TrainingResult result = trainer()
                .epochs(50)
                .validation(validation)
                .earlyStopping(new EarlyStopping(2, 1))
                .build()
                .train(model());
        assertEquals(3, result.epochs());
        assertEquals(0, result.bestEpoch());
    }

    @Test
    void theTargetEndsTraining() {
        TrainingResult result = trainer()
                .epochs(50)
                .validation(validation)
                .targetAccuracy(0.6)
                .build()
                .train(model());
        assertEquals(TrainingResult.Reason.TARGET_REACHED, result.reason());
        assertTrue(result.bestAccuracy() >= 0.6 && result.epochs() < 50, result.toString());
    }

    @Test
    void stepsEndTrainingWithinAnEpoch() {
        TrainingResult result = trainer().steps(13).build().train(model());
        assertEquals(13, result.steps());
        assertEquals(2, result.epochs());
        assertEquals(TrainingResult.Reason.COMPLETED, result.reason());
        assertEquals(0, trainer().epochs(0).build().train(model()).steps());
    }

    @Test
    void divergenceNamesWhereAndKeepsTheLastGoodWeights() {
        for (Optimizer optimizer : new Optimizer[] {Sgd.plain(), Sgd.momentum(0.9f)}) {
            LinearModel model = model();
            Trainer trainer = trainer()
                    .optimizer(optimizer)
                    .regularization(Regularization.l2(1))
                    .schedule(new Schedule.Step(0.01f, 1e12, 1))
                    .epochs(50)
                    .build();
            TrainingDivergedException failure =
                    assertThrows(TrainingDivergedException.class, () -> trainer.train(model));

            String message = failure.getMessage();
            String where = " in epoch " + (failure.epoch() + 1) + " at step " + (failure.step() + 1);
            assertTrue(failure.epoch() >= 1 && failure.step() >= 10, message);
            assertTrue(message.contains(where), message);
            assertTrue(message.contains("learning rate " + failure.learningRate()), message);
            assertTrue(message.contains("after step " + failure.goodStep() + " are kept"), message);
            assertTrue(Parameters.areFinite(ModelVector.of(model)));
            assertThrows(IllegalStateException.class, () -> trainer.state(arena));
        }
    }

    /** A rate of 1e30 in the second epoch: what is kept are weights that learned in the first. */
    @Test
    void theGoodWeightsHaveLearned() {
        LinearModel model = model();
        Trainer trainer = trainer()
                .batchSize(1)
                .regularization(Regularization.l2(1))
                .schedule(new Schedule.Step(1e-3f, 1e33, 30))
                .epochs(31)
                .build();
        assertThrows(TrainingDivergedException.class, () -> trainer.train(model));
        assertTrue(accuracyOf(model, data) > 0.5);
    }

    @Test
    void anotherThreadStopsTraining() throws InterruptedException {
        Trainer[] trainer = new Trainer[1];
        Thread[] stopper = new Thread[1];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                if (step == 3) {
                    stopper[0] = Thread.ofPlatform().start(() -> trainer[0].stop());
                }
            }
        };
        trainer[0] = trainer().epochs(Integer.MAX_VALUE).listener(listener).build();
        TrainingResult result = trainer[0].train(model());
        stopper[0].join();
        assertEquals(TrainingResult.Reason.STOPPED, result.reason());
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertRefused(
                "The batch size must be at least 1, but it is 0.",
                () -> trainer().batchSize(0));
        assertRefused(
                "The number of epochs must be at least 0, but it is -1.",
                () -> trainer().epochs(-1));
        assertRefused(
                "A target accuracy must be more than 0 and at most 1, but it is 40.5.",
                () -> trainer().targetAccuracy(40.5));
        assertRefused(
                "Early stopping and a target accuracy need a validation part; set validation(...).",
                () -> trainer().earlyStopping(EarlyStopping.after(1)).build());
        assertRefused("The patience must be at least 1, but it is 0.", () -> EarlyStopping.after(0));
        assertRefused(
                "The decay of an average must be more than 0 and at most 1, but it is 0.0.",
                () -> WeightAveraging.exponential(0));
        Examples none = data.subset(0, 0);
        assertRefused(
                "A training set needs at least one image, but there is none.",
                () -> Trainer.of(kernels, preprocessing, none));
        LinearModel small = LinearModel.allocate(arena, CLASSES, 9);
        assertRefused(
                "The model has 9 features, but the preprocessing has 147.",
                () -> trainer().build().train(small));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
