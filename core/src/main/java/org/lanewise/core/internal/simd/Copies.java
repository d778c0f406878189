package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;

/** Short runs of floats between off-heap matrices and scratch arrays, where a bulk copy would cost more than it moves. */
final class Copies {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Copies() {}

    static void clear(float[] target, int from, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            FloatVector.zero(F).intoArray(target, from + i);
        }
        for (; i < length; i++) {
            target[from + i] = 0;
        }
    }

    /** Multiplies every element; with factor 0 the matrix is not read. */
    static void scale(FloatMatrix matrix, float factor) {
        for (int row = 0; row < matrix.rows(); row++) {
            if (factor == 0) {
                clear(matrix.segment(), matrix.offset(row), matrix.columns());
            } else if (factor != 1) {
                scale(matrix.segment(), matrix.offset(row), factor, matrix.columns());
            }
        }
    }

    static void clear(MemorySegment target, long offset, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            Lanes.store(FloatVector.zero(F), target, offset + (long) i * Float.BYTES);
        }
        for (; i < length; i++) {
            target.set(FLOAT, offset + (long) i * Float.BYTES, 0f);
        }
    }

    private static void scale(MemorySegment target, long offset, float factor, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            long bytes = (long) i * Float.BYTES;
            Lanes.store(Lanes.load(target, offset + bytes).mul(factor), target, offset + bytes);
        }
        for (; i < length; i++) {
            long bytes = (long) i * Float.BYTES;
            target.set(FLOAT, offset + bytes, target.get(FLOAT, offset + bytes) * factor);
        }
    }

    static void toArray(MemorySegment source, long offset, float[] target, int from, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            Lanes.load(source, offset + (long) i * Float.BYTES).intoArray(target, from + i);
        }
        for (; i < length; i++) {
            target[from + i] = source.get(FLOAT, offset + (long) i * Float.BYTES);
        }
    }

    static void toArrayScaled(MemorySegment source, long offset, float factor, float[] target, int from, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            Lanes.load(source, offset + (long) i * Float.BYTES).mul(factor).intoArray(target, from + i);
        }
        for (; i < length; i++) {
            target[from + i] = source.get(FLOAT, offset + (long) i * Float.BYTES) * factor;
        }
    }

    static void toSegment(float[] source, int from, MemorySegment target, long offset, int length) {
        int i = 0;
        for (; i <= length - L; i += L) {
            Lanes.store(FloatVector.fromArray(F, source, from + i), target, offset + (long) i * Float.BYTES);
        }
        for (; i < length; i++) {
            target.set(FLOAT, offset + (long) i * Float.BYTES, source[from + i]);
        }
    }
}
