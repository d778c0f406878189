package org.lanewise.core.internal.simd.lanes;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;

/** A scratch matrix that is allocated anew only when more than ever before is asked for. */
public final class GrowingMatrix {

    private FloatMatrix matrix;

    /** A matrix of at least that shape, its rows padded to whole cache lines; what it holds is not defined. */
    public FloatMatrix matrix(int rows, int columns) {
        if (matrix == null || matrix.rows() < rows || matrix.columns() < columns) {
            int moreRows = matrix == null ? rows : Math.max(rows, matrix.rows());
            int moreColumns = matrix == null ? columns : Math.max(columns, matrix.columns());
            matrix = FloatMatrix.allocatePadded(Arena.ofAuto(), moreRows, moreColumns);
        }
        return matrix;
    }
}
