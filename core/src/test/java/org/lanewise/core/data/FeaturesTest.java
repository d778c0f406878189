package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images as unsigned bytes, wherever their rows lie. */
@Tag("any-kernels")
class FeaturesTest {

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    /** {@code count} bytes: first, first + 1, ... */
    private MemorySegment counting(int first, int count) {
        MemorySegment segment = arena.allocate(count);
        for (int i = 0; i < count; i++) {
            segment.set(ValueLayout.JAVA_BYTE, i, (byte) (first + i));
        }
        return segment;
    }

    @Test
    void readsUnsignedBytesAtAStride() {
        Features images = Features.ofBytes(counting(120, 30), 1, 3, 4, 10);

        assertEquals(3, images.rows());
        assertEquals(4, images.columns());
        assertEquals(121, images.get(0, 0));
        assertEquals(134, images.get(1, 3), "bytes of 128 and more are not negative");
        assertEquals(144, images.get(2, 3));
        assertEquals(21, images.offset(2));
        assertThrows(IndexOutOfBoundsException.class, () -> images.get(3, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> images.get(0, 4));
        assertThrows(IndexOutOfBoundsException.class, () -> images.get(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> images.segment(3));
        assertThrows(IndexOutOfBoundsException.class, () -> images.offset(-1));
    }

    @Test
    void readsEveryByteValue() {
        Features images = Features.ofBytes(counting(0, 256), 0, 1, 256, 256);

        for (int value = 0; value < 256; value++) {
            assertEquals(value, images.get(0, value));
        }
    }

    @Test
    void copiesRowsOfBytesAndFloats() {
        Features images = Features.ofBytes(counting(120, 30), 1, 3, 4, 10);
        FloatMatrix floats = FloatMatrix.allocate(arena, 3, 4, 7);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                floats.set(row, column, images.get(row, column));
            }
        }
        for (Features features : new Features[] {images, floats, images.select(0, 1, 2)}) {
            float[] values = {0, 0, 0, 0, -1};
            features.copyRow(1, values);
            assertArrayEquals(new float[] {131, 132, 133, 134, -1}, values);
            assertThrows(IndexOutOfBoundsException.class, () -> features.copyRow(3, values));
            assertThrows(IndexOutOfBoundsException.class, () -> features.copyRow(0, new float[3]));
        }
        Features empty = Features.ofBytes(counting(0, 1), 0, 2, 0, 0);
        empty.copyRow(1, new float[0]);
        assertThrows(IndexOutOfBoundsException.class, () -> empty.copyRow(2, new float[0]));
    }

    @Test
    void needsNoRoomAfterTheLastRow() {
        assertEquals(13, Features.ofBytes(counting(0, 14), 0, 2, 4, 10).get(1, 3));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Features.ofBytes(counting(0, 13), 0, 2, 4, 10))
                .getMessage();
        assertEquals("A 2 x 4 matrix of features needs 14 bytes from offset 0, but the segment has 13 bytes.", message);
    }

    @Test
    void refusesWhatIsNoMatrix() {
        MemorySegment segment = counting(0, 100);

        assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(segment, 0, -1, 4, 4));
        assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(segment, 0, 2, -4, 4));
        assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(segment, 0, 2, 4, 3));
        assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(segment, -1, 2, 4, 4));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Features.ofBytes(MemorySegment.ofArray(new byte[8]), 0, 2, 4, 4))
                .getMessage();
        assertTrue(message.contains("off the heap"), message);
    }

    @Test
    void rowsAndSelectionsAreViews() {
        MemorySegment segment = counting(0, 40);
        Features images = Features.ofBytes(segment, 0, 4, 10, 10);
        Features middle = images.rows(1, 3);
        int[] chosen = {3, 0, 3};
        Features selected = images.select(chosen);
        chosen[0] = 1;

        assertEquals(2, middle.rows());
        assertEquals(10, middle.get(0, 0));
        assertEquals(29, middle.get(1, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> middle.get(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> middle.get(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> images.rows(2, 5));
        assertEquals(3, selected.rows());
        assertEquals(30, selected.get(0, 0), "the selection keeps the rows that were chosen");
        assertEquals(5, selected.get(1, 5));
        assertEquals(39, selected.get(2, 9));
        assertThrows(IndexOutOfBoundsException.class, () -> images.select(0, 4));
        assertEquals(20, middle.select(1).get(0, 0), "views of views");
        segment.set(ValueLayout.JAVA_BYTE, 30, (byte) 200);
        assertEquals(200, selected.get(0, 0), "no copy");
    }

    @Test
    void concatenatesPartsOfSeveralSegments() {
        MemorySegment first = counting(0, 20);
        MemorySegment second = counting(100, 50);
        Features images = Features.concatenate(
                Features.ofBytes(first, 0, 2, 5, 10),
                Features.ofBytes(first, 0, 0, 5, 5),
                Features.ofBytes(second, 3, 3, 5, 5));

        assertEquals(5, images.rows());
        assertEquals(5, images.columns());
        assertEquals(10, images.get(1, 0));
        assertEquals(103, images.get(2, 0));
        assertEquals(117, images.get(4, 4));
        assertSame(first, images.segment(1));
        assertSame(second, images.segment(2));
        assertEquals(13, images.offset(4));
        assertThrows(IndexOutOfBoundsException.class, () -> images.segment(5));
        assertThrows(IndexOutOfBoundsException.class, () -> images.offset(-1));
        assertEquals(113, images.rows(1, 5).select(3).get(0, 0));
    }

    @Test
    void concatenatesImagesOfOneSizeOnly() {
        MemorySegment segment = counting(0, 20);

        assertThrows(IllegalArgumentException.class, Features::concatenate);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Features.concatenate(
                                Features.ofBytes(segment, 0, 2, 5, 5), Features.ofBytes(segment, 0, 2, 4, 4)))
                .getMessage();
        assertTrue(message.contains("5 and 4 features"), message);
    }
}
