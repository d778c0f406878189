package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.evaluate.Evaluation;

/** Training learns, says how it goes, and gives the same bits on every way there. */
@Tag("large")
class TrainerTest {

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
        return trainer(kernels).batchSize(32);
    }

    private Trainer.Builder trainer(Kernels who) {
        return Trainer.of(who, preprocessing, data).regularization(Regularization.l2(1e-4f));
    }

    private LinearModel model() {
        return LinearModel.allocate(arena, CLASSES, FEATURES);
    }

    private float[] weights(Trainer.Builder trainer) {
        LinearModel model = model();
        trainer.build().train(model);
        return ModelVector.of(model);
    }

    private double accuracyOf(LinearModel model, Examples images) {
        return Evaluation.of(kernels, model, preprocessing, SoftmaxCrossEntropy.softmax(), images)
                .accuracy();
    }

    /** In double, by the definition. */
    private double lossOf(LinearModel model, Examples images) {
        double sum = 0;
        for (int i = 0; i < images.size(); i++) {
            double all = 0;
            double own = 0;
            for (int k = 0; k < CLASSES; k++) {
                double score = model.bias().get(k, 0);
                for (int d = 0; d < FEATURES; d++) {
                    double x =
                            images.features().get(i, d) - preprocessing.mean().get(0, d);
                    score += model.weights().get(k, d)
                            * x
                            * preprocessing.scale().get(0, d);
                }
                all += Math.exp(score);
                own = k == images.label(i) ? score : own;
            }
            sum += Math.log(all) - own;
        }
        return sum / images.size();
    }

    @Test
    void withoutABiasTheWeightsLearnAlone() {
        Trainer.Builder fused = trainer().withoutBias().epochs(3);
        float[] expected = weights(fused);
        float[] general = weights(trainer().withoutBias().epochs(3).clipNorm(1e9));
        int weights = CLASSES * FEATURES;
        assertArrayEquals(general, expected, 1e-5f, "one step is fused, the other is not");
        for (float[] trained : List.of(
                expected,
                general,
                weights(trainer().withoutBias().epochs(3).optimizer(Adam.standard())),
                weights(trainer().withoutBias().epochs(3).averaging(new WeightAveraging(0.9, 0))))) {
            assertArrayEquals(new float[CLASSES], Arrays.copyOfRange(trained, weights, trained.length));
        }

        LinearModel model = model();
        model.bias().fill(2);
        fused.build().train(model);
        assertArrayEquals(expected, ModelVector.of(model), "a bias that was there is dropped");
        assertTrue(accuracyOf(model, data) > 0.8, "accuracy " + accuracyOf(model, data));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 300, 1000})
    void everyBatchSizeLearns(int batchSize) {
        LinearModel model = model();
        TrainingResult result = trainer()
                .batchSize(batchSize)
                .epochs(batchSize >= 300 ? 100 : 10)
                .schedule(Schedule.constant(batchSize == 1 ? 0.01f : 0.05f))
                .build()
                .train(model);

        assertTrue(accuracyOf(model, data) > 0.9, "accuracy " + accuracyOf(model, data));
        assertEquals((long) Math.ceilDiv(300, batchSize) * result.epochs(), result.steps());
        assertEquals(TrainingResult.Reason.COMPLETED, result.reason());
    }

    @Test
    void everyOptimizerAndTheHingeLearn() {
        for (Optimizer optimizer : OptimizerTest.all()) {
            LinearModel model = model();
            trainer()
                    .loss(MulticlassHinge.svm())
                    .optimizer(optimizer)
                    .schedule(Schedule.constant(optimizer instanceof Sgd ? 0.01f : 0.02f))
                    .build()
                    .train(model);
            assertTrue(accuracyOf(model, data) > 0.9, optimizer + ": accuracy " + accuracyOf(model, data));
        }
    }

    /** The trainer is the loop that one would write by hand. */
    @Test
    void theLoopByHand() {
        LinearModel byHand = model();
        Workspace workspace = kernels.workspace(arena, 32, CLASSES, FEATURES);
        Minibatches batches = new Minibatches(data, 32);
        Schedule schedule = new Schedule.InverseTime(0.02f, 0.5);
        long step = 0;
        for (int epoch = 0; epoch < 3; epoch++) {
            for (batches.shuffle(5, epoch); batches.next(); step++) {
                kernels.step(
                        new ScoreFunction(byHand, preprocessing),
                        new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(1e-4f)),
                        batches,
                        schedule.at(step / 10.0),
                        workspace);
            }
        }
        Trainer.Builder trainer = trainer().seed(5).epochs(3).schedule(schedule);
        assertArrayEquals(ModelVector.of(byHand), weights(trainer));
    }

    /** Fused, and by way of a gradient and an update in arrays, which rounds otherwise. */
    @Test
    void bothWaysOfDescentAgree() {
        float[] fused = weights(trainer().epochs(2));
        float[] general = weights(trainer().epochs(2).clipNorm(1e30));
        assertArrayEquals(fused, general, 1e-5f);
    }

    @Test
    void sameBitsWithScalarKernelsAndThreads() {
        try (Workers workers = Workers.of(3)) {
            for (Optimizer optimizer : OptimizerTest.all()) {
                for (int batchSize : new int[] {1, 32, 300}) {
                    String what = optimizer + ", minibatches of " + batchSize;
                    float[] expected = twelveSteps(kernels, optimizer, batchSize);
                    assertArrayEquals(expected, twelveSteps(Kernels.scalar(), optimizer, batchSize), what);
                    assertArrayEquals(expected, twelveSteps(kernels.on(workers), optimizer, batchSize), what);
                }
            }
        }
    }

    private float[] twelveSteps(Kernels who, Optimizer optimizer, int batchSize) {
        return weights(trainer(who)
                .batchSize(batchSize)
                .optimizer(optimizer)
                .averaging(WeightAveraging.exponential(0.9))
                .clipNorm(0.5)
                .steps(12));
    }

    @Test
    void theSeedDecides() {
        float[] first = weights(trainer().seed(1).epochs(1));
        assertArrayEquals(first, weights(trainer().seed(1).epochs(1)));
        assertFalse(Arrays.equals(first, weights(trainer().seed(2).epochs(1))));
    }

    @Test
    void reportsSayHowItGoes() {
        List<EpochReport> reports = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                assertEquals(losses.size(), step);
                assertEquals(losses.size() / 10, epoch);
                assertEquals(0.05f, learningRate);
                losses.add(loss);
            }

            @Override
            public void epochDone(EpochReport report) {
                reports.add(report);
            }
        };
        LinearModel model = model();
        TrainingResult result = trainer()
                .epochs(3)
                .schedule(Schedule.constant(0.05f))
                .trainingSample(data.subset(0, 50))
                .validation(validation)
                .listener(listener)
                .build()
                .train(model);

        assertEquals(Math.log(CLASSES), losses.getFirst(), 1e-6);
        assertEquals(3, reports.size());
        EpochReport last = reports.getLast();
        assertEquals(2, last.epoch());
        assertEquals(30, last.steps());
        double mean = 0;
        for (int i = 20; i < 30; i++) {
            mean += losses.get(i) * (i == 29 ? 12 : 32) / 300;
        }
        assertEquals(mean, last.loss(), 1e-9);
        assertEquals(last.loss(), result.loss());
        assertEquals(accuracyOf(model, data.subset(0, 50)), last.trainingAccuracy());
        assertEquals(accuracyOf(model, validation), last.validationAccuracy());
        assertEquals(lossOf(model, data.subset(0, 50)), last.training().loss(), 1e-5);
        assertEquals(lossOf(model, validation), last.validation().loss(), 1e-5);
        assertEquals(0.05f, last.learningRate());
        assertTrue(last.imagesPerSecond() > 0);
        double best = reports.stream()
                .mapToDouble(EpochReport::validationAccuracy)
                .max()
                .orElseThrow();
        assertEquals(best, result.bestAccuracy());
    }

    @Test
    void clippedGradientsMoveByTheirNorm() {
        float[] moved = weights(trainer()
                .regularization(Regularization.none())
                .clipNorm(0.01)
                .schedule(Schedule.constant(0.5f))
                .steps(1));
        assertEquals(0.5 * 0.01, Math.sqrt(Parameters.dot(moved, moved)), 1e-8);
    }

    @Test
    void averagesAreMeansOfTheWeightsAfterEveryStep() {
        List<float[]> afterSteps = new ArrayList<>();
        LinearModel model = model();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int epoch, long step, double loss, float learningRate) {
                if (epoch >= 1) {
                    afterSteps.add(ModelVector.of(model));
                }
            }
        };
        trainer()
                .steps(25)
                .averaging(WeightAveraging.mean(1))
                .listener(listener)
                .build()
                .train(model);

        assertEquals(15, afterSteps.size());
        float[] result = ModelVector.of(model);
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (float[] weights : afterSteps) {
                sum += weights[i];
            }
            assertEquals(sum / 15, result[i], 1e-6);
        }
    }
}
