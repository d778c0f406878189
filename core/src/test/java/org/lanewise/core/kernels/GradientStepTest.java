package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.GuardedModel;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.testing.Scale;

/** A step in one call has the bits of loss, gradient and update by the scalar kernels one after the other. */
class GradientStepTest {

    private static final long SEED = 170;
    private static final float[] RATES = {0, 1, 0.01f, -0.3f, 1e-4f};

    private final Kernels kernels = KernelsUnderTest.get();

    static IntStream features() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 70), IntStream.of(127, 128, 129, 255, 257, 511, 512, 513, 769, 1025));
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyNumberOfFeatures(int features) {
        check(5, 3, features, 0.01f);
        check(9, 10, features, 0);
        check(18, 10, features, 0);
    }

    @Test
    void everyNumberOfClasses() {
        for (int classes = 1; classes <= 21; classes++) {
            check(7, classes, 35, 0.5f);
            check(18, classes, 35, 0.5f);
        }
    }

    /** Every group of classes, and batches on both sides of {@link Kernels#PREPARED} and of a block of images. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 11, 16, 100})
    void everyGroupOfClassesAndImages(int classes) {
        for (int images : new int[] {1, 2, 3, 5, 15, 16, 17, 63, 64, 65, 130}) {
            check(images, classes, 37, 0.01f);
            check(images, classes, 64, 0.01f);
        }
        check(3, classes, 1, 0);
        check(20, classes, 1, 0);
        check(5, classes, 530, 0);
        check(20, classes, 530, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10", "2, 10", "3, 10", "5, 10", "16, 10", "17, 10", "33, 10", "63, 10", "64, 10", "65, 10", "129, 10",
        "130, 10", "6, 100", "40, 100", "20, 2", "16, 2", "1, 1", "20, 1", "20, 7"
    })
    void cifarRecords(int images, int classes) {
        check(images, classes, 3072, 1e-3f);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 37", "5, 1, 64", "16, 3, 33", "17, 10, 3072", "65, 21, 50", "130, 2, 16"})
    void everyLossAndRegularization(int images, int classes, int features) {
        for (Loss loss : Losses.all(classes)) {
            check(images, classes, features, loss, Regularization.l2(0.01f));
        }
        for (Regularization regularization : Losses.regularizations()) {
            check(images, classes, features, SoftmaxCrossEntropy.softmax(), regularization);
        }
    }

    private void check(int images, int classes, int features, float lambda) {
        check(images, classes, features, SoftmaxCrossEntropy.softmax(), Regularization.l2(lambda));
    }

    private void check(int images, int classes, int features, Loss loss, Regularization regularization) {
        long seed = SEED + (images * 1000L + classes) * 10_000 + features;
        if (!Scale.takes(seed, 4L * images * classes * features)) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        float rate = RATES[random.nextInt(RATES.length)];
        try (Arena arena = Arena.ofShared()) {
            Batch batch = Batch.draw(arena, seed, images, classes, features, loss, regularization);
            Batch.Result expected = batch.run(arena, Kernels.scalar(), new Placement(0, 0, 0));
            GuardedModel stepped = GuardedModel.of(arena, new Placement(0, 0, 0), batch.model());
            Kernels.scalar()
                    .axpy(-rate, expected.gradient().weights(), stepped.model().weights());
            Kernels.scalar()
                    .axpy(-rate, expected.gradient().bias(), stepped.model().bias());
            for (Batch form : new Batch[] {batch, batch.asFloats(arena)}) {
                GuardedModel model = GuardedModel.of(arena, Placement.random(random), batch.model());
                String what = form.name() + ", learning rate " + rate;
                assertEquals(expected.loss(), form.with(model.model()).step(arena, kernels, rate), what);
                model.assertHolds(stepped.model(), () -> what);
            }
        }
    }

    @Test
    void biasTrickIsTheSameAsASeparateBias() {
        try (Arena arena = Arena.ofShared()) {
            for (int features : new int[] {0, 1, 15, 16, 100}) {
                Batch batch = Batch.draw(arena, SEED, 20, 10, features, 0.01f);
                LinearModel trick = LinearModel.ofBiasTrick(FloatMatrix.allocate(arena, 10, features + 1));
                trick.weights().copyFrom(batch.model().weights());
                trick.bias().copyFrom(batch.model().bias());

                assertEquals(batch.step(arena, kernels, 0.1f), batch.with(trick).step(arena, kernels, 0.1f));
                assertArrayEquals(
                        batch.model().weights().toArray(), trick.weights().toArray());
                assertArrayEquals(batch.model().bias().toArray(), trick.bias().toArray());
            }
        }
    }

    @Test
    void refusedStepsLeaveTheModelAsItWas() {
        try (Arena arena = Arena.ofShared()) {
            Batch batch = Batch.draw(arena, SEED, 4, 3, 5, 0);
            Workspace workspace = kernels.workspace(arena, 3, 3, 5);
            float[] before = batch.model().weights().toArray();
            int[] labels = {0, 1, 3, 0};

            assertThrows(IllegalArgumentException.class, () -> batch.step(kernels, 1, workspace));
            Workspace large = kernels.workspace(arena, 4, 3, 5);
            assertThrows(
                    IllegalArgumentException.class, () -> batch.with(labels).step(kernels, 1, large));
            assertArrayEquals(before, batch.model().weights().toArray());
        }
    }
}
