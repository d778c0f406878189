package org.lanewise.core.internal.simd.vectors;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;

/** Multiplies every row of a matrix with a row of factors, element by element. */
public final class ColumnScaling {

    private ColumnScaling() {}

    public static void multiply(FloatMatrix matrix, FloatMatrix factors) {
        for (int row = 0; row < matrix.rows(); row++) {
            multiplyRow(matrix, row, factors);
        }
    }

    private static void multiplyRow(FloatMatrix matrix, int row, FloatMatrix factors) {
        MemorySegment x = matrix.segment();
        MemorySegment f = factors.segment();
        long xOffset = matrix.offset(row);
        long fOffset = factors.offset();
        int n = matrix.columns();
        int j = 0;
        if (x.getClass() == NATIVE && f.getClass() == NATIVE) {
            for (; j <= n - L; j += L) {
                long bytes = (long) j * Float.BYTES;
                FloatVector.fromMemorySegment(F, x, xOffset + bytes, ORDER)
                        .mul(FloatVector.fromMemorySegment(F, f, fOffset + bytes, ORDER))
                        .intoMemorySegment(x, xOffset + bytes, ORDER);
            }
        }
        for (; j < n; j++) {
            matrix.set(row, j, matrix.get(row, j) * factors.get(0, j));
        }
    }
}
