package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.GuardedModel;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Reference;
import org.lanewise.core.testing.TwoLayers;
import org.lanewise.testing.Scale;

/** The gradients of a layer that others are above and below; random shapes against double are in the residual suite. */
class BackwardTest {

    private static final long SEED = 500;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(SEED);

    private static double largest;

    @AfterAll
    static void print() {
        System.out.printf("gradients of two layers: largest relative error %.1e%n", largest);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private FloatMatrix matrix(int rows, int columns) {
        return FloatMatrix.allocate(arena, rows, columns);
    }

    private FloatMatrix normal(int rows, int columns) {
        return FloatMatrix.copyOf(arena, rows, columns, Inputs.normal(random, rows * columns, 1));
    }

    /** Central differences in double, of bytes and of floats. */
    @ParameterizedTest
    @CsvSource({"1, 20, 7, 3", "5, 17, 12, 5", "16, 3, 18, 2", "17, 33, 5, 11", "40, 20, 17, 4", "70, 2, 1, 2"})
    void gradientsOfTwoLayersAreThoseOfTheLoss(int examples, int features, int hidden, int classes) {
        for (boolean preprocessed : new boolean[] {true, false}) {
            TwoLayers layers = TwoLayers.draw(arena, random, features, hidden, classes, preprocessed);
            int[] labels = Inputs.labels(random, examples, classes);
            String what = (preprocessed ? "preprocessed " : "plain ") + examples + " x " + features;
            check(layers, Inputs.pixels(arena, random, examples, features, 1, 1), labels, what + " bytes");
            check(layers, Inputs.measurements(arena, random, examples, features), labels, what + " floats");
        }
    }

    private void check(TwoLayers layers, Features x, int[] labels, String what) {
        Loss loss = SoftmaxCrossEntropy.softmax();
        double[] parameters = layers.vector();
        for (int i = 0; i < x.rows(); i++) {
            for (double score : layers.hidden(parameters, x, i)) {
                assertTrue(Math.abs(score) > 1e-4, () -> "the seed leads to a kink: " + what);
            }
        }
        double[] actual = layers.gradient(arena, kernels, x, loss, labels).vector();
        double step = 1e-7;
        double norm = 0;
        double error = 0;
        for (int p = 0; p < parameters.length; p++) {
            double at = parameters[p];
            parameters[p] = at + step;
            double more = layers.loss(parameters, x, loss, labels);
            parameters[p] = at - step;
            double numeric = (more - layers.loss(parameters, x, loss, labels)) / (2 * step);
            parameters[p] = at;
            norm = Math.max(norm, Math.abs(numeric));
            error = Math.max(error, Math.abs(numeric - actual[p]));
        }
        assertTrue(norm > 1e-3, what);
        largest = Math.max(largest, error / norm);
        assertEquals(0, error / norm, 1e-5, what);
    }

    /** The product of the second writing, and one product more per element. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1, 10, 3072", "3, 130, 16", "17, 5, 17", "64, 10, 512", "70, 130, 33", "2, 3, 4000"})
    void featureGradientHasTheBitsOfProductAndScale(int examples, int classes, int features) {
        ScoreFunction f = function(classes, features);
        float[] g = Inputs.normal(random, examples * classes, 1);
        float[] expected = new Reference(kernels)
                .matmul(
                        false,
                        examples,
                        features,
                        classes,
                        1,
                        g,
                        f.model().weights().toArray(),
                        0,
                        null);
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= f.preprocessing().scale().get(0, i % features);
        }
        for (Kernels each : new Kernels[] {kernels, Kernels.scalar()}) {
            GuardedMatrix actual = GuardedMatrix.unwritten(arena, Placement.random(random), examples, features);
            each.featureGradient(f, FloatMatrix.copyOf(arena, examples, classes, g), actual.matrix());
            actual.assertHolds(expected, () -> each.info().name() + ", " + examples + " examples");
        }
    }

    /** The order of the second writing. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 63, 64, 65, 100, 127, 128, 130, 255, 256, 300, 511, 512, 1000, 1023, 1024, 1101})
    void sumsOverExamplesAreATreeOfChunks(int examples) {
        int classes = 3;
        int features = 37;
        float[] x = Inputs.normal(random, examples * features, 1);
        float[] g = Inputs.normal(random, examples * classes, 1);
        float[] ones = new float[examples];
        Arrays.fill(ones, 1);
        Reference reference = new Reference(kernels);
        float[] weights = reference.sumOverExamples(examples, classes, features, x, g);
        float[] bias = reference.sumOverExamples(examples, classes, 1, ones, g);
        ScoreFunction f =
                new ScoreFunction(LinearModel.allocate(arena, classes, features), Preprocessing.none(arena, features));
        for (Kernels each : new Kernels[] {kernels, Kernels.scalar()}) {
            LinearModel actual = LinearModel.allocate(arena, classes, features);
            each.backward(
                    f,
                    FloatMatrix.copyOf(arena, examples, features, x),
                    FloatMatrix.copyOf(arena, examples, classes, g),
                    actual,
                    each.workspace(arena, examples, classes, features));
            assertArrayEquals(weights, actual.weights().toArray(), each.info().name());
            assertArrayEquals(bias, actual.bias().toArray(), each.info().name());
        }
    }

    private ScoreFunction function(int classes, int features) {
        LinearModel model = Inputs.model(arena, random, classes, features, 1);
        return new ScoreFunction(
                GuardedModel.of(arena, Placement.random(random), model).model(),
                Inputs.preprocessing(arena, random, features));
    }

    /** Large shapes, which the residual suite does not draw, against the scalar loops. */
    @ParameterizedTest
    @CsvSource({
        "1, 10, 3072",
        "16, 130, 700",
        "17, 10, 4000",
        "130, 10, 3072",
        "65, 130, 513",
        "130, 1, 3072",
        "1100, 10, 700"
    })
    void backwardHasTheBitsOfTheScalarLoops(int examples, int classes, int features) {
        if (!Scale.takes(SEED, 4L * examples * classes * features)) {
            return;
        }
        Batch batch = Batch.draw(arena, SEED, examples, classes, features, 0);
        FloatMatrix g = normal(examples, classes);
        GuardedModel expected = batch.backward(arena, Kernels.scalar(), g, new Placement(0, 0, 0));
        for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
            form.backward(arena, kernels, g, Placement.random(random)).assertHolds(expected.model(), form::name);
        }
    }

