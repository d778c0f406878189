package org.lanewise.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.testing.Inputs;

/** The affine map of the pixels. */
@Tag("any-kernels")
class PreprocessingTest {

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void noneLeavesPixelsAsTheyAre() {
        Preprocessing none = Preprocessing.none(arena, 3);

        assertEquals(3, none.features());
        assertEquals(0, none.apply(0, 0));
        assertEquals(255, none.apply(255, 2));
    }

    @Test
    void meanImageCentresTheTrainingImages() {
        Features images = Inputs.pixels(arena, new SplittableRandom(150), 37, 20, 1, 1);
        Preprocessing preprocessing = Preprocessing.meanImage(arena, images, 1 / 128f);
        for (int d = 0; d < 20; d++) {
            double sum = 0;
            for (int i = 0; i < 37; i++) {
                sum += (long) images.get(i, d);
            }
            assertEquals((float) (sum / 37), preprocessing.mean().get(0, d));
            assertEquals((200 - preprocessing.mean().get(0, d)) / 128.0, preprocessing.apply(200, d), 1e-12);
        }
    }

    /** Against sums in double of values about the exact mean; features of a large constant lose no digits. */
    @Test
    void statisticsOfFloats() {
        FloatMatrix values = Inputs.measurements(arena, new SplittableRandom(152), 300, 20);
        for (int i = 0; i < 300; i++) {
            values.set(i, 7, 1e6f + values.get(i, 7));
        }
        Preprocessing standard = Preprocessing.standardize(arena, values);
        for (int d = 0; d < 20; d++) {
            double sum = 0;
            for (int i = 0; i < 300; i++) {
                sum += values.get(i, d);
            }
            double mean = sum / 300;
            double squares = 0;
            for (int i = 0; i < 300; i++) {
                squares += (values.get(i, d) - mean) * (values.get(i, d) - mean);
            }
            assertEquals(mean, standard.mean().get(0, d), Math.ulp((float) mean));
            assertEquals(1, standard.scale().get(0, d) * Math.sqrt(squares / 300), 1e-7);
        }
    }

    /** 1 to 600 images, on both sides of where 16 bits overflow; 8 pixels and more or less. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 7", "255, 8", "256, 9", "257, 16", "258, 23", "513, 24", "600, 31"})
    void statisticsAreExact(int count, int features) {
        Features images = Inputs.pixels(arena, new SplittableRandom(151), count, features, 3, 1);
        Preprocessing standard = Preprocessing.standardize(arena, images);
        Preprocessing unit = Preprocessing.centeredUnit(arena, images);
        for (int d = 0; d < features; d++) {
            long sum = 0;
            long squares = 0;
            for (int i = 0; i < count; i++) {
                sum += (long) images.get(i, d);
                squares += (long) images.get(i, d) * (long) images.get(i, d);
            }
            double mean = (double) sum / count;
            double deviation = Math.sqrt(count * squares - sum * sum) / count;
            assertEquals((float) mean, standard.mean().get(0, d));
            assertEquals((float) mean, unit.mean().get(0, d));
            assertEquals(
                    deviation == 0 ? 0f : (float) (1 / deviation),
                    standard.scale().get(0, d));
            assertEquals((float) (1 / Math.max(mean, 255 - mean)), unit.scale().get(0, d));
        }
    }

    @Test
    void standardizedTrainingImagesHaveMean0AndDeviation1() {
        Features images = Inputs.pixels(arena, new SplittableRandom(152), 300, 10, 0, 0);
        Preprocessing standard = Preprocessing.standardize(arena, images);
        for (int d = 0; d < 10; d++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 300; i++) {
                double x = standard.apply(images.get(i, d), d);
                sum += x;
                squares += x * x;
            }
            assertEquals(0, sum / 300, 1e-6);
            assertEquals(1, squares / 300, 1e-6);
        }
    }

    @Test
    void centeredUnitKeepsEveryPixelFromMinus1To1() {
        Features images = Inputs.pixels(arena, new SplittableRandom(153), 5, 40, 0, 0);
        Preprocessing unit = Preprocessing.centeredUnit(arena, images);
        for (int d = 0; d < 40; d++) {
            double low = unit.apply(0, d);
            double high = unit.apply(255, d);
            assertEquals(1, Math.max(-low, high), 1e-6);
            assertTrue(low < 0 && high > 0, "feature " + d + " from " + low + " to " + high);
        }
    }

    /** A pixel that is the same in every image would be divided by 0. */
    @Test
    void featuresThatNeverVaryCountForNothing() {
        Features same = Features.ofBytes(arena.allocate(3).fill((byte) 200), 0, 3, 1, 1);
        Preprocessing standard = Preprocessing.standardize(arena, same);
        assertEquals(200, standard.mean().get(0, 0));
        assertEquals(0, standard.scale().get(0, 0));
        assertEquals(0, standard.apply(217, 0));
    }

    /** Nothing but white: the largest sums that lanes of 16 bits must bear. */
    @Test
    void whiteImagesDoNotOverflow() {
        Features white = Features.ofBytes(arena.allocate(3000 * 8L).fill((byte) 255), 0, 3000, 8, 8);
        Preprocessing standard = Preprocessing.standardize(arena, white);
        for (int d = 0; d < 8; d++) {
            assertEquals(255, standard.mean().get(0, d));
            assertEquals(0, standard.scale().get(0, d));
        }
    }

    @Test
    void meanOfBrightImagesIsBright() {
        FloatMatrix memory = FloatMatrix.allocate(arena, 1, 2);
        memory.segment().fill((byte) 255);
        Features white = Features.ofBytes(memory.segment(), 0, 2, 4, 4);

        assertArrayEquals(
                new float[] {255, 255, 255, 255},
                Preprocessing.meanImage(arena, white, 1).mean().toArray());
    }

    @Test
    void refusesWhatIsNoMap() {
        Features none = Features.ofBytes(arena.allocate(4), 0, 0, 4, 4);
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.meanImage(arena, none, 1));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.centeredUnit(arena, none));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.standardize(arena, none));
        FloatMatrix three = FloatMatrix.allocate(arena, 1, 3);
        FloatMatrix four = FloatMatrix.allocate(arena, 1, 4);
        String message = assertThrows(IllegalArgumentException.class, () -> new Preprocessing(three, four))
                .getMessage();
        assertTrue(message.contains("1 x 3") && message.contains("1 x 4"), message);
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(FloatMatrix.allocate(arena, 2, 3), three));
    }
}
