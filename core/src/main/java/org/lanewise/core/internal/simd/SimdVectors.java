package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;
import static org.lanewise.core.internal.simd.Lanes.fma;
import static org.lanewise.core.internal.simd.Lanes.load;
import static org.lanewise.core.internal.simd.Lanes.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;

/** Passes over matrices: sums of squares, multiples added. */
final class SimdVectors {

    /** Rows whose sums run side by side: one alone waits for the latency of its multiply-adds. */
    private static final int ROWS = 4;

    private SimdVectors() {}

    private static void addTail(
            FloatMatrix a, int aRow, FloatMatrix b, int bRow, int vectorEnd, float[] lanes, int from) {
        for (int d = vectorEnd; d < a.columns(); d++) {
            int lane = from + d % VIRTUAL;
            lanes[lane] = Machine.fma(a.get(aRow, d), b.get(bRow, d), lanes[lane]);
        }
    }

    static double sumOfSquares(FloatMatrix matrix) {
        float[] lanes = Scratch.ofThread().row(ROWS * VIRTUAL);
        int vectorEnd = Lanes.allocated(matrix) ? matrix.columns() - matrix.columns() % VIRTUAL : 0;
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row += ROWS) {
            Copies.clear(lanes, 0, ROWS * VIRTUAL);
            for (int lane = 0; lane < VIRTUAL && vectorEnd > 0; lane += L) {
                squareRows(matrix, row, lane, vectorEnd, lanes);
            }
            for (int r = 0; r < Math.min(ROWS, matrix.rows() - row); r++) {
                addTail(matrix, row + r, matrix, row + r, vectorEnd, lanes, r * VIRTUAL);
                sum += Lanes.tree(lanes, r * VIRTUAL);
            }
        }
        return sum;
    }

    private static void squareRows(FloatMatrix matrix, int row, int lane, int vectorEnd, float[] lanes) {
        MemorySegment segment = matrix.segment();
        if (segment.getClass() != NATIVE) {
            throw new IllegalArgumentException("rows must lie in allocated memory");
        }
        int last = matrix.rows() - 1;
        long o0 = matrix.offset(row);
        long o1 = matrix.offset(Math.min(row + 1, last));
        long o2 = matrix.offset(Math.min(row + 2, last));
        long o3 = matrix.offset(Math.min(row + 3, last));
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int d = lane; d < vectorEnd; d += VIRTUAL) {
            long bytes = (long) d * Float.BYTES;
            FloatVector x = load(segment, o0 + bytes);
            s0 = fma(x, x, s0);
            x = load(segment, o1 + bytes);
            s1 = fma(x, x, s1);
            x = load(segment, o2 + bytes);
            s2 = fma(x, x, s2);
            x = load(segment, o3 + bytes);
            s3 = fma(x, x, s3);
        }
        s0.intoArray(lanes, lane);
        s1.intoArray(lanes, lane + VIRTUAL);
        s2.intoArray(lanes, lane + 2 * VIRTUAL);
        s3.intoArray(lanes, lane + 3 * VIRTUAL);
    }

    static void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
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
