package org.lanewise.learn.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;

class LossPlaneTest {

    private static final int IMAGES = 40;
    private static final int CLASSES = 7;
    private static final int FEATURES = 50;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(3);
    private final Preprocessing preprocessing = Inputs.preprocessing(arena, random, FEATURES);
    private final LinearModel origin = Inputs.model(arena, random, CLASSES, FEATURES, 0.1);
    private final LinearModel first = Inputs.model(arena, random, CLASSES, FEATURES, 0.1);
    private final LinearModel second = Inputs.model(arena, random, CLASSES, FEATURES, 0.1);
    private final int[] labels = Inputs.labels(random, IMAGES, CLASSES);
    private final Features pixels = Inputs.pixels(arena, random, IMAGES, FEATURES, 3, 1);

    private record Images(Features features, int[] labels) implements Examples {
        @Override
        public int classes() {
            return CLASSES;
        }

        @Override
        public int label(int row) {
            return labels[row];
        }
    }

    @AfterEach
    void free() {
        arena.close();
    }

    private LossPlane plane(Examples data, Loss loss, Regularization regularization) {
        return new LossPlane(
                arena,
                kernels,
                new ScoreFunction(origin, preprocessing),
                data,
                new Objective(loss, regularization),
                first,
                second);
    }

    @Test
    void isTheLossOfTheModelAtThatPoint() {
        Workspace workspace = kernels.workspace(arena, IMAGES, CLASSES, FEATURES);
        LinearModel gradient = LinearModel.allocate(arena, CLASSES, FEATURES);
        LinearModel there = LinearModel.allocate(arena, CLASSES, FEATURES);
        for (Loss loss : Losses.all(CLASSES)) {
            for (Regularization regularization : Losses.regularizations()) {
                LossPlane plane = plane(new Images(pixels, labels), loss, regularization);
                for (float[] point : new float[][] {{0, 0}, {1, 0}, {0, 1}, {-0.5f, 2}, {3, -1.25f}}) {
                    move(origin.weights(), first.weights(), second.weights(), point, there.weights());
                    move(origin.bias(), first.bias(), second.bias(), point, there.bias());
                    double expected = kernels.gradient(
                            new ScoreFunction(there, preprocessing),
                            new Objective(loss, regularization),
                            Minibatch.of(pixels, labels),
                            gradient,
                            workspace);
                    assertEquals(expected, plane.at(point[0], point[1]), 2e-5 * expected, loss + " " + regularization);
                }
            }
        }
    }

    private static void move(FloatMatrix w, FloatMatrix u, FloatMatrix v, float[] point, FloatMatrix result) {
        for (int k = 0; k < w.rows(); k++) {
            for (int d = 0; d < w.columns(); d++) {
                result.set(k, d, w.get(k, d) + point[0] * u.get(k, d) + point[1] * v.get(k, d));
            }
        }
    }

    @Test
    void aPointHasTheSameLossWhateverWasAskedBefore() {
        LossPlane plane = plane(new Images(pixels, labels), Losses.all(CLASSES).getFirst(), Regularization.l2(0.1f));
        double before = plane.at(0.3f, 0.4f);
        plane.at(-2, 5);
        assertEquals(before, plane.at(0.3f, 0.4f));
    }

    @Test
    void noImageIsRefused() {
        Examples none = new Images(pixels, labels).subset(0, 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> plane(none, Losses.all(CLASSES).getFirst(), Regularization.none()));
    }
}
