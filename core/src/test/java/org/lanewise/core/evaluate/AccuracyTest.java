package org.lanewise.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.KernelsUnderTest;

/** The share of correct answers. */
class AccuracyTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Image i is a pixel of value {@code i % 3} and a pixel 1; it is labeled {@code i % 3}, but as 0 if i is wrong. */
    private record Remainders(PixelMatrix images, int wrong) implements LabeledImages {

        static Remainders of(Arena arena, int count, int wrong) {
            MemorySegment segment = arena.allocate(Math.max(1, 2L * count));
            for (int i = 0; i < count; i++) {
                segment.set(ValueLayout.JAVA_BYTE, 2L * i, (byte) (i % 3));
                segment.set(ValueLayout.JAVA_BYTE, 2L * i + 1, (byte) 1);
            }
            return new Remainders(PixelMatrix.of(segment, 0, count, 2, 2), wrong);
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int row) {
            return row < wrong ? (row + 1) % 3 : row % 3;
        }
    }

    /** Scores class k with 2 k x - k^2, which is largest at k = x. */
    private LinearModel perfect() {
        LinearModel model = LinearModel.allocate(arena, 3, 2);
        model.weights().copyFrom(new float[] {0, 0, 2, -1, 4, -4});
        return model;
    }

    private double accuracy(LinearModel model, int count, int wrong) {
        return Accuracy.of(kernels, model, Preprocessing.none(arena, 2), Remainders.of(arena, count, wrong));
    }

    @Test
    void countsCorrectAnswers() {
        assertEquals(1, accuracy(perfect(), 1, 0));
        assertEquals(0, accuracy(perfect(), 1, 1));
        assertEquals(0.7, accuracy(perfect(), 10, 3));
    }

    /** Sets are scored in blocks of 1024. */
    @Test
    void countsOverSeveralBlocks() {
        for (int count : new int[] {1023, 1024, 1025, 2500}) {
            assertEquals((count - 7.0) / count, accuracy(perfect(), count, 7), count + " images");
        }
    }

    @Test
    void firstOfEqualScoresWins() {
        assertEquals(0.4, accuracy(LinearModel.allocate(arena, 3, 2), 10, 0), "images 0, 3, 6, 9 are of class 0");
    }

    @Test
    void needsAnImage() {
        assertThrows(IllegalArgumentException.class, () -> accuracy(perfect(), 0, 0));
    }
}
