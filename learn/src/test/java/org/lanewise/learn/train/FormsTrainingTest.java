package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.gradient.NumericReference;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.landscape.LossPlane;
import org.lanewise.learn.optimize.Minimum;

/** All that is done with a set of examples has the same bits whether their values are stored as bytes or as floats of either precision. */
@Tag("large")
class FormsTrainingTest {

    private static final int CLASSES = 6;
    private static final int FEATURES = 83;
    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final Workers workers = Workers.of(2);
    private final StripedFeatures bytes = StripedFeatures.draw(arena, 510, 200, CLASSES, FEATURES);
    private final Examples floats = asFloats(bytes, new Placement(4, 3, 0));
    private final Examples halves =
            Examples.of(Inputs.asHalves(arena, 3, 1, bytes.features()), bytes.labels(), CLASSES);
    private final StripedFeatures validation = StripedFeatures.draw(arena, 511, 70, CLASSES, FEATURES);
    private final Preprocessing preprocessing = Preprocessing.standardize(arena, bytes.features());

    @AfterEach
    void close() {
        workers.close();
        arena.close();
    }

    private Examples asFloats(StripedFeatures data, Placement place) {
        return Examples.of(Inputs.asFloats(arena, place, data.features()), data.labels(), data.classes());
    }

    /** The kernels of this run, with help, and the scalar loops. */
    private List<Kernels> everyone() {
        return kernels.info().isSimd() ? List.of(kernels, kernels.on(workers), Kernels.scalar()) : List.of(kernels);
    }

    private LinearModel model() {
        return LinearModel.allocate(arena, CLASSES, FEATURES);
    }

    private LinearModel random(long seed) {
        return Inputs.model(arena, new SplittableRandom(seed), CLASSES, FEATURES, 0.1);
    }

    private static void assertSame(LinearModel expected, LinearModel actual, String what) {
        assertArrayEquals(expected.weights().toArray(), actual.weights().toArray(), what);
        assertArrayEquals(expected.bias().toArray(), actual.bias().toArray(), what);
    }

    @Test
    void preprocessings() {
        assertSame(
                Preprocessing.meanImage(arena, bytes.features(), 1 / 64f),
                Preprocessing.meanImage(arena, floats.features(), 1 / 64f));
        assertSame(
                Preprocessing.centeredUnit(arena, bytes.features()),
                Preprocessing.centeredUnit(arena, floats.features()));
        assertSame(preprocessing, Preprocessing.standardize(arena, floats.features()));
        assertSame(preprocessing, Preprocessing.standardize(arena, halves.features()));
    }

    private static void assertSame(Preprocessing expected, Preprocessing actual) {
        assertArrayEquals(expected.mean().toArray(), actual.mean().toArray());
        assertArrayEquals(expected.scale().toArray(), actual.scale().toArray());
    }

    /** Minibatches that are prepared, and such that are folded, of which the last is short. */
    @Test
    void trainingsWithEveryOptimizer() {
        for (Optimizer optimizer : OptimizerTest.all()) {
            for (int batchSize : new int[] {7, 64}) {
                String what = optimizer + ", minibatches of " + batchSize;
                LinearModel expected = model();
                TrainingResult result =
                        trainer(kernels, bytes, optimizer, batchSize).build().train(expected);
                for (Kernels each : everyone()) {
                    LinearModel actual = model();
                    assertEquals(
                            result,
                            trainer(each, floats, optimizer, batchSize).build().train(actual),
                            what);
                    assertSame(expected, actual, what);
                }
            }
        }
    }

    private Trainer.Builder trainer(Kernels who, Examples data, Optimizer optimizer, int batchSize) {
        return Trainer.of(who, preprocessing, data)
                .regularization(Regularization.l2(1e-3f))
                .optimizer(optimizer)
                .schedule(Schedule.constant(0.01f))
                .batchSize(batchSize)
                .epochs(2);
    }

    /** The hinge, other regularizations, averages, clipping, validation: all that an epoch reports. */
    @Test
    void trainingsWithEverySetting() {
        List<String> reports = new ArrayList<>();
        LinearModel expected = model();
        TrainingResult result = training(kernels, bytes, validation, reports).train(expected);
        Examples judges = asFloats(validation, new Placement(1, 0, 64));
        for (Kernels each : everyone()) {
            for (Examples form : List.of(floats, halves)) {
                List<String> others = new ArrayList<>();
                LinearModel actual = model();
                assertEquals(result, training(each, form, judges, others).train(actual));
                assertSame(expected, actual, each.info().summary());
                assertEquals(reports, others);
            }
        }
        assertEquals(3, reports.size());
        assertTrue(result.bestAccuracy() > 0.5, result.toString());
    }

