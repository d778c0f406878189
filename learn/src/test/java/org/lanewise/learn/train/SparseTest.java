package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.optimize.Minimum;

/** L-BFGS with L1: exact zeros, and the condition of the minimum, that zero is a subgradient, in double. */
class SparseTest {

    private static final int CLASSES = 3;
    private static final int FEATURES = 12;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(3);

    @AfterEach
    void close() {
        arena.close();
    }

    /** Three features tell the classes apart, the others nothing; one is constant; units and offsets differ. */
    private Examples draw(int count) {
        float[][] features = new float[count][FEATURES];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int d = 0; d < FEATURES - 1; d++) {
                features[i][d] = (float) ((1 + d) * (1 + random.nextGaussian() + (d == labels[i] ? 1.5 : 0)));
            }
        }
        return Examples.copyOf(arena, features, labels);
    }

    private record Sparse(LinearModel model, Minimum minimum) {

        int zeros() {
            int zeros = 0;
            for (float weight : model.weights().toArray()) {
                zeros += weight == 0 ? 1 : 0;
            }
            return zeros;
        }
    }

    private Sparse minimized(Kernels with, Examples examples, Preprocessing map, Loss loss, Regularization penalty) {
        LinearModel model = LinearModel.allocate(arena, CLASSES, FEATURES);
        Minimum minimum =
                new Lbfgs(with, map, examples, loss, penalty).minimize(model, 500, 1e-9, new TrainingListener() {});
        return new Sparse(model, minimum);
    }

    @Test
    void zeroIsASubgradientOfTheMinimum() {
        Examples drawn = draw(600);
        float[] weights = new float[600];
        for (int i = 0; i < 600; i++) {
            weights[i] = 1 + i % 3;
        }
        Regularization[] penalties = {
            Regularization.l1(0.02f), Regularization.l1(0.1f), new Regularization(0.02f, 0.01f, false)
        };
        for (Examples examples : new Examples[] {drawn, drawn.weighted(weights)}) {
            for (Preprocessing map : new Preprocessing[] {
                Preprocessing.standardize(arena, drawn.features()), Preprocessing.none(arena, FEATURES)
            }) {
                for (Regularization penalty : penalties) {
                    Sparse sparse = minimized(kernels, examples, map, SoftmaxCrossEntropy.softmax(), penalty);
                    assertTrue(sparse.zeros() >= CLASSES, "the constant feature at least");
                    assertMinimum(sparse, map, examples, penalty);
                }
            }
        }
    }

    private static void assertMinimum(Sparse sparse, Preprocessing map, Examples examples, Regularization penalty) {
        LinearModel model = sparse.model();
        WeightedSoftmax slope = WeightedSoftmax.at(model, map, examples);
        double value = slope.loss();
        for (int k = 0; k < CLASSES; k++) {
            assertEquals(0, slope.bias()[k], 2e-4);
            for (int d = 0; d < FEATURES; d++) {
                double w = model.weights().get(k, d);
                // A feature that is d + 1 times as large has as large a slope.
                double tolerance = 2e-4 * (map.mean().get(0, 0) == 0 ? d + 1 : 1);
                double smooth = slope.weights()[k][d] + 2 * penalty.l2() * w;
                value += penalty.penalty(w);
                if (w == 0) {
                    assertTrue(Math.abs(smooth) <= penalty.l1() + tolerance, smooth + " at a zero");
                } else {
                    assertEquals(-penalty.l1() * Math.signum(w), smooth, tolerance);
                }
            }
        }
        assertEquals(value, sparse.minimum().value(), 1e-5 * value);
    }

    @Test
    void whatIsStrongerLeavesFewer() {
        Examples examples = draw(600);
        Preprocessing map = Preprocessing.standardize(arena, examples.features());
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm()}) {
            int before = 0;
            for (float l1 : new float[] {0.001f, 0.03f, 0.1f, 100}) {
                int zeros = minimized(kernels, examples, map, loss, Regularization.l1(l1))
                        .zeros();
                assertTrue(zeros >= before, l1 + ": " + zeros + " zeros");
                before = zeros;
            }
            assertEquals(CLASSES * FEATURES, before, "nothing pays");
        }
    }

    /** With next to no L1 it is the same minimum as without. */
    @Test
    void aTraceOfL1IsNone() {
        Examples examples = draw(300);
        Preprocessing map = Preprocessing.standardize(arena, examples.features());
        Loss loss = MulticlassHinge.squaredSvm();
        Minimum with = minimized(kernels, examples, map, loss, new Regularization(1e-9f, 0.05f, false))
                .minimum();
        Minimum without = minimized(kernels, examples, map, loss, Regularization.l2(0.05f))
                .minimum();
        assertEquals(Minimum.Reason.CONVERGED, with.reason());
        assertEquals(without.value(), with.value(), 1e-6 * without.value());
    }

    @Test
    void threadsGiveTheSameBits() {
        Examples examples = draw(500);
        Preprocessing map = Preprocessing.standardize(arena, examples.features());
        Loss loss = SoftmaxCrossEntropy.softmax();
        Regularization l1 = Regularization.l1(0.01f);
        float[] alone =
                minimized(kernels, examples, map, loss, l1).model().weights().toArray();
        try (Workers workers = Workers.of(2)) {
            Sparse shared = minimized(kernels.on(workers), examples, map, loss, l1);
            assertArrayEquals(alone, shared.model().weights().toArray());
        }
    }

    @Test
    void aBiasThatIsNotFreeIsRefused() {
        Examples examples = draw(10);
        Preprocessing none = Preprocessing.none(arena, FEATURES);
        Loss loss = SoftmaxCrossEntropy.softmax();
        for (Runnable call : new Runnable[] {
            () -> new Lbfgs(kernels, none, examples, loss, Regularization.l1(1), false),
            () -> new Lbfgs(kernels, none, examples, loss, Regularization.l1(1).withBias())
        }) {
            String message =
                    assertThrows(IllegalArgumentException.class, call::run).getMessage();
            assertTrue(message.contains("L-BFGS needs a bias that is free"), message);
        }
    }
}
