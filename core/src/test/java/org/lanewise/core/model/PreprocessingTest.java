package org.lanewise.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.testing.Inputs;

/** The affine map of the pixels. */
class PreprocessingTest {

    private final Arena arena = Arena.ofConfined();

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
        PixelMatrix images = Inputs.pixels(arena, new SplittableRandom(150), 37, 20, 1, 1);
        Preprocessing preprocessing = Preprocessing.meanImage(arena, images, 1 / 128f);
        for (int d = 0; d < 20; d++) {
            double sum = 0;
            for (int i = 0; i < 37; i++) {
                sum += images.get(i, d);
            }
            assertEquals((float) (sum / 37), preprocessing.mean().get(0, d));
            assertEquals((200 - preprocessing.mean().get(0, d)) / 128.0, preprocessing.apply(200, d), 1e-12);
        }
    }

    @Test
    void meanOfBrightImagesIsBright() {
        FloatMatrix memory = FloatMatrix.allocate(arena, 1, 2);
        memory.segment().fill((byte) 255);
        PixelMatrix white = PixelMatrix.of(memory.segment(), 0, 2, 4, 4);

        assertArrayEquals(
                new float[] {255, 255, 255, 255},
                Preprocessing.meanImage(arena, white, 1).mean().toArray());
    }

    @Test
    void refusesWhatIsNoMap() {
        PixelMatrix none = PixelMatrix.of(arena.allocate(4), 0, 0, 4, 4);
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.meanImage(arena, none, 1));
        FloatMatrix three = FloatMatrix.allocate(arena, 1, 3);
        FloatMatrix four = FloatMatrix.allocate(arena, 1, 4);
        String message = assertThrows(IllegalArgumentException.class, () -> new Preprocessing(three, four))
                .getMessage();
        assertTrue(message.contains("1 x 3") && message.contains("1 x 4"), message);
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(FloatMatrix.allocate(arena, 2, 3), three));
    }
}
