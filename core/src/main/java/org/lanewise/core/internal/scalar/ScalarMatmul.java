package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.scalar.Elements.get;
import static org.lanewise.core.internal.scalar.Elements.set;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/** The three loops of the textbook; the innermost sums a narrow product in lanes. */
final class ScalarMatmul {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private ScalarMatmul() {}

    static void gemm(
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        long aRowStride = transposeA == Transpose.NO ? a.rowStride() : Float.BYTES;
        long aStride = transposeA == Transpose.NO ? Float.BYTES : a.rowStride();
        long bStride = transposeB == Transpose.NO ? b.rowStride() : Float.BYTES;
        long bColumnStride = transposeB == Transpose.NO ? Float.BYTES : b.rowStride();
        int depth = transposeA.columns(a);
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                float start = beta == 0 ? 0 : beta * get(c, i, j);
                long aOffset = a.offset() + i * aRowStride;
                long bOffset = b.offset() + j * bColumnStride;
                float value;
                if (inLanes) {
                    float dot =
                            LaneOrder.dot(a.segment(), aOffset, aStride, b.segment(), bOffset, bStride, depth, 0, 1);
                    value = fma(alpha, dot, start);
                } else {
                    value = chain(start, alpha, a.segment(), aOffset, aStride, b.segment(), bOffset, bStride, depth);
                }
                set(c, i, j, value);
            }
        }
    }

    private static float chain(
            float start,
            float alpha,
            MemorySegment a,
            long aOffset,
            long aStride,
            MemorySegment b,
            long bOffset,
            long bStride,
            int depth) {
        float sum = start;
        for (int k = 0; k < depth; k++) {
            sum = fma(alpha * a.get(FLOAT, aOffset + k * aStride), b.get(FLOAT, bOffset + k * bStride), sum);
        }
        return sum;
    }
}
