package org.lanewise.core.testing;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.lanewise.core.data.FloatMatrix;

/**
 * A matrix in memory in which every byte that is not part of an element is 0xFF: floats read from there are NaN and
 * spoil the result, and a write there shows.
 *
 * @param memory all of the memory
 * @param matrix the matrix in it
 */
public record GuardedMatrix(MemorySegment memory, FloatMatrix matrix) {

    private static final byte GUARD = (byte) 0xFF;

    /** Elements are guards too, NaN: for outputs that must be overwritten. */
    public static GuardedMatrix unwritten(Arena arena, Placement placement, int rows, int columns) {
        int leadingDimension = columns + placement.padding();
        long floats = rows == 0 || columns == 0 ? 0 : (rows - 1L) * leadingDimension + columns;
        MemorySegment memory = arena.allocate(placement.offset() + floats * Float.BYTES + placement.tail());
        memory.fill(GUARD);
        return new GuardedMatrix(memory, FloatMatrix.of(memory, placement.offset(), rows, columns, leadingDimension));
    }

    public static GuardedMatrix of(Arena arena, Placement placement, int rows, int columns, float[] values) {
        GuardedMatrix guarded = unwritten(arena, placement, rows, columns);
        if (values.length > 0) {
            guarded.matrix.copyFrom(values);
        }
        return guarded;
    }

    /** Fails unless the elements have the same bits (all NaN are one), and nothing around them was written. */
    public void assertHolds(float[] expected, Supplier<String> what) {
        float[] actual = expected.length == 0 ? expected : matrix.toArray();
        int different = Arrays.mismatch(expected, actual);
        if (different >= 0) {
            fail(what.get() + ": element (" + different / matrix.columns() + ", " + different % matrix.columns()
                    + ") is " + actual[different] + ", expected " + expected[different]);
        }
        assertGuardsIntact(what);
    }

    /** Fails unless every byte is as {@link #unwritten} left it. */
    public void assertUnwritten(Supplier<String> what) {
        for (long i = 0; i < memory.byteSize(); i++) {
            if (memory.get(ValueLayout.JAVA_BYTE, i) != GUARD) {
                fail(what.get() + ": byte " + i + " of " + memory.byteSize() + " was written");
            }
        }
    }

    public void assertGuardsIntact(Supplier<String> what) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment expected = arena.allocate(memory.byteSize());
            expected.fill(GUARD);
            if (matrix.rows() > 0 && matrix.columns() > 0) {
                FloatMatrix.of(expected, matrix.offset(), matrix.rows(), matrix.columns(), matrix.leadingDimension())
                        .copyFrom(matrix);
            }
            long written = memory.mismatch(expected);
            if (written >= 0) {
                fail(what.get() + ": byte " + written + " of " + memory.byteSize() + " was written, outside of "
                        + matrix + " at byte " + matrix.offset());
            }
        }
    }

    /** Two matrices that share all rows but one are refused as input and output, and nothing is written. */
    public static void assertRefusesPartialOverlap(
            Arena arena, int rows, int columns, String what, BiConsumer<FloatMatrix, FloatMatrix> operation) {
        GuardedMatrix memory = unwritten(arena, new Placement(0, 0, 0), rows, columns);
        if (columns > 0) {
            FloatMatrix from = memory.matrix().rows(0, rows - 1);
            FloatMatrix to = memory.matrix().rows(1, rows);
            assertThrows(IllegalArgumentException.class, () -> operation.accept(from, to), what);
        }
        memory.assertUnwritten(() -> what + " over a part of its input");
    }
}
