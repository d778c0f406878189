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
        if (transpose == Transpose.NO) {
            for (int i = 0; i < rows; i++) {
                long offset = a.offset(row + i) + (long) k * Float.BYTES;
                Copies.toArrayScaled(a.segment(), offset, alpha, packed, i * A_STRIDE, depth);
            }
        } else {
            transposeA(alpha, a, row, rows, k, depth, packed);
        }
        for (int i = rows; i % MR_SMALL != 0; i++) {
            Copies.clear(packed, i * A_STRIDE, depth);
        }
    }

    /** Reads along the rows of A as stored: across them each element would be a line and, at 1024 columns, a page. */
    private static void transposeA(
            float alpha, FloatMatrix a, int column, int columns, int k, int depth, float[] packed) {
        MemorySegment segment = a.segment();
        for (int i = 0; i < depth; i++) {
            long offset = a.offset(k + i) + (long) column * Float.BYTES;
            for (int j = 0; j < columns; j++) {
                packed[j * A_STRIDE + i] = alpha * segment.get(FLOAT, offset + (long) j * Float.BYTES);
            }
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