    /** With the gradient of the loss it is the gradient of the whole. */
    @ParameterizedTest
    @CsvSource({"1, 10, 37", "16, 3, 64", "20, 11, 100", "130, 10, 33"})
    void backwardIsTheSecondHalfOfGradient(int examples, int classes, int features) {
        Batch batch = Batch.draw(arena, SEED, examples, classes, features, 0);
        FloatMatrix scores = matrix(examples, classes);
        kernels.scores(batch.score(), batch.features(), scores, batch.workspace(kernels, arena));
        kernels.loss(batch.loss(), scores, batch.labels(), scores);
        Batch.Result whole = batch.run(arena, kernels, new Placement(0, 0, 0));
        GuardedModel half = batch.backward(arena, kernels, scores, new Placement(0, 0, 0));
        if (examples > 16) {
            half.assertHolds(whole.gradient(), batch::name);
        } else {
            assertArrayEquals(
                    whole.gradient().weights().toArray(),
                    half.model().weights().toArray(),
                    1e-5f,
                    "scores of prepared examples round differently");
        }
    }

    /** Only the shape of the weights matters. */
    @ParameterizedTest
    @CsvSource({"5, 3, 40", "30, 3, 40"})
    void otherWeightsHaveTheSameGradient(int examples, int classes, int features) {
        Batch batch = Batch.draw(arena, SEED, examples, classes, features, 0);
        FloatMatrix g = normal(examples, classes);
        GuardedModel expected = batch.backward(arena, kernels, g, new Placement(0, 0, 0));
        batch.with(LinearModel.allocate(arena, classes, features))
                .backward(arena, kernels, g, new Placement(0, 0, 0))
                .assertHolds(expected.model(), batch::name);
    }

    @Test
    void withoutExamplesTheGradientIsZero() {
        Batch batch = Batch.draw(arena, SEED, 0, 3, 5, 0);
        GuardedModel gradient = batch.backward(arena, kernels, matrix(0, 3), new Placement(4, 1, 0));
        gradient.assertHolds(LinearModel.allocate(arena, 3, 5), batch::name);
        kernels.featureGradient(batch.score(), matrix(0, 3), matrix(0, 5));
    }

    @Test
    void backwardRefusesWhatDoesNotFit() {
        Batch batch = Batch.draw(arena, SEED, 20, 3, 5, 0);
        Workspace workspace = batch.workspace(kernels, arena);
        LinearModel gradient = LinearModel.allocate(arena, 3, 5);
        FloatMatrix g = normal(20, 3);
        String scores = "The scores' gradient of 20 examples and 3 classes needs a matrix of that shape, but it is ";
        assertRefused(scores + "19 x 3", () -> backward(batch, g.rows(0, 19), gradient, workspace));
        assertRefused(scores + "20 x 2", () -> backward(batch, g.columns(0, 2), gradient, workspace));
        assertRefused(
                "one shape, but they are 3 x 5 and 3 x 6",
                () -> backward(batch, g, LinearModel.allocate(arena, 3, 6), workspace));
        assertRefused(
                "one shape, but they are 3 x 5 and 2 x 5",
                () -> backward(batch, g, LinearModel.allocate(arena, 2, 5), workspace));
        assertRefused(
                "model has 5 features, but the examples have 6",
                () -> backward(batch.with(Inputs.measurements(arena, random, 20, 6)), g, gradient, workspace));
        assertRefused(
                "up to 19 examples, but this one has 20",
                () -> backward(batch, g, gradient, kernels.workspace(arena, 19, 3, 5)));
        assertRefused(
                "workspace is for 3 classes and 6 features",
                () -> backward(batch, g, gradient, kernels.workspace(arena, 20, 3, 6)));
        if (kernels.info().isSimd()) {
            assertRefused(
                    "made by other kernels",
                    () -> backward(batch, g, gradient, batch.workspace(Kernels.scalar(), arena)));
        }
    }

