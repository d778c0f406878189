package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.StripedFeatures;
import org.lanewise.learn.optimize.Minimum;

/** L-BFGS finds the minimum, which gradient descent does not get below, with the same bits everywhere. */
@Tag("large")
class LbfgsTest {

    private static final int CLASSES = 5;
    private static final int FEATURES = 40;
    private static final TrainingListener NOBODY = new TrainingListener() {};

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final StripedFeatures data = StripedFeatures.draw(arena, 180, 200, CLASSES, FEATURES);
    private final Preprocessing preprocessing = Preprocessing.meanImage(arena, data.features(), 1 / 64f);

    @AfterEach
    void close() {
        arena.close();
    }

    private LinearModel model() {
        return LinearModel.allocate(arena, CLASSES, FEATURES);
    }

    private Lbfgs lbfgs(Kernels who, Loss loss, Regularization regularization) {
        return new Lbfgs(who, preprocessing, data, loss, regularization);
    }

    @Test
    void reachesTheMinimum() {
        Regularization l2 = Regularization.l2(0.01f).withBias();
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm()}) {
            LinearModel model = model();
            Minimum result = lbfgs(kernels, loss, l2).minimize(model, 200, 1e-8, NOBODY);
            double[] descent = {Double.POSITIVE_INFINITY};
            TrainingListener listener = new TrainingListener() {
                @Override
                public void stepDone(int epoch, long step, double value, float learningRate) {
                    descent[0] = value;
                }
            };
            Trainer.of(kernels, preprocessing, data)
                    .loss(loss)
                    .regularization(l2)
                    .batchSize(200)
                    .epochs(1000)
                    .schedule(Schedule.constant(0.02f))
                    .listener(listener)
                    .build()
                    .train(model());

            assertEquals(Minimum.Reason.CONVERGED, result.reason(), result.toString());
            assertTrue(result.iterations() < 100, result.toString());
            assertTrue(result.value() <= descent[0] + 1e-6, result + ", descent " + descent[0]);
            assertNearTheMinimum(model, loss, l2, true);
        }
    }

    /** The loss curves by at least 2 l2 everywhere, so it is at most |g|^2 / (4 l2) above its minimum; g in double. */
    private void assertNearTheMinimum(LinearModel model, Loss loss, Regularization l2, boolean bias) {
        LossFunction function = new LossFunction(
                Kernels.scalar(),
                Minibatch.of(data.features(), data.labels()),
                CLASSES,
                preprocessing,
                new Objective(loss, l2),
                bias);
        double[] gradient = function.gradient(function.vectorOf(model));
        double above = Doubles.dot(gradient, gradient) / (4 * l2.l2());
        assertTrue(above < 1e-6, "up to " + above + " above the minimum");
    }

    /** Where nothing is left to gain the model keeps its bits. */
    @Test
    void aModelAtTheOptimumStaysAsItIs() {
        LinearModel model = model();
        Regularization l2 = Regularization.l2(0.01f);
        lbfgs(kernels, SoftmaxCrossEntropy.softmax(), l2).minimize(model, 200, 1e-10, NOBODY);
        float[] weights = model.weights().toArray();
        Minimum again = lbfgs(kernels, SoftmaxCrossEntropy.softmax(), l2).minimize(model, 200, 1e-8, NOBODY);
        assertEquals(Minimum.Reason.CONVERGED, again.reason());
        assertEquals(0, again.iterations());
        assertArrayEquals(weights, model.weights().toArray());
    }

    @Test
    void aModelOfAnotherShapeIsRefused() {
        LinearModel narrow = LinearModel.allocate(arena, CLASSES, FEATURES - 1);
        Lbfgs lbfgs = lbfgs(kernels, SoftmaxCrossEntropy.softmax(), Regularization.none());
        String message = assertThrows(IllegalArgumentException.class, () -> lbfgs.minimize(narrow, 1, 0, NOBODY))
                .getMessage();
        assertEquals("The examples have 40 features, but the model has 39 features.", message);
    }

    @Test
    void sameBitsWithScalarKernelsAndThreads() {
        try (Workers workers = Workers.of(3)) {
            LinearModel expected = model();
            Regularization l2 = Regularization.l2(0.01f);
            Loss softmax = SoftmaxCrossEntropy.softmax();
            Minimum result = lbfgs(kernels, softmax, l2).minimize(expected, 8, 0, NOBODY);
            for (Kernels who : new Kernels[] {Kernels.scalar(), kernels.on(workers)}) {
                LinearModel actual = model();
                assertEquals(result, lbfgs(who, softmax, l2).minimize(actual, 8, 0, NOBODY));
                assertArrayEquals(expected.weights().toArray(), actual.weights().toArray());
            }
        }
    }

    @Test
    void stopEndsAfterTheIteration() {
        Lbfgs lbfgs = lbfgs(kernels, SoftmaxCrossEntropy.softmax(), Regularization.l2(0.01f));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepDone(int iteration, long evaluations, double value, float length) {
                lbfgs.stop();
            }
        };
        Minimum result = lbfgs.minimize(model(), 50, 0, listener);
        assertEquals(1, result.iterations());
        assertEquals(Minimum.Reason.STOPPED, result.reason());
    }

    @Test
    void whereRoundingHidesTheDecreaseItSaysSo() {
        LinearModel model = model();
        Lbfgs lbfgs = lbfgs(kernels, SoftmaxCrossEntropy.softmax(), Regularization.l2(0.01f));
        Minimum result = lbfgs.minimize(model, 1000, 0, NOBODY);
        assertEquals(Minimum.Reason.SHORT_STEPS, result.reason(), result.toString());
        Minimum again = lbfgs.minimize(model, 1000, 0, NOBODY);
        assertTrue(result.value() - again.value() < 1e-6, result + ", then " + again);
        assertEquals(
                Minimum.Reason.ITERATIONS_DONE,
                lbfgs.minimize(model(), 2, 0, NOBODY).reason());
    }

    @Test
    void withoutABiasItIsTheMinimumOfTheWeightsAlone() {
        Regularization l2 = Regularization.l2(0.01f);
        Loss softmax = SoftmaxCrossEntropy.softmax();
        LinearModel with = model();
        double lower =
                lbfgs(kernels, softmax, l2).minimize(with, 200, 1e-8, NOBODY).value();
        LinearModel without = model();
        without.bias().fill(3);
        Minimum result =
                new Lbfgs(kernels, preprocessing, data, softmax, l2, false).minimize(without, 200, 1e-8, NOBODY);
        assertArrayEquals(new float[CLASSES], without.bias().toArray());
        assertTrue(result.value() > lower + 1e-4, result + ", with a bias " + lower);
        assertNearTheMinimum(without, softmax, l2, false);
    }

    @Test
    void kinksAreRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> lbfgs(kernels, MulticlassHinge.svm(), Regularization.l2(1)))
                .getMessage();
        assertTrue(message.startsWith("L-BFGS needs a loss with a gradient everywhere"), message);
    }
}
