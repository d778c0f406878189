package org.lanewise.core.internal.simd.lanes;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.lanewise.core.data.FloatMatrix;

/** Short runs of floats between off-heap matrices and scratch arrays, where a bulk copy would cost more than it moves. */
public final class Copies {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Copies() {}

    public static void clear(float[] target, int from, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            FloatVector.zero(F).intoArray(target, from + i);
        }
        for (; i < length; i++) {
            target[from + i] = 0;
        }
    }

    /** Multiplies every element; with factor 0 the matrix is not read. */
    public static void scale(FloatMatrix matrix, float factor) {
        scale(matrix, 0, matrix.rows(), 0, matrix.columns(), factor);
    }

    /** Multiplies the elements of a part of a matrix; with factor 0 they are not read. */
    public static void scale(FloatMatrix matrix, int row, int rows, int column, int columns, float factor) {
        for (int i = 0; i < rows && factor != 1; i++) {
            long offset = matrix.offset(row + i) + column * 4L;
            if (factor == 0) {
                clear(matrix.segment(), offset, columns);
            } else {
                scale(matrix.segment(), offset, factor, columns);
            }
        }
    }

    public static void clear(MemorySegment target, long offset, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            FloatVector.zero(F).intoMemorySegment(target, offset + (long) i * Float.BYTES, ORDER);
        }
        for (; i < length; i++) {
            target.set(FLOAT, offset + (long) i * Float.BYTES, 0f);
        }
    }

    public static void scale(MemorySegment target, long offset, float factor, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            long bytes = (long) i * Float.BYTES;
            FloatVector.fromMemorySegment(F, target, offset + bytes, ORDER)
                    .mul(factor)
                    .intoMemorySegment(target, offset + bytes, ORDER);
        }
        for (; i < length; i++) {
            long bytes = (long) i * Float.BYTES;
            target.set(FLOAT, offset + bytes, target.get(FLOAT, offset + bytes) * factor);
        }
    }

    static void toSegment(float[] source, int from, MemorySegment target, long offset, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            FloatVector.fromArray(F, source, from + i)
                    .intoMemorySegment(target, offset + (long) i * Float.BYTES, ORDER);
        }
        for (; i < length; i++) {
            target.set(FLOAT, offset + (long) i * Float.BYTES, source[from + i]);
        }
    }

    public static void copy(MemorySegment source, long from, MemorySegment target, long to, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            FloatVector.fromMemorySegment(F, source, from + i * 4L, ORDER)
                    .intoMemorySegment(target, to + i * 4L, ORDER);
        }
        if (i < length) {
            VectorMask<Float> rest = F.indexInRange(i, length);
            FloatVector.fromMemorySegment(F, source, from + i * 4L, ORDER, rest)
                    .intoMemorySegment(target, to + i * 4L, ORDER, rest);
        }
    }

    /** Copies, multiplying every element; with factor 0 the source is not read. */
    public static void scaled(
            MemorySegment source, long from, float factor, MemorySegment target, long to, int length) {
        if (factor == 0) {
            clear(target, to, length);
            return;
        }
        copy(source, from, target, to, length);
        if (factor != 1) {
            scale(target, to, factor, length);
        }
    }

    /** So many rows and vectors of a matrix, one after another, to an array. */
    public static void tile(MemorySegment source, long offset, long stride, int rows, int vectors, float[] target) {
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                FloatVector.fromMemorySegment(F, source, offset + r * stride + v * L * 4L, ORDER)
                        .intoArray(target, (r * vectors + v) * L);
            }
        }
    }
}
