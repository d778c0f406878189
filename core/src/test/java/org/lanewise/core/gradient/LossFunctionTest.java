package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.ClassWeights;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;

/** The loss in double, as a function of one vector of parameters. */
class LossFunctionTest {

    private static final int IMAGES = 6;
    private static final int CLASSES = 4;
    private static final int FEATURES = 11;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(140);
    private final Features images = Inputs.pixels(arena, random, IMAGES, FEATURES, 0, 0);
    private final int[] labels = Inputs.labels(random, IMAGES, CLASSES);
    private final Preprocessing preprocessing = Inputs.preprocessing(arena, random, FEATURES);
    private final LinearModel model = Inputs.model(arena, random, CLASSES, FEATURES, 0.5);

    @AfterEach
    void close() {
        arena.close();
    }

    private LossFunction function(Loss loss, Regularization regularization, boolean bias) {
        return new LossFunction(
                kernels,
                Minibatch.of(images, labels),
                CLASSES,
                preprocessing,
                new Objective(loss, regularization),
                bias);
    }

    private LossFunction softmax() {
        return function(SoftmaxCrossEntropy.softmax(), Regularization.none(), true);
    }

    private double[][] scores(boolean bias) {
        double[][] scores = new double[IMAGES][CLASSES];
        for (int i = 0; i < IMAGES; i++) {
            for (int k = 0; k < CLASSES; k++) {
                scores[i][k] = bias ? model.bias().get(k, 0) : 0;
                for (int d = 0; d < FEATURES; d++) {
                    scores[i][k] += model.weights().get(k, d) * preprocessing.apply(images.get(i, d), d);
                }
            }
        }
        return scores;
    }

