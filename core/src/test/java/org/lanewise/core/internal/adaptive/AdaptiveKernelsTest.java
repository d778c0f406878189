package org.lanewise.core.internal.adaptive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** Kernels that change over while they are used: the results are those of either. */
@Timeout(120)
class AdaptiveKernelsTest {

    private final Kernels fast = KernelsUnderTest.get();
    private final Kernels adaptive = AdaptiveKernels.of(fast);
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(620);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void callsItselfAsTheFastKernels() {
        assertEquals(fast.info(), adaptive.info());
    }

    /** 300 steps on the way from plain loops to SIMD kernels, each of which changes the model. */
    @Test
    void aTrainingHasTheSameBitsWhoeverComputes() {
        for (Loss loss : new Loss[] {SoftmaxCrossEntropy.softmax(), MulticlassHinge.squaredSvm()}) {
            for (int examples : new int[] {9, 40}) {
                assertSameTraining(new Objective(loss, Regularization.l2(1e-3f)), examples);
            }
        }
    }

    private void assertSameTraining(Objective objective, int examples) {
        int classes = 7;
        int columns = 190;
        Features bytes = Inputs.pixels(arena, random, examples, columns, 0, 0);
        Minibatch minibatch = Minibatch.of(bytes, Inputs.labels(random, examples, classes));
        Preprocessing preprocessing = Inputs.preprocessing(arena, random, columns);
        LinearModel expected = LinearModel.allocate(arena, classes, columns);
        LinearModel actual = LinearModel.allocate(arena, classes, columns);
        Workspace ofFast = fast.workspace(arena, examples, classes, columns);
        Workspace ofAdaptive = adaptive.workspace(arena, examples, classes, columns);
        for (int step = 0; step < 300; step++) {
            double loss = fast.step(new ScoreFunction(expected, preprocessing), objective, minibatch, 1e-4f, ofFast);
            assertEquals(
                    loss,
                    adaptive.step(new ScoreFunction(actual, preprocessing), objective, minibatch, 1e-4f, ofAdaptive));
        }
        assertArrayEquals(expected.weights().toArray(), actual.weights().toArray());
        assertArrayEquals(expected.bias().toArray(), actual.bias().toArray());
    }

    @Test
    void productsHaveTheSameBitsWhoeverComputes() {
        FloatMatrix a = FloatMatrix.copyOf(arena, 70, 90, Inputs.normal(random, 70 * 90, 1));
        FloatMatrix b = FloatMatrix.copyOf(arena, 90, 50, Inputs.normal(random, 90 * 50, 1));
        FloatMatrix expected = FloatMatrix.allocate(arena, 70, 50);
        FloatMatrix actual = FloatMatrix.allocate(arena, 70, 50);
        fast.matmul(a, b, expected);
        for (int i = 0; i < 300; i++) {
            actual.fill(Float.NaN);
            adaptive.matmul(a, b, actual);
            assertArrayEquals(expected.toArray(), actual.toArray());
        }
    }

    @Test
    void warmedUpItIsNotMeasuredForLong() {
        assumeTrue(KernelsUnderTest.isScalarRun(), "Skipped: the scalar kernels show it.");
        Kernels kernels = AdaptiveKernels.of(fast);
        kernels.warmUp();
        double[] a = {1, 2, 3};
        for (int i = 0; i < 100; i++) {
            assertEquals(14, kernels.dot(a, 0, a, 0, 3));
        }
    }

    @Test
    void withoutTimeAWarmUpMakesItsCallOnce() {
        assertEquals(1, callsOfWarmUp(AdaptiveKernels.of(fast), Duration.ZERO));
    }

    /** The first ends because all is compiled, so the second has nothing to do. */
    @Test
    void aCallThatIsWarmedUpNeedsNoOther() {
        assumeTrue(fast.info().isSimd(), "Skipped: scalar kernels never get as fast as plain loops.");
        Kernels kernels = AdaptiveKernels.of(fast);
        assertTrue(callsOfWarmUp(kernels, Duration.ofMinutes(1)) >= 20, "so many good calls settle it");
        assertEquals(1, callsOfWarmUp(kernels, Duration.ofMinutes(1)));
    }

    /** Warms products up, which have the same bits whoever computes them; how many there were. */
    private int callsOfWarmUp(Kernels kernels, Duration most) {
        FloatMatrix a = FloatMatrix.copyOf(arena, 70, 90, Inputs.normal(random, 70 * 90, 1));
        FloatMatrix b = FloatMatrix.copyOf(arena, 90, 50, Inputs.normal(random, 90 * 50, 1));
        FloatMatrix expected = FloatMatrix.allocate(arena, 70, 50);
        FloatMatrix actual = FloatMatrix.allocate(arena, 70, 50);
        fast.matmul(a, b, expected);
        int[] calls = {0};
        kernels.warmUp(
                warming -> {
                    calls[0]++;
                    actual.fill(Float.NaN);
                    warming.matmul(a, b, actual);
                    assertArrayEquals(expected.toArray(), actual.toArray());
                },
                most);
        return calls[0];
    }

    @Test
    void scratchOfOtherKernelsIsRefused() {
        Workspace foreign = Kernels.scalar().workspace(arena, 4, 3, 5);
        ScoreFunction f = new ScoreFunction(LinearModel.allocate(arena, 3, 5), Preprocessing.none(arena, 5));
        FloatMatrix features = FloatMatrix.allocate(arena, 4, 5);
        FloatMatrix scores = FloatMatrix.allocate(arena, 4, 3);
        assertThrows(IllegalArgumentException.class, () -> adaptive.scores(f, features, scores, foreign));
    }

    @Test
    void confinedMemoryIsRefusedByHelpedKernelsFromTheFirstCall() {
        try (Workers workers = Workers.of(2);
                Arena confined = Arena.ofConfined()) {
            Kernels helped = adaptive.on(workers);
            if (helped.info().threads() == 1) {
                return;
            }
            FloatMatrix matrix = FloatMatrix.allocate(confined, 3, 3);
            FloatMatrix result = FloatMatrix.allocate(arena, 3, 3);
            assertThrows(WrongThreadException.class, () -> helped.matmul(matrix, matrix, result));
            assertTrue(helped.info().threads() == 2);
        }
    }
}
