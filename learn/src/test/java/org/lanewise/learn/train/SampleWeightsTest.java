package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.LinearClassifier;

/** Weights of examples count as the definition says: in double, and against rows that are there twice or not at all. */
class SampleWeightsTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 5;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(11);

    @AfterEach
    void close() {
        arena.close();
    }

    private Examples draw(int count) {
        float[][] features = new float[count][FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
            for (int d = 0; d < FEATURES; d++) {
                features[i][d] = (float) (3 + 2 * random.nextGaussian() + (d == labels[i] ? 2 : 0));
            }
        }
        return Examples.copyOf(arena, features, labels);
    }

    private float[] weights(int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = random.nextInt(4) * (1 + random.nextInt(2) / 2f);
        }
        return weights;
    }

    private LinearModel minimized(
            Kernels with, Examples examples, Preprocessing preprocessing, Regularization penalty) {
        LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
        new Lbfgs(with, preprocessing, examples, SoftmaxCrossEntropy.softmax(), penalty)
                .minimize(model, 500, 1e-11, new TrainingListener() {});
        return model;
    }

    @Test
    void theMinimumHasNoGradientInDouble() {
        // More than one block, and a small last one.
        Examples drawn = draw(8192 + 100);
        Examples examples = drawn.weighted(weights(drawn.size()));
        Preprocessing preprocessing = Preprocessing.standardize(arena, examples.features());
        float l2 = 1e-3f;
        LinearModel model = minimized(kernels, examples, preprocessing, Regularization.l2(l2));
        WeightedSoftmax there = WeightedSoftmax.at(model, preprocessing, examples);
        WeightedSoftmax unweighted = WeightedSoftmax.at(model, preprocessing, drawn);
        double far = 0;
        for (int k = 0; k < CLASSES; k++) {
            assertEquals(0, there.bias()[k], 1e-5);
            far = Math.max(far, Math.abs(unweighted.bias()[k]));
            for (int d = 0; d < FEATURES; d++) {
                assertEquals(0, there.weights()[k][d] + 2 * l2 * model.weights().get(k, d), 1e-5);
            }
        }
        assertTrue(far > 1e-3, "weights make a difference, " + far);
    }

    /** Features as they are, for all rows alike. */
    @Test
    void twoIsTwiceAndZeroIsNever() {
        Examples drawn = draw(300);
        float[] weights = new float[300];
        for (int i = 0; i < 300; i++) {
            weights[i] = i % 5 == 0 ? 0 : i % 7 == 0 ? 2 : 1;
        }
        int[] rows = IntStream.range(0, 300)
                .flatMap(i -> IntStream.range(0, (int) weights[i]).map(copy -> i))
                .toArray();
        Preprocessing none = Preprocessing.none(arena, FEATURES);
        Regularization l2 = Regularization.l2(0.01f);
        float[] weighted = ModelVector.of(minimized(kernels, drawn.weighted(weights), none, l2));
        float[] repeated = ModelVector.of(minimized(kernels, drawn.select(rows), none, l2));
        assertArrayEquals(repeated, weighted, 2e-4f);
        float[] alike = ModelVector.of(minimized(kernels, drawn, none, l2));
        assertTrue(IntStream.range(0, alike.length).anyMatch(i -> Math.abs(alike[i] - weighted[i]) > 0.01));
    }

    /** Two steps over the whole set, plain and by momentum without momentum, with all regularization there is. */
    @Test
    void stepsFollowTheGradientInDouble() {
        Examples drawn = draw(200);
        Examples examples = drawn.weighted(weights(200));
        Preprocessing preprocessing = Preprocessing.standardize(arena, examples.features());
        Regularization penalty = new Regularization(0.02f, 0.05f, true);
        for (Optimizer optimizer : new Optimizer[] {Sgd.plain(), Sgd.momentum(0)}) {
            LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
            LinearModel expected = LinearModel.allocate(arena, CLASSES, FEATURES);
            for (int step = 0; step < 2; step++) {
                Trainer.of(kernels, preprocessing, examples)
                        .regularization(penalty)
                        .optimizer(optimizer)
                        .schedule(Schedule.constant(0.5f))
                        .batchSize(200)
                        .epochs(1)
                        .build()
                        .train(model);
                WeightedSoftmax slope = WeightedSoftmax.at(expected, preprocessing, examples);
                for (int k = 0; k < CLASSES; k++) {
                    float b = expected.bias().get(k, 0);
                    expected.bias().set(k, 0, (float) (b - 0.5 * (slope.bias()[k] + penalty.slope(b))));
                    for (int d = 0; d < FEATURES; d++) {
                        float w = expected.weights().get(k, d);
                        expected.weights().set(k, d, (float) (w - 0.5 * (slope.weights()[k][d] + penalty.slope(w))));
                    }
                }
                assertArrayEquals(ModelVector.of(expected), ModelVector.of(model), 2e-6f);
            }
        }
    }

    /** A small minibatch of a shuffled set finds the weights of its own examples. */
    @Test
    void minibatchesComeNearTheMinimum() {
        Examples drawn = draw(600);
        Examples examples = drawn.weighted(weights(600));
        Preprocessing preprocessing = Preprocessing.standardize(arena, examples.features());
        Regularization penalty = Regularization.l2(0.05f);
        LinearModel optimum = minimized(kernels, examples, preprocessing, penalty);
        LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
        Trainer.of(kernels, preprocessing, examples)
                .regularization(penalty)
                .schedule(Schedule.cosine(0.2f, 40))
                .batchSize(20)
                .epochs(40)
                .build()
                .train(model);
        assertArrayEquals(ModelVector.of(optimum), ModelVector.of(model), 0.02f);
    }

    @Test
    void threadsGiveTheSameBits() {
        Examples drawn = draw(9000);
        Examples examples = drawn.weighted(weights(9000));
        Preprocessing preprocessing = Preprocessing.standardize(arena, examples.features());
        Regularization l2 = Regularization.l2(0.01f);
        float[] alone = ModelVector.of(minimized(kernels, examples, preprocessing, l2));
        try (Workers workers = Workers.of(2)) {
            assertArrayEquals(alone, ModelVector.of(minimized(kernels.on(workers), examples, preprocessing, l2)));
        }
        if (Kernels.scalar().info().fma() == kernels.info().fma()) {
            assertArrayEquals(alone, ModelVector.of(minimized(Kernels.scalar(), examples, preprocessing, l2)));
        }
    }

    @Test
    void weightsOfOneAreNone() {
        Examples drawn = draw(400);
        float[] ones = new float[400];
        Arrays.fill(ones, 3);
        LinearClassifier.Fitting fitting = LinearClassifier.with(kernels).l2(0.01f);
        float[] plain = ModelVector.of(fitting.fit(drawn).classifier().model());
        float[] weighted =
                ModelVector.of(fitting.weights(ones).fit(drawn).classifier().model());
        assertArrayEquals(plain, weighted, 1e-4f);
    }

    @Test
    void theSquaredHingeHasWeightsToo() {
        Examples drawn = draw(200);
        float[] weights = weights(200);
        int[] rows = IntStream.range(0, 200)
                .flatMap(i -> IntStream.range(0, (int) (2 * weights[i])).map(copy -> i))
                .toArray();
        LinearClassifier.Fitting fitting = LinearClassifier.with(kernels)
                .loss(MulticlassHinge.squaredSvm())
                .l2(0.01f);
        Examples repeated = drawn.select(rows);
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++) {
            LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
            Examples examples = i == 0 ? repeated : drawn.weighted(weights);
            losses[i] = new Lbfgs(
                            kernels,
                            Preprocessing.none(arena, FEATURES),
                            examples,
                            MulticlassHinge.squaredSvm(),
                            Regularization.l2(0.01f))
                    .minimize(model, 300, 1e-10, new TrainingListener() {})
                    .value();
        }
        assertEquals(losses[0], losses[1], 1e-6 * losses[0]);
        assertTrue(fitting.weights(weights).fit(drawn).score(drawn) > 0.5);
    }

    @Test
    void partsKeepTheirWeights() {
        Examples examples = draw(10).weighted(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertEquals(7, examples.subset(5, 10).weight(2));
        assertEquals(3, examples.select(9, 3).weight(1));
        assertEquals(4, examples.relabeled(2, 0, 1).weight(4));
        assertTrue(examples.select(9, 3).isWeighted());
        assertEquals(1, draw(3).weight(2));
    }

    @Test
    void badWeightsAreRefused() {
        Examples examples = draw(3);
        refused("3 examples, but 2 weights", () -> examples.weighted(1, 2));
        refused("Weight 1 (the first is 0) is -1.0", () -> examples.weighted(1, -1, 1));
        refused("is NaN", () -> examples.weighted(1, Float.NaN, 1));
        refused("is Infinity", () -> examples.weighted(1, Float.POSITIVE_INFINITY, 1));
        refused("All 3 weights are 0", () -> examples.weighted(0, 0, 0));
        Examples part = draw(6).weighted(0, 0, 0, 0, 0, 1).subset(0, 4);
        refused(
                "All 4 examples to learn from have the weight 0",
                () -> minimized(kernels, part, Preprocessing.none(arena, FEATURES), Regularization.none()));
    }

    private static void refused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