    private double penalty(Regularization regularization, boolean bias) {
        double penalty = 0;
        for (int k = 0; k < CLASSES; k++) {
            for (int d = 0; d < FEATURES; d++) {
                penalty += Losses.penalty(regularization, model.weights().get(k, d));
            }
            penalty += bias ? Losses.penalty(regularization, model.bias().get(k, 0)) : 0;
        }
        return penalty;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isTheLossByTheBook(boolean bias) {
        double[][] scores = scores(bias);
        for (Loss loss : Losses.all(CLASSES)) {
            double mean = 0;
            for (int i = 0; i < IMAGES; i++) {
                mean += Losses.value(loss, scores[i], labels[i]) / IMAGES;
            }
            for (Regularization regularization : Losses.regularizations()) {
                LossFunction function = function(loss, regularization, bias);
                double expected = mean + penalty(regularization, bias && regularization.bias());
                double[] parameters = function.vectorOf(model);

                assertEquals(
                        expected,
                        function.applyAsDouble(parameters),
                        1e-13 * expected,
                        loss + regularization.toString());
                for (int i = 0; i < IMAGES; i++) {
                    assertArrayEquals(scores[i], function.scores(parameters)[i], 1e-13);
                }
            }
        }
    }

    /** Term by term: what each image and each penalty adds to a component. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void magnitudeOfTheGradientIsThatOfItsTerms(boolean bias) {
        double[][] scores = scores(bias);
        for (Loss loss : Losses.all(CLASSES)) {
            for (Regularization regularization : Losses.regularizations()) {
                LossFunction function = function(loss, regularization, bias);
                double[] parameters = function.vectorOf(model);
                double sum = 0;
                for (int p = 0; p < parameters.length; p++) {
                    for (int i = 0; i < IMAGES; i++) {
                        double[] slopes = new double[CLASSES];
                        loss.gradient(scores[i], labels[i], slopes);
                        sum += Math.abs(slopes[function.classOf(p)] * function.input(i, p)) / IMAGES;
                    }
                    boolean counts = regularization.bias() || !function.isBias(p);
                    sum += counts ? Math.abs(regularization.slope(parameters[p])) : 0;
                }
                assertEquals(sum / parameters.length, function.gradientMagnitude(parameters), 1e-13 * sum);
            }
        }
    }

    @Test
    void vectorIsClassAfterClassWeightsThenBias() {
        LossFunction function = softmax();
        double[] parameters = function.vectorOf(model);

        assertEquals(CLASSES * (FEATURES + 1), function.parameterCount());
        assertEquals(model.weights().get(1, 2), parameters[12 + 2]);
        assertEquals(model.bias().get(1, 0), parameters[12 + 11]);
        assertEquals(1, function.classOf(23));
        assertEquals(11, function.featureOf(23));
        assertTrue(function.isBias(23) && !function.isRegularized(23));
        assertFalse(function.isBias(22) || !function.isRegularized(22));
        assertEquals(1, function.input(3, 23));
        assertEquals(preprocessing.apply(images.get(3, 10), 10), function.input(3, 22));
    }

    @Test
    void withoutABiasThereIsNoneInTheVector() {
        LossFunction function =
                function(SoftmaxCrossEntropy.softmax(), Regularization.none().withBias(), false);
        double[] parameters = function.vectorOf(model);

        assertEquals(CLASSES * FEATURES, function.parameterCount());
        assertEquals(model.weights().get(1, 2), parameters[11 + 2]);
        for (int p = 0; p < parameters.length; p++) {
            assertTrue(!function.isBias(p) && function.isRegularized(p));
        }
    }

    @Test
    void hugeScoresDoNotOverflow() {
        double[] parameters = new double[softmax().parameterCount()];
        for (int k = 0; k < CLASSES; k++) {
            parameters[k * (FEATURES + 1) + FEATURES] = 1e6 * k;
        }
        double loss = softmax().applyAsDouble(parameters);

        assertTrue(loss >= 0 && loss <= 3e6, "loss " + loss);
        assertTrue(Arrays.stream(softmax().gradient(parameters)).allMatch(Double::isFinite));
    }

    @Test
    void labelsAreCopied() {
        LossFunction loss = softmax();
        double[] parameters = loss.vectorOf(model);
        double before = loss.applyAsDouble(parameters);
        labels[0] = (labels[0] + 1) % CLASSES;

        assertEquals(before, loss.applyAsDouble(parameters));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefused("48 parameters, but the vector has 47", () -> softmax().applyAsDouble(new double[47]));
        assertRefused("48", () -> softmax().gradient(new double[49]));
        assertRefused("48", () -> softmax().scores(new double[49]));
        assertRefused("48", () -> softmax().gradientMagnitude(new double[49]));
        assertRefused(
                "4 classes and 11 features, but the model has 4 and 12",
                () -> softmax().vectorOf(LinearModel.allocate(arena, CLASSES, 12)));
        assertRefused("has 3 and 11", () -> softmax().vectorOf(LinearModel.allocate(arena, 3, FEATURES)));
        assertRefused(
                "Label 4 of image 1 is out of range: with 4 classes labels are 0 to 3.",
                () -> with(images, new int[] {0, 4, 0, 0, 0, 0}, preprocessing));
        assertRefused("Label -1 of image 0", () -> with(images, new int[] {-1, 0, 0, 0, 0, 0}, preprocessing));
        assertRefused("5 labels", () -> with(images, new int[5], preprocessing));
        assertRefused("0 images", () -> with(images.rows(0, 0), labels, preprocessing));
        assertRefused("11 pixels", () -> with(images, labels, Preprocessing.none(arena, 12)));
        assertRefused(
                "4 classes, so the loss needs as many class weights, but it has [1.0, 2.0]",
                () -> function(new MulticlassHinge(1, false, ClassWeights.of(1, 2)), Regularization.none(), true));
    }

    private void with(Features pixels, int[] ofThese, Preprocessing map) {
        Loss loss = SoftmaxCrossEntropy.softmax();
        new LossFunction(
                kernels, Minibatch.of(pixels, ofThese), CLASSES, map, new Objective(loss, Regularization.none()), true);
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
