package org.lanewise.core.internal.simd.vectors;

import static org.lanewise.core.internal.simd.lanes.Lanes.F;
import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.NATIVE;
import static org.lanewise.core.internal.simd.lanes.Lanes.ORDER;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.lanes.Lanes;

/** What L1 regularization needs: the sum of the magnitudes of the weights, and their signs. */
public final class SimdMagnitudes {

    private SimdMagnitudes() {}

    public static double sum(FloatMatrix matrix) {
        float[] lanes = VectorScratch.ofThread().lanes;
        int vectorEnd = matrix.columns() - matrix.columns() % VIRTUAL;
        double sum = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                sumRow(matrix, row, lane, vectorEnd, lanes);
            }
            for (int j = vectorEnd; j < matrix.columns(); j++) {
                lanes[j - vectorEnd] += Math.abs(matrix.get(row, j));
            }
            sum += Lanes.tree(lanes, 0);
        }
        return sum;
    }

    private static void sumRow(FloatMatrix matrix, int row, int lane, int vectorEnd, float[] lanes) {
        MemorySegment segment = matrix.segment();
        long offset = matrix.offset(row);
        FloatVector sum = FloatVector.zero(F);
        for (int j = lane; j < vectorEnd; j += VIRTUAL) {
            sum = FloatVector.fromMemorySegment(F, segment, offset + j * 4L, ORDER)
                    .abs()
                    .add(sum);
        }
        sum.intoArray(lanes, lane);
    }

    public static void addSigns(float alpha, FloatMatrix x, FloatMatrix y) {
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
                FloatVector element = FloatVector.fromMemorySegment(F, x, xOffset + j * 4L, ORDER);
                FloatVector signed = FloatVector.zero(F)
                        .blend(alpha, element.compare(VectorOperators.GT, 0f))
                        .blend(-alpha, element.compare(VectorOperators.LT, 0f));
                FloatVector sum = FloatVector.fromMemorySegment(F, y, yOffset + j * 4L, ORDER)
                        .add(signed);
                sum.intoMemorySegment(y, yOffset + j * 4L, ORDER);
            }
        }
        for (; j < n; j++) {
            float element = xMatrix.get(row, j);
            float signed = element > 0 ? alpha : element < 0 ? -alpha : 0;
            yMatrix.set(row, j, yMatrix.get(row, j) + signed);
        }
    }
}
