package org.lanewise.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.evaluate.Evaluation;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** Steps of gradient descent learn, and learn the same bits with every kernel. */
class MinibatchStepTest {

    private static final long SEED = 160;
    private static final int IMAGES = 300;
    private static final int CLASSES = 10;
    private static final int FEATURES = 147;
    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofConfined();
    private final LabeledImages data = data();
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, data.images(), 1 / 64f);

    @AfterEach
    void close() {
        arena.close();
    }

    /** Noise, in which every class is brighter at its own tenth of the pixels. */
    private LabeledImages data() {
        SplittableRandom random = new SplittableRandom(SEED);
        PixelMatrix images = Inputs.pixels(arena, random, IMAGES, FEATURES, 1, 1);
        int[] labels = Inputs.labels(random, IMAGES, CLASSES);
        for (int i = 0; i < IMAGES; i++) {
            for (int d = labels[i]; d < FEATURES; d += CLASSES) {
                int brighter = images.get(i, d) / 2 + 127;
                images.segment(i).set(ValueLayout.JAVA_BYTE, images.offset(i) + d, (byte) brighter);
            }
        }
        return new LabeledImages() {
            @Override
            public PixelMatrix images() {
                return images;
            }

            @Override
            public int classes() {
                return CLASSES;
            }

            @Override
            public int label(int row) {
                return labels[row];
            }
        };
    }

    /** Trains for some steps of batches of 32, the last of an epoch smaller; returns the losses. */
    private double[] train(Kernels who, LinearModel model, int steps) {
        MinibatchStep step = new MinibatchStep(arena, who, model, preprocessing, 32, SOFTMAX, Regularization.l2(1e-4f));
        Minibatches batches = new Minibatches(data, 32);
        double[] losses = new double[steps];
        int epoch = 0;
        for (int i = 0; i < steps; i++) {
            if (!batches.next()) {
                batches.shuffle(SEED, epoch++);
                batches.next();
            }
            losses[i] = step.run(batches.images(), batches.labels(), 0.01f);
        }
        return losses;
    }

    private LinearModel start() {
        return Inputs.model(arena, new SplittableRandom(SEED), CLASSES, FEATURES, 0.001);
    }

    @Test
    void stepsOnOneMinibatchDecreaseItsLoss() {
        LinearModel model = start();
        MinibatchStep step =
                new MinibatchStep(arena, kernels, model, preprocessing, 32, SOFTMAX, Regularization.none());
        PixelMatrix images = data.images().rows(0, 32);
        int[] labels = new int[32];
        for (int i = 0; i < 32; i++) {
            labels[i] = data.label(i);
        }
        double before = step.run(images, labels, 0.01f);
        assertEquals(Math.log(CLASSES), before, 0.2);
        for (int i = 0; i < 20; i++) {
            double after = step.run(images, labels, 0.01f);
            assertTrue(after < before, "step " + i + ": " + before + ", then " + after);
            before = after;
        }
    }

    @Test
    void aStepIsTheGradientTimesTheLearningRate() {
        LinearModel model = start();
        LinearModel reference = start();
        LinearModel gradient = LinearModel.allocate(arena, CLASSES, FEATURES);
        int[] labels = new int[7];
        double loss = kernels.lossAndGradient(
                reference,
                preprocessing,
                data.images().rows(0, 7),
                labels,
                SOFTMAX,
                Regularization.l2(0.01f),
                gradient,
                Workspace.allocate(arena, 7, CLASSES, FEATURES));
        kernels.axpy(-0.5f, gradient.weights(), reference.weights());
        kernels.axpy(-0.5f, gradient.bias(), reference.bias());

        MinibatchStep step =
                new MinibatchStep(arena, kernels, model, preprocessing, 10, SOFTMAX, Regularization.l2(0.01f));
        assertEquals(loss, step.run(data.images().rows(0, 7), labels, 0.5f));
        assertArrayEquals(reference.weights().toArray(), model.weights().toArray());
        assertArrayEquals(reference.bias().toArray(), model.bias().toArray());
    }

    private double accuracy(LinearModel model) {
        return Evaluation.of(kernels, model, preprocessing, SOFTMAX, data).accuracy();
    }

    @Test
    void trainingLearns() {
        LinearModel model = start();
        double before = accuracy(model);
        train(kernels, model, 100);
        double after = accuracy(model);

        assertTrue(before < 0.4 && after > 0.9, "accuracy " + before + ", after training " + after);
    }

    @Test
    void trainingGivesTheSameBitsWithScalarKernels() {
        LinearModel model = start();
        LinearModel scalar = start();
        double[] losses = train(kernels, model, 20);

        assertArrayEquals(train(Kernels.scalar(), scalar, 20), losses);
        assertArrayEquals(scalar.weights().toArray(), model.weights().toArray());
        assertArrayEquals(scalar.bias().toArray(), model.bias().toArray());
    }
}
