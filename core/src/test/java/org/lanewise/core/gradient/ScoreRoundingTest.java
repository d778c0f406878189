package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;

@Tag("any-kernels")
class ScoreRoundingTest {

    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(290);

    @AfterEach
    void close() {
        arena.close();
    }

    /** (|w| |scale| (x + |mean|) of both pixels + |b|) u (6 + 1.5 sqrt(2 / 16)), twice, of the class where that is largest. */
    @Test
    void isTheFormula() {
        Features pixels = Inputs.pixels(arena, random, 1, 2, 0, 0);
        LinearModel model = LinearModel.allocate(arena, 2, 2);
        model.weights().copyFrom(new float[] {0.5f, -2, 0, 1});
        model.bias().copyFrom(new float[] {-4, 3});
        Preprocessing preprocessing = new Preprocessing(
                FloatMatrix.copyOf(arena, 1, 2, 100, -20), FloatMatrix.copyOf(arena, 1, 2, 0.25f, -0.5f));
        double first = 0.125 * (pixels.get(0, 0) + 100) + (pixels.get(0, 1) + 20) + 4;

        assertEquals(
                2 * 0x1p-24 * (6 + 1.5 * Math.sqrt(0.125)) * first,
                ScoreRounding.ofDifferences(model, preprocessing, pixels)[0],
                1e-18);
    }

    @ParameterizedTest
    @CsvSource({"5, 30", "40, 700"})
    void scoresOfTheKernelsAreWithinIt(int images, int features) {
        Features pixels = Inputs.pixels(arena, random, images, features, 0, 0);
        Preprocessing preprocessing = Inputs.preprocessing(arena, random, features);
        LinearModel model = Inputs.model(arena, random, 10, features, 1 / Math.sqrt(features));
        LossFunction exact = new LossFunction(
                Kernels.scalar(),
                Minibatch.of(pixels, new int[images]),
                10,
                preprocessing,
                new Objective(SoftmaxCrossEntropy.softmax(), Regularization.none()),
                true);
        double[][] expected = exact.scores(exact.vectorOf(model));
        FloatMatrix scores = FloatMatrix.allocate(arena, images, 10);
        Kernels.scalar()
                .scores(
                        new ScoreFunction(model, preprocessing),
                        pixels,
                        scores,
                        Kernels.scalar().workspace(arena, images, 10, features));
        double[] bounds = ScoreRounding.ofDifferences(model, preprocessing, pixels);
        for (int i = 0; i < images; i++) {
            for (int k = 0; k < 10; k++) {
                double error = scores.get(i, k) - scores.get(i, 0) - (expected[i][k] - expected[i][0]);
                assertTrue(Math.abs(error) <= bounds[i], () -> error + " in image, class");
            }
        }
    }
}
