package org.lanewise.core.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** The loss in double, as a function of one vector of parameters. */
class SoftmaxLossFunctionTest {

    private static final int IMAGES = 6;
    private static final int CLASSES = 4;
    private static final int FEATURES = 11;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofConfined();
    private final SplittableRandom random = new SplittableRandom(140);
    private final PixelMatrix images = Inputs.pixels(arena, random, IMAGES, FEATURES, 0, 0);
    private final int[] labels = Inputs.labels(random, IMAGES, CLASSES);
    private final Preprocessing preprocessing = Inputs.preprocessing(arena, random, FEATURES);
    private final LinearModel model = Inputs.model(arena, random, CLASSES, FEATURES, 0.5);

    @AfterEach
    void close() {
        arena.close();
    }

    private SoftmaxLossFunction loss(double lambda) {
        return new SoftmaxLossFunction(kernels, images, labels, CLASSES, preprocessing, lambda);
    }

    @Test
    void isTheLossByTheBook() {
        double loss = 0;
        double sumOfSquares = 0;
        for (int i = 0; i < IMAGES; i++) {
            double[] scores = new double[CLASSES];
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                scores[k] = model.bias().get(k, 0);
                for (int d = 0; d < FEATURES; d++) {
                    double w = model.weights().get(k, d);
                    scores[k] += w * preprocessing.apply(images.get(i, d), d);
                    sumOfSquares += i == 0 ? w * w : 0;
                }
                sum += Math.exp(scores[k]);
            }
            loss += Math.log(sum) - scores[labels[i]];
        }
        double[] parameters = SoftmaxLossFunction.vectorOf(model);

        assertEquals(loss / IMAGES, loss(0).applyAsDouble(parameters), 1e-13);
        assertEquals(loss / IMAGES + 0.3 * sumOfSquares, loss(0.3).applyAsDouble(parameters), 1e-13);
    }

    @Test
    void vectorIsClassAfterClassWeightsThenBias() {
        LinearModel small = LinearModel.allocate(arena, 2, 3);
        small.weights().copyFrom(new float[] {1, 2, 3, 4, 5, 6});
        small.bias().copyFrom(new float[] {-1, -2});

        assertArrayEquals(new double[] {1, 2, 3, -1, 4, 5, 6, -2}, SoftmaxLossFunction.vectorOf(small));
        assertEquals(CLASSES * (FEATURES + 1), loss(0).parameterCount());
        assertEquals(loss(0).parameterCount(), SoftmaxLossFunction.vectorOf(model).length);
    }

    @Test
    void hugeScoresDoNotOverflow() {
        double[] parameters = new double[loss(0).parameterCount()];
        for (int k = 0; k < CLASSES; k++) {
            parameters[k * (FEATURES + 1) + FEATURES] = 1e6 * k;
        }
        double loss = loss(0).applyAsDouble(parameters);

        assertTrue(loss >= 0 && loss <= 3e6, "loss " + loss);
    }

    @Test
    void labelsAreCopied() {
        SoftmaxLossFunction loss = loss(0);
        double[] parameters = SoftmaxLossFunction.vectorOf(model);
        double before = loss.applyAsDouble(parameters);
        labels[0] = (labels[0] + 1) % CLASSES;

        assertEquals(before, loss.applyAsDouble(parameters));
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertRefused("48", () -> loss(0).applyAsDouble(new double[47]));
        assertRefused(
                "Label 4 of image 1",
                () -> new SoftmaxLossFunction(
                        kernels, images, new int[] {0, 4, 0, 0, 0, 0}, CLASSES, preprocessing, 0));
        assertRefused(
                "5 labels", () -> new SoftmaxLossFunction(kernels, images, new int[5], CLASSES, preprocessing, 0));
        assertRefused(
                "0 images",
                () -> new SoftmaxLossFunction(kernels, images.rows(0, 0), labels, CLASSES, preprocessing, 0));
        assertRefused(
                "11 pixels",
                () -> new SoftmaxLossFunction(kernels, images, labels, CLASSES, Preprocessing.none(arena, 12), 0));
    }

    private static void assertRefused(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
