package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Blocking.*;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Copies blocks of operands into the order in which tiles read them.
 *
 * <p>Packed A: row after row, {@link Blocking#A_STRIDE} apart, alpha multiplied in; rows up to a multiple of the small
 * tile's height are zero. Packed B: panel after panel of NR columns, in each k after k; columns up to a multiple of NR
 * are zero.
 */
final class Packing {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Packing() {}

    static void packA(
            Transpose transpose, float alpha, FloatMatrix a, int row, int rows, int k, int depth, float[] packed) {
        int paddedRows = Math.ceilDiv(rows, MR_SMALL) * MR_SMALL;
        for (int i = 0; i < paddedRows; i++) {
            int target = i * A_STRIDE;
            if (i >= rows) {
                Copies.clear(packed, target, depth);
            } else if (transpose == Transpose.NO) {
                Copies.toArrayScaled(
                        a.segment(), a.offset(row + i) + (long) k * Float.BYTES, alpha, packed, target, depth);
            } else {
                gatherColumn(a, row + i, k, depth, alpha, packed, target);
            }
        }
    }

    private static void gatherColumn(
            FloatMatrix a, int column, int k, int depth, float alpha, float[] packed, int target) {
        MemorySegment segment = a.segment();
        long offset = a.offset(k) + (long) column * Float.BYTES;
        long stride = a.rowStride();
        for (int i = 0; i < depth; i++) {
            packed[target + i] = alpha * segment.get(FLOAT, offset + i * stride);
        }
    }

    static void packB(Transpose transpose, FloatMatrix b, int k, int depth, int column, int columns, float[] packed) {
        for (int j = 0; j < columns; j += NR) {
            int width = Math.min(NR, columns - j);
            if (transpose == Transpose.NO) {
                packRows(b, k, depth, column + j, width, packed, j * depth);
            } else {
                packTransposed(b, k, depth, column + j, width, packed, j * depth);
            }
        }
    }

    private static void packRows(FloatMatrix b, int k, int depth, int column, int width, float[] packed, int target) {
        for (int i = 0; i < depth; i++) {
            int row = target + i * NR;
            Copies.toArray(b.segment(), b.offset(k + i) + (long) column * Float.BYTES, packed, row, width);
            Copies.clear(packed, row + width, NR - width);
        }
    }

    private static void packTransposed(
            FloatMatrix b, int k, int depth, int column, int width, float[] packed, int target) {
        MemorySegment segment = b.segment();
        for (int j = 0; j < width; j++) {
            long offset = b.offset(column + j) + (long) k * Float.BYTES;
            for (int i = 0; i < depth; i++) {
                packed[target + i * NR + j] = segment.get(FLOAT, offset + (long) i * Float.BYTES);
            }
        }
        for (int i = 0; i < depth; i++) {
            Copies.clear(packed, target + i * NR + width, NR - width);
        }
    }
}