    private Trainer training(Kernels who, Examples data, Examples judges, List<String> reports) {
        return trainer(who, data, Sgd.momentum(0.9f), 33)
                .loss(MulticlassHinge.svm())
                .regularization(new Regularization(1e-4f, 1e-3f, true))
                .averaging(WeightAveraging.exponential(0.9))
                .clipNorm(5)
                .validation(judges)
                .epochs(3)
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochReport report) {
                        reports.add(
                                report.loss() + " " + report.trainingAccuracy() + " " + report.validationAccuracy());
                    }
                })
                .build();
    }

    @Test
    void lbfgs() {
        for (Preprocessing map : new Preprocessing[] {preprocessing, Preprocessing.none(arena, FEATURES)}) {
            LinearModel expected = model();
            Minimum result = minimize(kernels, map, bytes, expected);
            for (Kernels each : everyone()) {
                for (Examples form : List.of(floats, halves)) {
                    LinearModel actual = model();
                    assertEquals(result, minimize(each, map, form, actual));
                    assertSame(expected, actual, each.info().summary());
                }
            }
        }
    }

    private static Minimum minimize(Kernels who, Preprocessing map, Examples data, LinearModel model) {
        return new Lbfgs(who, map, data, SOFTMAX, Regularization.l2(0.01f))
                .minimize(model, 8, 1e-8, new TrainingListener() {});
    }

    @Test
    void evaluations() {
        LinearModel model = random(1);
        Evaluation expected = Evaluation.of(kernels, model, preprocessing, MulticlassHinge.svm(), bytes);
        for (Kernels each : everyone()) {
            Evaluation actual = Evaluation.of(each, model, preprocessing, MulticlassHinge.svm(), floats);
            assertEquals(expected.meanLoss(), actual.meanLoss());
            assertEquals(expected.topK(1), actual.topK(1));
            assertEquals(expected.topK(3), actual.topK(3));
            assertEquals(expected.calibration(), actual.calibration());
            assertEquals(expected.margins(), actual.margins());
            for (int k = 0; k < CLASSES * CLASSES; k++) {
                assertEquals(
                        expected.confusion().count(k / CLASSES, k % CLASSES),
                        actual.confusion().count(k / CLASSES, k % CLASSES));
            }
        }
    }

    @Test
    void numericGradientsAndTheCheckAgainstThem() {
        LinearModel model = random(2);
        LossFunction expected = function(bytes);
        LossFunction actual = function(floats);
        double[] parameters = expected.vectorOf(model);
        assertEquals(expected.applyAsDouble(parameters), actual.applyAsDouble(parameters));
        double[] analytic = expected.gradient(parameters);
        assertArrayEquals(analytic, actual.gradient(parameters));
        int[] chosen = {0, 5, 82, 83, 84, 300, parameters.length - 1};
        double step = NumericGradient.DEFAULT_STEP;
        assertEquals(
                NumericReference.of(expected, parameters, step, chosen).check(analytic),
                NumericReference.of(actual, parameters, step, chosen).check(analytic));
        assertArrayEquals(
                NumericGradient.centered(expected, parameters, step, 80, 90),
                NumericGradient.centered(actual, parameters, step, 80, 90));
    }

    private LossFunction function(Examples data) {
        Regularization l2 = Regularization.l2(0.01f);
        return new LossFunction(
                kernels,
                Minibatch.of(data.features(), bytes.labels()),
                CLASSES,
                preprocessing,
                new Objective(SOFTMAX, l2),
                true);
    }

    @Test
    void landscapes() {
        LossPlane expected = plane(kernels, bytes);
        for (Kernels each : everyone()) {
            LossPlane actual = plane(each, floats);
            for (float a = -1; a <= 1; a += 0.5f) {
                assertEquals(expected.at(a, 0.3f), actual.at(a, 0.3f));
            }
        }
    }

    private LossPlane plane(Kernels who, Examples data) {
        return new LossPlane(
                arena,
                who,
                new ScoreFunction(random(3), preprocessing),
                data,
                new Objective(SOFTMAX, Regularization.none()),
                random(4),
                random(5));
    }
}
