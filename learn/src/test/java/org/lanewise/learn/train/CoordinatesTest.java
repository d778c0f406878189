package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;

/** Coordinates are the same model, its scores and its loss, in other numbers. */
class CoordinatesTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 6;
    private static final SoftmaxCrossEntropy SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(7);
    private final StripedFeatures data = StripedFeatures.draw(arena, 9, 50, CLASSES, FEATURES);
    private final LinearModel model = Inputs.model(arena, random, CLASSES, FEATURES, 0.1);

    /** Of very different scales, one of them negative, one 0; the last pixel is the same in all images. */
    private final Preprocessing preprocessing = Inputs.preprocessing(arena, random, FEATURES);

    CoordinatesTest() {
        float[] factors = {1, 1000, -0.001f, 0, 30, 2};
        for (int d = 0; d < FEATURES; d++) {
            preprocessing.scale().set(0, d, preprocessing.scale().get(0, d) * factors[d]);
            for (int k = 0; k < CLASSES; k++) {
                float weight = model.weights().get(k, d);
                model.weights().set(k, d, factors[d] == 0 ? weight : weight / factors[d]);
            }
        }
        preprocessing.mean().set(0, 4, -50_000);
        Features images = data.features();
        for (int i = 0; i < images.rows(); i++) {
            images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + FEATURES - 1, (byte) 77);
        }
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private Coordinates coordinates(float l2, boolean regularized, boolean bias) {
        Preprocessing standardization = Preprocessing.standardize(arena, data.features());
        return new Coordinates(
                arena, standardization, preprocessing, CLASSES, SOFTMAX, new Regularization(0, l2, regularized), bias);
    }

    private double[] load(Coordinates coordinates, LinearModel from) {
        double[] point = new double[CLASSES * coordinates.perClass()];
        coordinates.load(from, point);
        return point;
    }

    private void withoutBias(boolean bias, LinearModel of) {
        if (!bias) {
            of.bias().fill(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, false, true",
        "0.1, false, true",
        "0.1, true, true",
        "0, true, true",
        "0.1, false, false",
        "0, false, false"
    })
    void theSameScores(float l2, boolean regularized, boolean bias) {
        withoutBias(bias, model);
        Coordinates coordinates = coordinates(l2, regularized, bias);
        double[] point = load(coordinates, model);
        double[] image = new double[FEATURES + 1];
        for (int i = 0; i < data.size(); i++) {
            coordinates.image(data.features(), i, image);
            for (int k = 0; k < CLASSES; k++) {
                double expected = model.bias().get(k, 0);
                double size = Math.abs(expected);
                double actual = 0;
                for (int d = 0; d < FEATURES; d++) {
                    double term = model.weights().get(k, d)
                            * preprocessing.apply(data.features().get(i, d), d);
                    expected += term;
                    size += Math.abs(term);
                }
                for (int d = 0; d <= FEATURES; d++) {
                    actual += image[d] * point[k * (FEATURES + 1) + d];
                }
                assertEquals(expected, actual, 1e-12 * size);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false, true", "0.1, false, true", "0.1, true, true", "0.1, false, false"})
    void thereAndBack(float l2, boolean regularized, boolean bias) {
        withoutBias(bias, model);
        Coordinates coordinates = coordinates(l2, regularized, bias);
        LinearModel back = LinearModel.allocate(arena, CLASSES, FEATURES);
        coordinates.store(load(coordinates, model), back);
        assertArrayEquals(model.weights().toArray(), back.weights().toArray(), 1e-6f);
        assertArrayEquals(model.bias().toArray(), back.bias().toArray(), 1e-6f);
    }

    /** Against the definitions, in double and in the model's own parameters. */
    @ParameterizedTest
    @CsvSource({
        "0, false, true",
        "0.1, false, true",
        "0.1, true, true",
        "0, true, true",
        "0.1, false, false",
        "0, false, false"
    })
    void theSameLossAndDerivatives(float l2, boolean regularized, boolean bias) {
        // Where a mean counts for 700 in every score, a float is off by 1e-5.
        withoutBias(bias, model);
        Coordinates coordinates = coordinates(l2, regularized, bias);
        TrainingObjective objective = new TrainingObjective(
                TrainingSet.of(KernelsUnderTest.get(), data).passes(SOFTMAX, coordinates.inner()), coordinates);
        LossFunction function = new LossFunction(
                Kernels.scalar(),
                Minibatch.of(data.features(), data.labels()),
                CLASSES,
                preprocessing,
                new Objective(SOFTMAX, new Regularization(0, l2, regularized)),
                bias);
        double[] parameters = function.vectorOf(model);
        double[] gradient = new double[objective.size()];
        double value = objective.at(load(coordinates, model), gradient);
        double expected = function.applyAsDouble(parameters);
        assertEquals(expected, value, 1e-6 * expected);

        double[] expectedGradient = function.gradient(parameters);
        for (int round = 0; round < 20; round++) {
            LinearModel direction = Inputs.model(arena, random, CLASSES, FEATURES, 0.1);
            withoutBias(bias, direction);
            double along = Doubles.dot(expectedGradient, function.vectorOf(direction));
            double size = 0;
            double[] vector = function.vectorOf(direction);
            for (int p = 0; p < vector.length; p++) {
                size += Math.abs(expectedGradient[p] * vector[p]);
            }
            assertEquals(along, Doubles.dot(gradient, load(coordinates, direction)), 1e-5 * size);
        }
    }
}
