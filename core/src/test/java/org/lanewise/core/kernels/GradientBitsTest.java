package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.testing.Scale;

/** Loss and gradient of a minibatch give the bits of the scalar kernels, which are the textbook's loops. */
class GradientBitsTest {

    private static final long SEED = 100;

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
        check(18, 10, features, 0.01f);
    }

    @Test
    void everyNumberOfImagesAndClasses() {
        for (int images = 1; images <= 40; images++) {
            for (int classes = 1; classes <= 21; classes += images % 4 == 0 ? 1 : 3) {
                check(images, classes, 19 + images % 30, 0.5f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10", "2, 10", "16, 10", "17, 10", "33, 10", "63, 10", "64, 10", "65, 10", "127, 10", "129, 10", "200, 7",
        "6, 100", "256, 10", "513, 3"
    })
    void cifarRecords(int images, int classes) {
        check(images, classes, 3072, 1e-3f);
    }

    /** Batches on both sides of {@link Kernels#PREPARED} and of a block of images. */
    @ParameterizedTest
    @CsvSource({"1, 10, 37", "5, 1, 64", "16, 3, 33", "17, 10, 3072", "65, 21, 50", "130, 2, 16", "1100, 3, 40"})
    void everyLossAndRegularization(int images, int classes, int features) {
        for (Loss loss : Losses.all(classes)) {
            check(images, classes, features, loss, Regularization.l2(0.01f));
        }
        for (Regularization regularization : Losses.regularizations()) {
            check(images, classes, features, MulticlassHinge.svm(), regularization);
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
        Placement place = Placement.random(new SplittableRandom(seed));
        try (Arena arena = Arena.ofShared()) {
            Batch batch = Batch.draw(arena, seed, images, classes, features, loss, regularization);
            float[] weightsBefore = batch.model().weights().toArray();
            Batch.Result expected = batch.run(arena, Kernels.scalar(), new Placement(0, 0, 0));
            Batch floats = batch.asFloats(arena);
            batch.run(arena, kernels, place).assertSame(expected, batch.name());
            floats.run(arena, kernels, place).assertSame(expected, floats.name());
            assertArrayEquals(weightsBefore, batch.model().weights().toArray(), "the model is only read");
        }
    }

    @Test
    void biasTrickIsTheSameAsASeparateBias() {
        try (Arena arena = Arena.ofShared()) {
            Batch batch = Batch.draw(arena, SEED, 20, 10, 100, 0.01f);
            Batch.Result separate = batch.run(arena, kernels, new Placement(0, 0, 0));
            LinearModel model = LinearModel.ofBiasTrick(FloatMatrix.allocate(arena, 10, 101));
            model.weights().copyFrom(batch.model().weights());
            model.bias().copyFrom(batch.model().bias());
            LinearModel gradient = LinearModel.ofBiasTrick(FloatMatrix.allocate(arena, 10, 101));
            double loss = batch.with(model).gradient(kernels, gradient, kernels.workspace(arena, 20, 10, 100));

            assertEquals(separate.loss(), loss);
            separate.guarded().assertHolds(gradient, () -> "bias trick");
        }
    }

    /** A workspace that has served other batches, larger and smaller ones, gives the same as a new one. */
    @Test
    void workspaceCarriesNothingOver() {
        try (Arena arena = Arena.ofShared()) {
            Workspace used = kernels.workspace(arena, 300, 10, 100);
            LinearModel gradient = LinearModel.allocate(arena, 10, 100);
            for (int images : new int[] {70, 1, 64, 65, 3, 300, 70, 2}) {
                Batch batch = Batch.draw(arena, SEED + images, images, 10, 100, 0.01f);
                double loss = batch.gradient(kernels, gradient, used);
                Batch.Result fresh = batch.run(arena, kernels, new Placement(0, 0, 0));

                assertEquals(fresh.loss(), loss, batch.name());
                fresh.guarded().assertHolds(gradient, batch::name);
            }
        }
    }
}
