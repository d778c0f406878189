package org.lanewise.bench.implementations;

import java.lang.foreign.Arena;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;

/** A matrix product of Lanewise's kernels, operands as they are. */
final class KernelsProduct implements Product {

    private final Kernels kernels;
    private final Transpose transposeA;
    private final FloatMatrix a;
    private final Transpose transposeB;
    private final FloatMatrix b;
    private final FloatMatrix c;

    KernelsProduct(Kernels kernels, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        this.kernels = kernels;
        this.transposeA = transposeA;
        this.a = a;
        this.transposeB = transposeB;
        this.b = b;
        int rows = transposeA == Transpose.NO ? a.rows() : a.columns();
        int columns = transposeB == Transpose.NO ? b.columns() : b.rows();
        this.c = FloatMatrix.allocatePadded(Arena.ofAuto(), rows, columns).fill(Float.NaN);
    }

    @Override
    public void run() {
        kernels.matmul(transposeA, transposeB, 1f, a, b, 0f, c);
    }

    @Override
    public FloatMatrix result() {
        return c;
    }
}
