package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Reference;
import org.lanewise.testing.Scale;

/** Scores from pixels give the bits that the contract fixes, whatever the shapes and wherever the bytes lie. */
class ScoresBitsTest {

    private static final long SEED = 90;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Reference reference = new Reference(kernels);
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    static IntStream features() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 70),
                IntStream.of(127, 128, 129, 255, 256, 257, 511, 512, 513, 767, 768, 769, 1023, 1024, 1025));
    }

    @ParameterizedTest
    @MethodSource("features")
    void everyNumberOfFeatures(int features) {
        check(5, 3, features, 1, 1);
        check(9, 10, features, 0, 0);
    }

    @Test
    void everyNumberOfImagesAndClasses() {
        for (int images = 0; images <= 40; images++) {
            for (int classes = 1; classes <= 21; classes += images % 4 == 0 ? 1 : 3) {
                check(images, classes, 19 + images % 30, 1, 1);
            }
        }
    }

    /** CIFAR's records: label byte, 3072 pixels. */
    @ParameterizedTest
    @CsvSource({
        "1, 10", "2, 10", "7, 10", "33, 10", "63, 10", "64, 10", "65, 10", "129, 10", "3, 1", "5, 7", "6, 100", "70, 2",
        "9, 16"
    })
    void cifarRecords(int images, int classes) {
        check(images, classes, 3072, 1, 1);
    }

    private void check(int rows, int classes, int features, int offset, int gap) {
        long seed = SEED + (rows * 1000L + classes) * 10_000 + features;
        if (!Scale.takes(seed, 2L * rows * classes * features)) {
            return;
        }
        SplittableRandom random = new SplittableRandom(seed);
        String what = rows + " images, " + classes + " classes, " + features + " features, seed " + seed;
        Features images = Inputs.pixels(arena, random, rows, features, offset, gap);
        Preprocessing preprocessing = Inputs.preprocessing(arena, random, features);
        float[] weights = Inputs.normal(random, classes * features, 0.1);
        float[] bias = Inputs.normal(random, classes, 1);
        LinearModel model = new LinearModel(
                GuardedMatrix.of(arena, Placement.random(random), classes, features, weights)
                        .matrix(),
                GuardedMatrix.of(arena, Placement.random(random), classes, 1, bias)
                        .matrix());
        Placement place = Placement.random(random);
        float[] expected = expected(model, preprocessing, images);

        scores(kernels, model, preprocessing, images, place).assertHolds(expected, () -> what);
        scores(kernels, model, preprocessing, Inputs.asFloats(arena, Placement.random(random), images), place)
                .assertHolds(expected, () -> "floats, " + what);
        if (kernels.info().isSimd()) {
            scores(Kernels.scalar(), model, preprocessing, images, place)
                    .assertHolds(expected, () -> "scalar, " + what);
        }
    }

    private GuardedMatrix scores(
            Kernels who, LinearModel model, Preprocessing preprocessing, Features images, Placement place) {
        GuardedMatrix scores = GuardedMatrix.unwritten(arena, place, images.rows(), model.classes());
        Workspace workspace = who.workspace(arena, 0, model.classes(), model.features());
        who.scores(new ScoreFunction(model, preprocessing), images, scores.matrix(), workspace);
        return scores;
    }

    private float[] scores(LinearModel model, Preprocessing preprocessing, Features images) {
        return scores(kernels, model, preprocessing, images, new Placement(0, 0, 0))
                .matrix()
                .toArray();
    }

    /** V = W scale, c = b - dot(V, mean), f = dot(V, x) + c, each dot product in 16 lanes. */
    private float[] expected(LinearModel model, Preprocessing preprocessing, Features images) {
        int classes = model.classes();
        int features = model.features();
        float[] mean = new float[features];
        float[] folded = new float[classes * features];
        for (int d = 0; d < features; d++) {
            mean[d] = preprocessing.mean().get(0, d);
            for (int k = 0; k < classes; k++) {
                folded[k * features + d] =
                        model.weights().get(k, d) * preprocessing.scale().get(0, d);
            }
        }
        float[] foldedBias = new float[classes];
        for (int k = 0; k < classes; k++) {
            foldedBias[k] = model.bias().get(k, 0) - reference.dot(folded, k * features, mean, 0, features);
        }
        float[] result = new float[images.rows() * classes];
        float[] pixels = new float[features];
        for (int i = 0; i < images.rows(); i++) {
            for (int d = 0; d < features; d++) {
                pixels[d] = images.get(i, d);
            }
            for (int k = 0; k < classes; k++) {
                result[i * classes + k] = reference.dot(folded, k * features, pixels, 0, features) + foldedBias[k];
            }
        }
        return result;
    }

    @Test
    void biasTrickIsTheSameAsASeparateBias() {
        for (int features : new int[] {0, 1, 15, 16, 100, 3072}) {
            SplittableRandom random = new SplittableRandom(SEED + features);
            Features images = Inputs.pixels(arena, random, 7, features, 1, 1);
            Preprocessing preprocessing = Inputs.preprocessing(arena, random, features);
            LinearModel separate = Inputs.model(arena, random, 10, features, 0.1);
            LinearModel trick = LinearModel.ofBiasTrick(FloatMatrix.allocate(arena, 10, features + 1));
            trick.weights().copyFrom(separate.weights());
            trick.bias().copyFrom(separate.bias());
            float[] expected = scores(separate, preprocessing, images);

            scores(kernels, trick, preprocessing, images, new Placement(0, 0, 0))
                    .assertHolds(expected, () -> features + " features");
        }
    }

    /** The neighbours of an image, its place and its memory change nothing. */
    @Test
    void anImageHasTheSameScoresInEveryBatch() {
        SplittableRandom random = new SplittableRandom(SEED);
        int features = 300;
        int classes = 10;
        Features whole = Features.concatenate(
                Inputs.pixels(arena, random, 31, features, 1, 1),
                Inputs.pixels(arena, random, 1, features, 3, 5),
                Inputs.pixels(arena, random, 50, features, 0, 0));
        Preprocessing preprocessing = Inputs.preprocessing(arena, random, features);
        LinearModel model = Inputs.model(arena, random, classes, features, 0.1);
        float[] all = scores(model, preprocessing, whole);
        for (int trial = 0; trial < 200; trial++) {
            int[] chosen = random.ints(random.nextInt(1, 80), 0, whole.rows()).toArray();
            float[] expected = new float[chosen.length * classes];
            for (int i = 0; i < chosen.length; i++) {
                System.arraycopy(all, chosen[i] * classes, expected, i * classes, classes);
            }
            if (!Scale.takes(trial, (long) chosen.length * classes * features)) {
                continue;
            }
            int number = trial;
            scores(kernels, model, preprocessing, whole.select(chosen), new Placement(0, 0, 0))
                    .assertHolds(expected, () -> chosen.length + " images, trial " + number + ", seed " + SEED);
        }
    }
}
