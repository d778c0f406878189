package org.lanewise.core.internal.simd.vectors;

import static org.lanewise.core.internal.Machine.FMA;
import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;

/** {@code Y += alpha X}. */
public final class Axpy {

    private Axpy() {}

    public static void add(float alpha, FloatMatrix x, FloatMatrix y) {
        for (int row = 0; row < x.rows(); row++) {
            addRow(alpha, x, row, y);
        }
    }

    private static void addRow(float alpha, FloatMatrix xMatrix, int row, FloatMatrix yMatrix) {
        MemorySegment x = xMatrix.segment();
        MemorySegment y = yMatrix.segment();
        long xOffset = xMatrix.offset(row);
        long yOffset = yMatrix.offset(row);
        int n = xMatrix.columns();
        int j = 0;
        if (x.getClass() == NATIVE && y.getClass() == NATIVE) {
            FloatVector alphas = FloatVector.broadcast(F, alpha);
            for (; j <= n - L; j += L) {
                long bytes = (long) j * Float.BYTES;
                FloatVector element = FloatVector.fromMemorySegment(F, x, xOffset + bytes, ORDER);
                FloatVector sum = FloatVector.fromMemorySegment(F, y, yOffset + bytes, ORDER);
                sum = FMA ? alphas.fma(element, sum) : alphas.mul(element).add(sum);
                sum.intoMemorySegment(y, yOffset + bytes, ORDER);
            }
        }
        for (; j < n; j++) {
            yMatrix.set(row, j, Machine.fma(alpha, xMatrix.get(row, j), yMatrix.get(row, j)));
        }
    }
}
