package org.lanewise.core.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.testing.Inputs;

/** Losses and regularizations as values: what they refuse, and what they say. */
@Tag("any-kernels")
class LossDescriptionsTest {

    private static final ClassWeights EQUAL = ClassWeights.equal();

    @Test
    void numbersOutOfRangeAreRefused() {
        for (float strength : new float[] {-1e-9f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertRefused(strength, () -> Regularization.l1(strength));
            assertRefused(strength, () -> Regularization.l2(strength));
            assertRefused(strength, () -> new MulticlassHinge(strength, false, EQUAL));
            assertRefused(strength, () -> ClassWeights.of(1, strength));
            assertRefused(strength, () -> new SoftmaxCrossEntropy(strength, EQUAL));
        }
        assertRefused(1, () -> new SoftmaxCrossEntropy(1, EQUAL));
        assertThrows(IllegalArgumentException.class, ClassWeights::of);
        assertThrows(IllegalArgumentException.class, () -> ClassWeights.of(0, 0));
        assertEquals(0, new MulticlassHinge(0, false, EQUAL).margin(), "no margin is one as well");
    }

    private static void assertRefused(float number, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(String.valueOf(number)), message);
    }

    @Test
    void weightsAreValues() {
        float[] array = {1, 2};
        ClassWeights weights = ClassWeights.of(array);
        array[0] = 5;

        assertEquals(ClassWeights.of(1, 2), weights);
        assertEquals(ClassWeights.of(1, 2).hashCode(), weights.hashCode());
        assertNotEquals(ClassWeights.of(1, 3), weights);
        assertNotEquals(EQUAL, ClassWeights.of(1, 1));
        assertEquals(2, weights.of(1));
        assertNotEquals(ClassWeights.of(1, 3).hashCode(), weights.hashCode());
        assertTrue(weights.fits(2) && !weights.fits(3) && EQUAL.fits(3) && EQUAL.isEqual() && !weights.isEqual());
        assertEquals(1, EQUAL.of(77));
        assertEquals(
                "SoftmaxCrossEntropy[smoothing=0.5, weights=[1.0, 2.0]]",
                new SoftmaxCrossEntropy(0.5f, weights).toString());
        assertEquals(SoftmaxCrossEntropy.softmax(), new SoftmaxCrossEntropy(0, ClassWeights.equal()));
    }

    /** As {@code compute_class_weight("balanced", classes=[0, 1, 2], y=labels)} of scikit-learn. */
    @Test
    void balancedWeightsGiveEveryClassTheSameSay() {
        int[] labels = {0, 0, 0, 1, 2, 2};
        assertEquals(ClassWeights.of(2f / 3, 2, 1), ClassWeights.balanced(labelled(labels, 3)));
    }

    /**
     * As {@code compute_class_weight("balanced", classes=[1, 4], y=labels)}: 0.6250, 2.5; the others have no images.
     */
    @Test
    void balancedWeightsAreOfTheClassesThatHaveImages() {
        int[] labels = {1, 4, 1, 1, 1};
        assertEquals(ClassWeights.of(1, 0.625f, 1, 1, 2.5f, 1), ClassWeights.balanced(labelled(labels, 6)));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> ClassWeights.balanced(labelled(new int[0], 3)))
                .getMessage();
        assertTrue(message.contains("at least one image"), message);
    }

    private static Examples labelled(int[] labels, int classes) {
        Features images = Inputs.pixels(Arena.ofAuto(), new SplittableRandom(1), labels.length, 2, 0, 0);
        return new Examples() {
            @Override
            public Features features() {
                return images;
            }

            @Override
            public int classes() {
                return classes;
            }

            @Override
            public int label(int row) {
                return labels[row];
            }
        };
    }

    @Test
    void smoothedTargetsAddUpToOne() {
        SoftmaxCrossEntropy smoothed = new SoftmaxCrossEntropy(0.1f, EQUAL);
        assertEquals(0.91f, smoothed.correctTarget(10), 1e-7f);
        assertEquals(0.01f, smoothed.otherTarget(10), 1e-8f);
        assertEquals(1, SoftmaxCrossEntropy.softmax().correctTarget(10));
        assertEquals(0, SoftmaxCrossEntropy.softmax().otherTarget(10));
    }

    @Test
    void onlySquaresOfTheWeightsAreComputedInPassing() {
        assertTrue(Regularization.none().isPlainL2());
        assertTrue(Regularization.l2(1).isPlainL2());
        assertFalse(Regularization.l1(1).isPlainL2());
        assertFalse(Regularization.l2(1).withBias().isPlainL2());
    }
}
