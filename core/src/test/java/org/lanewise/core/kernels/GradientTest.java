package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.gradient.NumericReference;
import org.lanewise.core.gradient.ScoreRounding;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.testing.Scale;

/**
 * The analytic gradient is the gradient of the loss; and what is refused. Other kernels than the scalar ones take each loss with one
 * regularization: {@link GradientBitsTest} compares their bits for all.
 */
class GradientTest {

    private static final long SEED = 110;

    private static final double TOLERANCE = 1e-4;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    private static final Map<String, Double> LARGEST = new TreeMap<>();

    @AfterAll
    static void print() {
        LARGEST.forEach((loss, error) -> System.out.printf("gradient, %s: largest relative error %.1e%n", loss, error));
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 2, 1",
        "3, 2, 5",
        "8, 10, 12",
        "5, 3, 17",
        "17, 10, 33",
        "2, 21, 16",
        "40, 4, 50",
        "66, 11, 7",
        "64, 10, 700",
        "256, 10, 40"
    })
    void gradientIsThatOfTheLoss(int images, int classes, int features) {
        List<Regularization> regularizations = Losses.regularizations();
        int turn = images;
        for (Loss loss : Losses.all(classes)) {
            turn++;
            List<Regularization> taken = KernelsUnderTest.isThorough()
                    ? regularizations
                    : List.of(regularizations.get(turn % regularizations.size()));
            for (Regularization regularization : taken) {
                gradientIsThatOfTheLoss(Batch.draw(arena, SEED, images, classes, features, loss, regularization));
            }
        }
    }

    private void gradientIsThatOfTheLoss(Batch batch) {
        LinearModel model = batch.model();
        long work = 30L * batch.features().rows() * model.classes() * model.features();
        if (!Scale.takes(batch.name().hashCode(), work)) {
            return;
        }
        Batch.Result result = batch.run(arena, kernels, new Placement(0, 0, 0));
        LossFunction function = batch.function(kernels);
        double[] parameters = function.vectorOf(batch.model());
        int[] all = IntStream.range(0, parameters.length).toArray();
        GradientCheck check = NumericReference.of(function, parameters, NumericGradient.DEFAULT_STEP, all)
                .check(
                        function.vectorOf(result.gradient()),
                        ScoreRounding.ofDifferences(batch.model(), batch.preprocessing(), batch.features()));

        LARGEST.merge(Losses.kind(batch.loss()), check.relativeError(), Math::max);
        assertTrue(check.passes(TOLERANCE), check + " for " + batch.name());
        assertTrue(check.kinks().size() <= check.checked() / 2, check + " for " + batch.name());
        double exact = function.applyAsDouble(parameters);
        assertEquals(exact, result.loss(), 1e-5 * (1 + exact), batch.name());
    }

    /** With all parameters 0 every class is as likely: a loss of log K, and biases pulled towards the classes seen. */
    @Test
    void startOfATraining() {
        Batch batch = Batch.draw(arena, SEED, 10, 10, 30, 0.5f);
        batch.model().weights().fill(0);
        batch.model().bias().fill(0);
        for (int i = 0; i < 10; i++) {
            batch.labels()[i] = i;
        }
        Batch.Result result = batch.run(arena, kernels, new Placement(0, 0, 0));

        assertEquals(Math.log(10), result.loss(), 1e-6);
        for (float db : result.gradient().bias().toArray()) {
            assertEquals(0, db, 1e-7);
        }
    }

    @Test
    void regularizationSparesTheBias() {
        Batch plain = Batch.draw(arena, SEED, 5, 3, 20, 0);
        Batch regularized = Batch.draw(arena, SEED, 5, 3, 20, 0.25f);
        Batch.Result without = plain.run(arena, kernels, new Placement(0, 0, 0));
        Batch.Result with = regularized.run(arena, kernels, new Placement(0, 0, 0));
        double sumOfSquares = 0;
        for (int k = 0; k < 3; k++) {
            for (int d = 0; d < 20; d++) {
                double w = plain.model().weights().get(k, d);
                sumOfSquares += w * w;
                assertEquals(
                        without.gradient().weights().get(k, d) + 2 * 0.25 * w,
                        with.gradient().weights().get(k, d),
                        1e-6);
            }
        }
        assertEquals(without.loss() + 0.25 * sumOfSquares, with.loss(), 1e-6);
        assertArrayEquals(
                without.gradient().bias().toArray(), with.gradient().bias().toArray());
    }

    /** What a regularization adds to loss and gradient is its definition; zeros have no sign. */
    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void regularizationIsAdded(int images) {
        Loss softmax = SoftmaxCrossEntropy.softmax();
        for (Regularization regularization : Losses.regularizations()) {
            Batch plain = Batch.draw(arena, SEED, images, 3, 20, softmax, Regularization.none());
            Batch regularized = Batch.draw(arena, SEED, images, 3, 20, softmax, regularization);
            for (Batch batch : new Batch[] {plain, regularized}) {
                batch.model().weights().set(1, 2, 0f);
                batch.model().bias().set(1, 0, 0f);
            }
            Batch.Result without = plain.run(arena, kernels, new Placement(0, 0, 0));
            Batch.Result with = regularized.run(arena, kernels, new Placement(0, 0, 0));
            LossFunction layout = plain.function(kernels);
            double[] parameters = layout.vectorOf(plain.model());
            double[] before = layout.vectorOf(without.gradient());
            double[] after = layout.vectorOf(with.gradient());
            double penalty = 0;
            for (int i = 0; i < parameters.length; i++) {
                boolean counts = regularization.bias() || i % 21 != 20;
                double w = parameters[i];
                double slope = 2 * regularization.l2() * w + regularization.l1() * Math.signum(w);
                penalty += counts ? Losses.penalty(regularization, w) : 0;
                assertEquals(before[i] + (counts ? slope : 0), after[i], 1e-6, regularization + ", parameter " + i);
            }
            assertEquals(without.loss() + penalty, with.loss(), 1e-6, regularization.toString());
        }
    }

    @Test
    void gradientMustNotOverlapTheModel() {
        Batch batch = Batch.draw(arena, SEED, 4, 3, 5, 0);
        LinearModel model = batch.model();
        FloatMatrix column = FloatMatrix.allocate(arena, 3, 1);
        FloatMatrix other = FloatMatrix.allocate(arena, 3, 5);
        float[] before = model.weights().toArray();
        for (LinearModel gradient : new LinearModel[] {
            model,
            new LinearModel(model.weights(), column),
            new LinearModel(other, model.bias()),
            new LinearModel(other, model.weights().columns(2, 3))
        }) {
            String message = assertThrows(IllegalArgumentException.class, () -> run(batch, gradient, 4, batch.labels()))
                    .getMessage();
            assertTrue(message.contains("over the model"), message);
        }
        assertArrayEquals(before, model.weights().toArray());
    }

    @Test
    void argumentsMustFit() {
        Batch batch = Batch.draw(arena, SEED, 4, 3, 5, 0);
        LinearModel gradient = LinearModel.allocate(arena, 3, 5);

        assertRefused("3 x 5 and 3 x 6", () -> run(batch, LinearModel.allocate(arena, 3, 6), 4, batch.labels()));
        assertRefused("3 x 5 and 2 x 5", () -> run(batch, LinearModel.allocate(arena, 2, 5), 4, batch.labels()));
        assertRefused("up to 3 examples, but this one has 4", () -> run(batch, gradient, 3, batch.labels()));
        assertRefused("Label 3 of example 1", () -> run(batch, gradient, 4, new int[] {0, 3, 0, 0}));
        assertRefused("only 3 labels", () -> run(batch, gradient, 4, new int[3]));
        assertRefused(
                "at least one example", () -> run(batch.with(batch.features().rows(1, 1)), gradient, 4, new int[4]));
    }

    private void run(Batch batch, LinearModel gradient, int images, int[] labels) {
        batch.with(labels).gradient(kernels, gradient, kernels.workspace(arena, images, 3, 5));
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
