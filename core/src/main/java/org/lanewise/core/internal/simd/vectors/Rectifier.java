package org.lanewise.core.internal.simd.vectors;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.core.data.FloatMatrix;

/** {@code max(x, 0)}, and the way back of a gradient through it. */
public final class Rectifier {

    private Rectifier() {}

    public static void apply(FloatMatrix x) {
        for (int row = 0; row < x.rows(); row++) {
            applyToRow(x, row);
        }
    }

    private static void applyToRow(FloatMatrix matrix, int row) {
        MemorySegment x = matrix.segment();
        long offset = matrix.offset(row);
        int n = matrix.columns();
        int j = 0;
        if (x.getClass() == NATIVE) {
            for (; j <= n - L; j += L) {
                FloatVector element = FloatVector.fromMemorySegment(F, x, offset + j * 4L, ORDER);
                // Not max, which allocates; NaN is not below 0 and stays, -0 is replaced.
                element.blend(0f, element.compare(VectorOperators.LE, 0f)).intoMemorySegment(x, offset + j * 4L, ORDER);
            }
        }
        for (; j < n; j++) {
            matrix.set(row, j, Math.max(matrix.get(row, j), 0f));
        }
    }

    public static void mask(FloatMatrix rectified, FloatMatrix gradient) {
        for (int row = 0; row < rectified.rows(); row++) {
            maskRow(rectified, row, gradient);
        }
    }

    private static void maskRow(FloatMatrix rectified, int row, FloatMatrix gradient) {
        MemorySegment x = rectified.segment();
        MemorySegment g = gradient.segment();
        long xOffset = rectified.offset(row);
        long gOffset = gradient.offset(row);
        int n = rectified.columns();
        int j = 0;
        if (x.getClass() == NATIVE && g.getClass() == NATIVE) {
            for (; j <= n - L; j += L) {
                FloatVector element = FloatVector.fromMemorySegment(F, x, xOffset + j * 4L, ORDER);
                FloatVector back = FloatVector.fromMemorySegment(F, g, gOffset + j * 4L, ORDER);
                FloatVector.zero(F)
                        .blend(back, element.compare(VectorOperators.GT, 0f))
                        .intoMemorySegment(g, gOffset + j * 4L, ORDER);
            }
        }
        for (; j < n; j++) {
            gradient.set(row, j, rectified.get(row, j) > 0 ? gradient.get(row, j) : 0f);
        }
    }
}
