package org.lanewise.bench.auto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;

/**
 * Copies between off-heap rows and heap arrays. C2 of JDK 25 does not vectorize loops that load from one segment and
 * store to another, because they might overlap; of two heap arrays it knows that they do not.
 */
final class Rows {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Rows() {}

    static void load(FloatMatrix matrix, int row, int column, int count, float[] target) {
        load(matrix, row, column, count, target, 0);
    }

    static void load(FloatMatrix matrix, int row, int column, int count, float[] target, int position) {
        MemorySegment.copy(matrix.segment(), FLOAT, offset(matrix, row, column), target, position, count);
    }

    static void store(float[] source, FloatMatrix matrix, int row, int column, int count) {
        store(source, 0, matrix, row, column, count);
    }

    static void store(float[] source, int position, FloatMatrix matrix, int row, int column, int count) {
        MemorySegment.copy(source, position, matrix.segment(), FLOAT, offset(matrix, row, column), count);
    }

    private static long offset(FloatMatrix matrix, int row, int column) {
        return matrix.offset(row) + (long) column * Float.BYTES;
    }
}
