package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.learn.features.ImageShape;

/** Changed images are those that their definition says, pixel by pixel, in all forms in which images are stored. */
class AugmentationTest {

    private static final int IMAGES = 40;

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @ParameterizedTest
    @CsvSource({
        "true, false, true, 2",
        "true, true, true, 1",
        "false, false, true, 3",
        "false, true, false, 2",
        "true, false, false, 0",
        "true, true, true, 0"
    })
    void everyPixelComesFromWhereItShould(boolean bytes, boolean planar, boolean mirrors, int shift) {
        SplittableRandom random = new SplittableRandom(214);
        ImageShape shape = new ImageShape(6, 5, 3, planar);
        Features x = bytes
                ? Inputs.pixels(arena, random, IMAGES, shape.values(), 1, 1)
                : Inputs.measurements(arena, random, IMAGES, shape.values());
        Examples examples = Examples.of(x, new int[IMAGES], 1);
        Augmentation augmentation = new Augmentation(shape, mirrors, shift);
        TrainingSettings settings = new TrainingSettings(
                kernels,
                Preprocessing.none(arena, shape.values()),
                null,
                new TrainingSettings.Data(examples, 17, 5, null, null, augmentation),
                null,
                null,
                null);
        Minibatches walk = new Minibatches(examples, 17);
        AugmentedMinibatch changed = new AugmentedMinibatch(arena, settings, walk);
        Set<String> changes = new HashSet<>();
        walk.shuffle(5, 2);
        while (walk.next()) {
            Features copies = changed.take(5, 2).features();
            assertEquals(walk.size(), copies.rows());
            for (int i = 0; i < walk.size(); i++) {
                long drawn = Augmentation.draw(5, 2, walk.row(i));
                changes.add(
                        augmentation.mirrors(drawn) + " " + augmentation.right(drawn) + " " + augmentation.down(drawn));
                assertChanged(shape, augmentation, drawn, x, walk.row(i), copies, i);
            }
        }
        int possible = (mirrors ? 2 : 1) * (2 * shift + 1) * (2 * shift + 1);
        assertTrue(changes.size() > Math.min(possible, IMAGES) / 3, changes.toString());
        assertTrue(changes.size() <= possible, changes.toString());
        assertNotEquals(Augmentation.draw(5, 2, 3), Augmentation.draw(5, 3, 3));
    }

    private static void assertChanged(
            ImageShape shape, Augmentation how, long drawn, Features x, int row, Features copies, int copy) {
        for (int y = 0; y < shape.height(); y++) {
            for (int column = 0; column < shape.width(); column++) {
                int fromRow = Math.min(Math.max(y - how.down(drawn), 0), shape.height() - 1);
                int fromColumn = Math.min(Math.max(column - how.right(drawn), 0), shape.width() - 1);
                fromColumn = how.mirrors(drawn) ? shape.width() - 1 - fromColumn : fromColumn;
                for (int channel = 0; channel < 3; channel++) {
                    assertEquals(
                            x.get(row, index(shape, fromRow, fromColumn, channel)),
                            copies.get(copy, index(shape, y, column, channel)));
                }
            }
        }
    }

    private static int index(ImageShape shape, int y, int x, int channel) {
        int pixel = y * shape.width() + x;
        return shape.isPlanar() ? channel * shape.height() * shape.width() + pixel : pixel * 3 + channel;
    }
}
