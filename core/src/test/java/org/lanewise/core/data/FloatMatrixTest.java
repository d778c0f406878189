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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes, views and copies. */
@Tag("any-kernels")
class FloatMatrixTest {

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void startsAsAlignedZeros() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 3, 5);

        assertEquals(3, matrix.rows());
        assertEquals(5, matrix.columns());
        assertEquals(5, matrix.leadingDimension());
        assertEquals(20, matrix.rowStride());
        assertEquals("3 x 5", matrix.shape());
        assertTrue(matrix.toString().startsWith("FloatMatrix 3 x 5\n"), matrix.toString());
        assertEquals(0, (matrix.segment().address() + matrix.offset()) % FloatMatrix.ALIGNMENT);
        assertArrayEquals(new float[15], matrix.toArray());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 5", "5, 0"})
    void mayBeEmpty(int rows, int columns) {
        FloatMatrix matrix = FloatMatrix.allocate(arena, rows, columns);

        assertEquals(rows, matrix.rows());
        assertEquals(columns, matrix.columns());
        assertEquals(0, matrix.toArray().length);
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 16",
        "16, 16",
        "17, 32",
        "1008, 1008",
        "1009, 1040",
        "1024, 1040",
        "2048, 2064",
        "3072, 3088"
    })
    void padsRowsToCacheLinesButNotToPages(int columns, int leadingDimension) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(arena, 2, columns);

        assertEquals(leadingDimension, matrix.leadingDimension());
        assertEquals(0, matrix.rowStride() % FloatMatrix.ALIGNMENT);
    }

    @Test
    void readsAndWritesWithinTheShapeOnly() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 2, 3, 8);
        matrix.set(1, 2, 7f);

        assertEquals(7f, matrix.get(1, 2));
        assertEquals(7f, matrix.segment().get(ValueLayout.JAVA_FLOAT, (8 + 2) * Float.BYTES));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(0, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.get(-1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.set(0, -1, 0));
    }

    @Test
    void viewsShareElements() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 4, 5, 7);
        FloatMatrix rows = matrix.rows(1, 3);
        FloatMatrix inner = rows.columns(2, 5);

        assertEquals("2 x 5", rows.shape());
        assertEquals("2 x 3", inner.shape());
        assertEquals(7, inner.leadingDimension());
        assertSame(matrix.segment(), inner.segment());
        inner.set(1, 0, 9f);
        assertEquals(9f, matrix.get(2, 2));
        matrix.set(1, 4, 8f);
        assertEquals(8f, inner.get(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> inner.get(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.rows(3, 5));
        assertThrows(IndexOutOfBoundsException.class, () -> matrix.columns(3, 2));
    }

    @Test
    void viewsMayBeEmpty() {
        FloatMatrix matrix = FloatMatrix.allocate(arena, 4, 5);

        assertEquals("0 x 5", matrix.rows(4, 4).shape());
        assertEquals("4 x 0", matrix.columns(5, 5).shape());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 13})
    void liesOverMemoryAtAnyByte(int offset) {
        MemorySegment segment = arena.allocate(offset + (2 * 6 + 4) * Float.BYTES);
        FloatMatrix matrix = FloatMatrix.of(segment, offset, 3, 4, 6);
        matrix.set(2, 3, 1.5f);

        assertEquals(offset, matrix.offset());
        assertEquals(offset + 2 * 6 * Float.BYTES, matrix.offset(2));
        assertEquals(1.5f, segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, segment.byteSize() - Float.BYTES));
    }

    @Test
    void refusesMemoryThatIsTooSmall() {
        MemorySegment segment = arena.allocate((2 * 6 + 4) * Float.BYTES);

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, 1, 3, 4, 6));
        assertEquals(
                "A 3 x 4 float matrix needs 64 bytes from offset 1, but the segment has 64 bytes.",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, -4, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, Long.MAX_VALUE, 1, 1, 1));
    }

    @Test
    void refusesMemoryOnTheHeap() {
        MemorySegment heap = MemorySegment.ofArray(new float[4]);

        String message = assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(heap, 0, 2, 2, 2))
                .getMessage();
        assertTrue(message.contains("off the heap") && message.contains("copyOf"), message);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2, 2", "2, -1, 2", "2, 3, 2"})
    void refusesShapesThatAreNone(int rows, int columns, int leadingDimension) {
        MemorySegment segment = arena.allocate(1024);

        assertThrows(
                IllegalArgumentException.class, () -> FloatMatrix.allocate(arena, rows, columns, leadingDimension));
        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, 0, rows, columns, leadingDimension));
    }

    @Test
    void copiesRowMajorArraysInAndOut() {
        float[] values = {1, 2, 3, 4, 5, 6};
        FloatMatrix matrix = FloatMatrix.allocate(arena, 2, 3, 5).fill(-1f);
        matrix.copyFrom(values);

        assertEquals(6f, matrix.get(1, 2));
        assertEquals(0f, matrix.segment().get(ValueLayout.JAVA_FLOAT, 3 * Float.BYTES), "padding was written");
        assertArrayEquals(values, matrix.toArray());
        float[] out = new float[6];
        matrix.copyTo(out);
        assertArrayEquals(values, out);
        assertArrayEquals(values, FloatMatrix.copyOf(arena, 2, 3, values).toArray());
        assertThrows(IllegalArgumentException.class, () -> matrix.copyFrom(new float[5]));
        assertThrows(IllegalArgumentException.class, () -> matrix.copyTo(new float[7]));
        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.copyOf(arena, 2, 2, values));
    }

    @Test
    void copiesMatricesOfOtherStrides() {
        FloatMatrix source = FloatMatrix.copyOf(arena, 2, 3, 1, 2, 3, 4, 5, 6).columns(1, 3);
        FloatMatrix target = FloatMatrix.allocate(arena, 2, 2, 9);
        target.copyFrom(source);

        assertArrayEquals(new float[] {2, 3, 5, 6}, target.toArray());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> target.copyFrom(FloatMatrix.allocate(arena, 2, 3)))
                .getMessage();
        assertTrue(message.contains("2 x 3") && message.contains("2 x 2"), message);
    }

    @Test
    void withoutColumnsThereIsNothingToCopy() {
        FloatMatrix matrix = FloatMatrix.of(arena.allocate(8), 0, 30, 0, 16);

        assertEquals(0, matrix.toArray().length);
        matrix.copyFrom(new float[0]);
        matrix.copyFrom(FloatMatrix.allocate(arena, 30, 0));
    }

    /** The bytes of these matrices are more than a long can count. */
    @Test
    void refusesSizesThatOverflow() {
        int most = Integer.MAX_VALUE;
        MemorySegment segment = arena.allocate(64);

        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, 0, most, 1, most));
        assertThrows(IllegalArgumentException.class, () -> FloatMatrix.of(segment, 0, most, most, most));
        assertThrows(IllegalArgumentException.class, () -> Features.ofBytes(segment, 0, 3, 4, Long.MAX_VALUE));
    }
}
