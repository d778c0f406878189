package org.lanewise.learn.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.GradientCheck;
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
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.core.testing.TwoLayers;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.features.HiddenLayer;
import org.lanewise.learn.features.ImageShape;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.network.NetworkReference.Layer;
import org.lanewise.learn.train.Adam;
import org.lanewise.learn.train.Augmentation;
import org.lanewise.learn.train.EarlyStopping;
import org.lanewise.learn.train.EpochReport;
import org.lanewise.learn.train.Schedule;
import org.lanewise.learn.train.Sgd;
import org.lanewise.learn.train.Trainer;
import org.lanewise.learn.train.TrainingListener;
import org.lanewise.learn.train.TrainingState;

/** A hidden layer: its gradient, its training, and what becomes of it. */
class NetworkTest {

    private static final int CLASSES = 4;

    /** Images of 6 x 5 pixels and three channels. */
    private static final ImageShape SHAPE = new ImageShape(6, 5, 3, true);

    private static final int UNITS = 20;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final StripedFeatures data = StripedFeatures.draw(arena, 210, 150, CLASSES, SHAPE.values());
    private final StripedFeatures validation = StripedFeatures.draw(arena, 211, 60, CLASSES, SHAPE.values());
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, data.features(), 1 / 64f);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        arena.close();
    }

    private Network draw(int units) {
        return Network.draw(arena, new Network.Size(SHAPE.values(), units, CLASSES), 3);
    }

    private Trainer.Builder trainer(Kernels whose) {
        return Trainer.of(whose, preprocessing, data)
                .batchSize(32)
                .epochs(4)
                .optimizer(Sgd.nesterov(0.9f))
                .schedule(Schedule.cosine(0.02f, 4))
                .regularization(new Regularization(1e-5f, 1e-3f, false));
    }

    private Trainer.Builder changing(Kernels whose) {
        return trainer(whose).augmentation(new Augmentation(SHAPE, true, 1));
    }

    private static float[] vector(Network network) {
        List<Float> all = new ArrayList<>();
        for (LinearModel model : List.of(network.hidden(), network.output())) {
            for (FloatMatrix matrix : List.of(model.weights(), model.bias())) {
                for (float x : matrix.toArray()) {
                    all.add(x);
                }
            }
        }
        float[] vector = new float[all.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = all.get(i);
        }
        return vector;
    }

    /** Differences in double of the loss as the tests of core define it. */
    @Test
    void gradientsAreThoseOfTheLoss() {
        SplittableRandom random = new SplittableRandom(212);
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm()}) {
            for (int examples : new int[] {1, 20, 70}) {
                Network network = draw(UNITS);
                Features x = Inputs.pixels(arena, random, examples, SHAPE.values(), 1, 1);
                int[] labels = Inputs.labels(random, examples, CLASSES);
                Network gradient = gradient(network, x, loss, labels);
                TwoLayers layers = new TwoLayers(
                        new ScoreFunction(network.hidden(), preprocessing),
                        new ScoreFunction(network.output(), Preprocessing.none(arena, UNITS)));
                double[] at = layers.vector();
                double[] actual = new TwoLayers(
                                layers.below().with(gradient.hidden()),
                                layers.above().with(gradient.output()))
                        .vector();
                double largest = Arrays.stream(actual).map(Math::abs).max().orElseThrow();
                for (int p = 0; p < at.length; p += 17) {
                    double before = at[p];
                    double step = 1e-6;
                    at[p] = before + step;
                    double more = layers.loss(at, x, loss, labels);
                    at[p] = before - step;
                    double less = layers.loss(at, x, loss, labels);
                    at[p] = before;
                    assertEquals((more - less) / (2 * step), actual[p], 2e-5 * largest, loss + ", parameter " + p);
                }
            }
        }
    }

    private Network gradient(Network network, Features x, Loss loss, int... labels) {
        Network gradient = draw(UNITS);
        new NetworkGradient(arena, kernels, network, preprocessing, x.rows())
                .at(x, scores -> kernels.loss(loss, scores, labels, scores), gradient);
        return gradient;
    }

    @Test
    void theCheckPassesWhatIsRightAndFindsWhatIsNot() {
        SplittableRandom random = new SplittableRandom(213);
        Features x = Inputs.pixels(arena, random, 20, SHAPE.values(), 1, 1);
        int[] labels = Inputs.labels(random, 20, CLASSES);
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.svm()}) {
            Objective objective = new Objective(loss, new Regularization(0.01f, 0.1f, true));
            NetworkReference reference =
                    new NetworkReference(draw(UNITS), preprocessing, Minibatch.of(x, labels), objective);
            for (Layer layer : Layer.values()) {
                int[] all = IntStream.range(0, reference.parameters(layer)).toArray();
                double[] analytic = reference.analytic(layer);
                GradientCheck check = reference.check(layer, analytic, 1e-5, 0, all);
                assertTrue(check.passes(1e-7), loss + " " + layer + " " + check.relativeError());
                assertTrue(check.checked() > all.length / 2, loss + " " + layer + " " + check.checked());
                int worst =
                        IntStream.of(all).reduce(0, (a, b) -> Math.abs(analytic[a]) > Math.abs(analytic[b]) ? a : b);
                analytic[worst] *= 1.001;
                GradientCheck wrong = reference.check(layer, analytic, 1e-5, 0, worst);
                assertTrue(!wrong.passes(1e-7) || !wrong.kinks().isEmpty(), loss + " " + layer);
            }
        }
    }

    @Test
    void sameBitsFromAllKernelsAndAnyNumberOfThreads() {
        Network expected = draw(UNITS);
        changing(Kernels.scalar()).build().train(expected);
        Network alone = draw(UNITS);
        changing(kernels).build().train(alone);
        assertArrayEquals(vector(expected), vector(alone));
        try (Workers workers = Workers.of(3)) {
            Network shared = draw(UNITS);
            changing(kernels.on(workers)).build().train(shared);
            assertArrayEquals(vector(expected), vector(shared));
        }
    }

    /** Enough units for several parts of the vector, which threads share. */
    @Test
    void manyUnitsAreUpdatedInParts() {
        Network expected = draw(900);
        trainer(kernels).epochs(1).clipNorm(1).build().train(expected);
        try (Workers workers = Workers.of(2)) {
            Network shared = draw(900);
            trainer(kernels.on(workers)).epochs(1).clipNorm(1).build().train(shared);
            assertArrayEquals(vector(expected), vector(shared));
        }
    }

    @Test
    void itLearnsAndIsAClassifierLikeOthers() throws IOException {
        Network network = draw(UNITS);
        double before = accuracy(network);
        trainer(kernels).epochs(8).validation(validation).build().train(network);
        double accuracy = accuracy(network);
        assertTrue(accuracy > 0.6 && accuracy > before, before + " to " + accuracy);
        Classifier classifier = classifier(network);
        Path file = folder.resolve("m.npz");
        new ModelFile(classifier, Map.of()).write(file);
        Classifier read = ModelFile.read(arena, file).classifier();
        assertArrayEquals(
                classifier.scores(arena, kernels, validation.features()).toArray(),
                read.scores(arena, kernels, validation.features()).toArray());
        assertArrayEquals(vector(network), vector(Network.of(read).orElseThrow()));
    }

    private Classifier classifier(Network network) {
        return network.classifier(preprocessing, List.of("a", "b", "c", "d"));
    }

    private double accuracy(Network network) {
        return Evaluation.of(kernels, classifier(network), validation).accuracy();
    }

    @Test
    void scoresAreThoseOfTheDefinition() {
        Network network = draw(UNITS);
        FloatMatrix scores = classifier(network).scores(arena, kernels, data.features());
        for (int i = 0; i < 10; i++) {
            double[] units = new double[UNITS];
            for (int h = 0; h < UNITS; h++) {
                for (int d = 0; d < SHAPE.values(); d++) {
                    units[h] += network.hidden().weights().get(h, d)
                            * preprocessing.apply(data.features().get(i, d), d);
                }
                units[h] = Math.max(0, units[h] + network.hidden().bias().get(h, 0));
            }
            for (int k = 0; k < CLASSES; k++) {
                double score = network.output().bias().get(k, 0);
                for (int h = 0; h < UNITS; h++) {
                    score += network.output().weights().get(k, h) * units[h];
                }
                assertEquals(score, scores.get(i, k), 1e-5 * (1 + Math.abs(score)));
            }
        }
    }

    @Test
    void stoppedAndContinuedTheBitsAreTheSame() {
        for (boolean adam : new boolean[] {true, false}) {
            Network whole = draw(UNITS);
            resumable(adam, new TrainingListener() {}).train(whole);
            TrainingState[] state = new TrainingState[1];
            Trainer[] trainer = new Trainer[1];
            trainer[0] = resumable(adam, new TrainingListener() {
                @Override
                public void stepDone(int epoch, long step, double loss, float rate) {
                    if (step == 6) {
                        state[0] = trainer[0].state(arena);
                    }
                }
            });
            trainer[0].train(draw(UNITS));
            Network continued = draw(UNITS);
            resumable(adam, new TrainingListener() {}).resume(continued, state[0]);
            assertArrayEquals(vector(whole), vector(continued));
            LinearModel linear = LinearModel.allocate(arena, CLASSES, SHAPE.values());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> resumable(adam, new TrainingListener() {}).resume(linear, state[0]));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> resumable(adam, new TrainingListener() {}).resume(draw(UNITS + 1), state[0]));
        }
    }

    private Trainer resumable(boolean adam, TrainingListener listener) {
        return changing(kernels)
                .optimizer(adam ? Adam.standard() : Sgd.momentum(0.9f))
                .validation(validation)
                .earlyStopping(EarlyStopping.after(2))
                .listener(listener)
                .build();
    }

    @Test
    void weightsOfExamplesCountAsRepetition() {
        int[] twice = new int[2 * 40];
        float[] weights = new float[60];
        for (int i = 0; i < 60; i++) {
            weights[i] = i < 20 ? 2 : 1;
        }
        for (int i = 0; i < twice.length; i++) {
            twice[i] = i < 60 ? i : i - 60;
        }
        Network weighted = draw(UNITS);
        Network repeated = draw(UNITS);
        train(data.subset(0, 60).weighted(weights), weighted);
        train(data.select(twice), repeated);
        assertArrayEquals(vector(repeated), vector(weighted), 1e-4f);
    }

    private void train(Examples examples, Network network) {
        Trainer.of(kernels, preprocessing, examples)
                .batchSize(1000)
                .epochs(3)
                .schedule(Schedule.constant(0.05f))
                .build()
                .train(network);
    }

    @Test
    void withoutBiasThereIsNone() {
        Network network = draw(UNITS);
        trainer(kernels).withoutBias().build().train(network);
        assertArrayEquals(new float[UNITS], network.hidden().bias().toArray());
        assertArrayEquals(new float[CLASSES], network.output().bias().toArray());
    }

    @Test
    void drawnWeightsHaveTheSizeThatKeepsActivations() {
        Network network = Network.draw(arena, new Network.Size(300, 200, 10), 1);
        double squares = 0;
        for (float w : network.hidden().weights().toArray()) {
            squares += w * w / (300.0 * 200);
        }
        assertEquals(2.0 / 300, squares, 0.05 * 2 / 300);
        assertFalse(Arrays.equals(vector(network), vector(Network.draw(arena, new Network.Size(300, 200, 10), 2))));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertRefused("1 to 65536 units, but 0", () -> draw(0));
        LinearModel hidden = LinearModel.allocate(arena, 5, 7);
        assertRefused("takes 4 features", () -> new Network(hidden, LinearModel.allocate(arena, 2, 4)));
        assertRefused("0 to 4 pixels", () -> new Augmentation(SHAPE, true, 5));
        assertRefused(
                "those of the training set",
                () -> Trainer.of(kernels, preprocessing, data)
                        .augmentation(new Augmentation(new ImageShape(8, 8, 3, true), true, 1)));
        Map<String, FloatMatrix> arrays =
                new HashMap<>(draw(3).map(preprocessing).arrays());
        arrays.remove("b");
        assertRefused("array b", () -> HiddenLayer.of(arrays));
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void epochsAreReported() {
        List<EpochReport> reports = new ArrayList<>();
        trainer(kernels)
                .validation(validation)
                .listener(new TrainingListener() {
                    @Override
                    public void epochDone(EpochReport report) {
                        reports.add(report);
                    }
                })
                .build()
                .train(draw(UNITS));
        assertEquals(4, reports.size());
        assertTrue(reports.getLast().loss() < reports.getFirst().loss(), reports.toString());
        assertTrue(reports.getLast().validationAccuracy() > 0.25, reports.toString());
    }
}