    @Test
    void backwardRefusesToWriteOverWhatItReads() {
        FloatMatrix memory = normal(30, 8);
        FloatMatrix mean = memory.rows(0, 1).columns(0, 5);
        FloatMatrix scale = memory.rows(2, 3).columns(0, 5);
        FloatMatrix g = memory.rows(10, 30).columns(5, 8);
        Batch batch = Batch.draw(arena, SEED, 20, 3, 5, 0)
                .with(Inputs.measurements(arena, random, 20, 5))
                .with(new Preprocessing(mean, scale));
        LinearModel model = batch.model();
        FloatMatrix x = (FloatMatrix) batch.features();
        float[] before = memory.toArray();
        for (FloatMatrix weights : new FloatMatrix[] {
            model.weights(),
            x.rows(17, 20),
            memory.rows(0, 3).columns(3, 8),
            memory.rows(2, 5).columns(0, 5),
            memory.rows(27, 30).columns(1, 6)
        }) {
            assertRefused("written over", () -> backward(batch, g, new LinearModel(weights, matrix(3, 1))));
        }
        for (FloatMatrix bias : new FloatMatrix[] {
            model.bias(),
            x.rows(0, 3).columns(4, 5),
            memory.rows(0, 3).columns(4, 5),
            memory.rows(8, 11).columns(5, 6)
        }) {
            assertRefused("written over", () -> backward(batch, g, new LinearModel(matrix(3, 5), bias)));
        }
        assertArrayEquals(before, memory.toArray());
        FloatMatrix beside = memory.rows(10, 13).columns(0, 5);
        backward(batch, g, new LinearModel(beside, matrix(3, 1)));
    }

    private void backward(Batch batch, FloatMatrix scoreGradient, LinearModel gradient) {
        backward(batch, scoreGradient, gradient, batch.workspace(kernels, arena));
    }

    private void backward(Batch batch, FloatMatrix scoreGradient, LinearModel gradient, Workspace workspace) {
        kernels.backward(batch.score(), batch.features(), scoreGradient, gradient, workspace);
    }

    @Test
    void featureGradientRefusesWhatDoesNotFit() {
        ScoreFunction f = function(3, 5);
        FloatMatrix g = normal(4, 3);
        String scores = "The scores' gradient of 4 examples and 3 classes needs a matrix of that shape, but it is ";
        assertRefused(scores + "3 x 3", () -> kernels.featureGradient(f, g.rows(0, 3), matrix(4, 5)));
        assertRefused(scores + "4 x 2", () -> kernels.featureGradient(f, g.columns(0, 2), matrix(4, 5)));
        assertRefused(
                "gradient of 5 features needs as many columns, but it is 4 x 6",
                () -> kernels.featureGradient(f, g, matrix(4, 6)));
    }

    @Test
    void featureGradientRefusesToWriteOverWhatItReads() {
        FloatMatrix memory = normal(4, 40);
        FloatMatrix result = memory.columns(10, 15);
        FloatMatrix g = normal(4, 3);
        LinearModel model = Inputs.model(arena, random, 3, 5, 1);
        Preprocessing map = Inputs.preprocessing(arena, random, 5);
        float[] before = memory.toArray();
        FloatMatrix row = memory.rows(3, 4).columns(14, 19);
        for (ScoreFunction f : new ScoreFunction[] {
            new ScoreFunction(new LinearModel(memory.rows(0, 3).columns(6, 11), model.bias()), map),
            new ScoreFunction(new LinearModel(model.weights(), memory.rows(1, 4).columns(14, 15)), map),
            new ScoreFunction(model, new Preprocessing(row, map.scale())),
            new ScoreFunction(model, new Preprocessing(map.mean(), row))
        }) {
            assertRefused("written over", () -> kernels.featureGradient(f, g, result));
        }
        ScoreFunction fine = new ScoreFunction(model, map);
        assertRefused("written over", () -> kernels.featureGradient(fine, memory.columns(8, 11), result));
        assertArrayEquals(before, memory.toArray());
        kernels.featureGradient(fine, memory.columns(7, 10), result);
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
