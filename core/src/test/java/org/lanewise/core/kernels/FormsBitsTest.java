package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.core.testing.Losses;
import org.lanewise.core.testing.Placement;
import org.lanewise.core.testing.Sizes;
import org.lanewise.testing.Scale;

/**
 * Bytes, and floats of the same values in single and half precision, have the bits of the scalar loops in all that is computed of a minibatch, on one thread
 * and on more; so have floats of any other values, special ones among them. Random shapes, preprocessing, losses,
 * regularizations and places in memory; {@link GradientBitsTest} and {@link GradientStepTest} walk shapes one by one.
 */
class FormsBitsTest {

    private static final long SEED = Scale.seed(20_261_130_000L);
    private static final int CASES = Scale.of(50);

    /** Products of a case: of most, and of every tenth. */
    private static final int SMALL = 150_000;

    private static final int LARGE = 1_500_000;

    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        0x1p-140f,
        -Float.MIN_VALUE,
        -0f
    };

    private final Kernels kernels = KernelsUnderTest.get();
    private final Workers two = Workers.of(2);
    private final Workers three = Workers.of(3);
    private final Kernels[] shared = {kernels.on(two), kernels.on(three)};

    @AfterEach
    void close() {
        two.close();
        three.close();
    }

    @Test
    void bytesAndFloatsOfTheSameValues() {
        for (int i = 0; i < CASES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + i);
            try (Arena arena = Arena.ofShared()) {
                Batch batch = draw(arena, random, i % 10 == 0 ? LARGE : SMALL);
                FloatMatrix g = scoreGradient(arena, random, batch);
                check(random, arena, batch, g, batch, batch.asFloats(arena), batch.asHalves(arena, random));
            }
        }
    }

    @Test
    void halvesAndFloatsOfTheSameValues() {
        for (int i = 0; i < CASES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + 3 * CASES + i);
            try (Arena arena = Arena.ofShared()) {
                Batch drawn = draw(arena, random, SMALL).withMeasurements(arena, random);
                strew(random, (FloatMatrix) drawn.features());
                Batch halves = drawn.asHalves(arena, random);
                Batch floats = halves.asFloats(arena);
                check(random, arena, floats, scoreGradient(arena, random, floats), floats, halves);
            }
        }
    }

    @Test
    void floatsOfOtherValues() {
        for (int i = 0; i < CASES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + CASES + i);
            try (Arena arena = Arena.ofShared()) {
                Batch batch = draw(arena, random, SMALL).withMeasurements(arena, random);
                check(random, arena, batch, scoreGradient(arena, random, batch), batch);
            }
        }
    }

    /** In the features, and in a gradient of scores. */
    @Test
    void floatsOfSpecialValues() {
        for (int i = 0; i < CASES; i++) {
            SplittableRandom random = new SplittableRandom(SEED + 2 * CASES + i);
            try (Arena arena = Arena.ofShared()) {
                Batch batch = draw(arena, random, SMALL).withMeasurements(arena, random);
                FloatMatrix g = scoreGradient(arena, random, batch);
                strew(random, (FloatMatrix) batch.features());
                strew(random, g);
                check(random, arena, batch, g, batch);
            }
        }
    }

    private static void strew(SplittableRandom random, FloatMatrix matrix) {
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            matrix.set(
                    random.nextInt(matrix.rows()),
                    random.nextInt(matrix.columns()),
                    SPECIAL[random.nextInt(SPECIAL.length)]);
        }
    }

    private static Batch draw(Arena arena, SplittableRandom random, int products) {
        int examples = Sizes.draw(random, 1, 300);
        int classes = Sizes.draw(random, 1, 130);
        int features = Sizes.draw(random, 1, Math.clamp(products / (examples * classes), 1, 4000));
        List<Loss> losses = Losses.all(classes);
        List<Regularization> regularizations = Losses.regularizations();
        Batch batch = Batch.draw(
                arena,
                random.nextLong(),
                examples,
                classes,
                features,
                losses.get(random.nextInt(losses.size())),
                regularizations.get(random.nextInt(regularizations.size())));
        return random.nextInt(4) > 0 ? batch : batch.withoutPreprocessing(arena);
    }

    private static FloatMatrix scoreGradient(Arena arena, SplittableRandom random, Batch batch) {
        int examples = batch.features().rows();
        int classes = batch.model().classes();
        return FloatMatrix.copyOf(arena, examples, classes, Inputs.normal(random, examples * classes, 1));
    }

    /** Fails unless forms of a batch have the bits that the scalar loops compute. */
    private void check(SplittableRandom random, Arena arena, Batch batch, FloatMatrix g, Batch... forms) {
        long work = 6L * g.rows() * g.columns() * batch.model().features() * (1 + 2 * forms.length);
        if (!Scale.takes(random.nextLong(), work)) {
            return;
        }
        MinibatchBits expected = MinibatchBits.of(arena, Kernels.scalar(), batch, g, new Placement(0, 0, 0));
        for (Batch form : forms) {
            for (Kernels each : new Kernels[] {kernels, shared[random.nextInt(shared.length)]}) {
                Placement place = Placement.random(random);
                MinibatchBits.of(arena, each, form, g, place)
                        .assertSame(expected, form.name() + ", " + each.info().threads() + " threads, " + place);
            }
        }
    }
}
