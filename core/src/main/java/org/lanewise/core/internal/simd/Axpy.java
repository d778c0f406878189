package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.Lanes.fma;
import static org.lanewise.core.internal.simd.Lanes.load;
import static org.lanewise.core.internal.simd.Lanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;

/** {@code Y += alpha X}. */
final class Axpy {

    private Axpy() {}

    static void add(float alpha, FloatMatrix x, FloatMatrix y) {
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
            for (; j <= n - L; j += L) {
                long bytes = (long) j * Float.BYTES;
                FloatVector element = load(x, xOffset + bytes);
                FloatVector sum = fma(FloatVector.broadcast(F, alpha), element, load(y, yOffset + bytes));
                store(sum, y, yOffset + bytes);
            }
        }
        for (; j < n; j++) {
            yMatrix.set(row, j, Machine.fma(alpha, xMatrix.get(row, j), yMatrix.get(row, j)));
        }
    }
}
