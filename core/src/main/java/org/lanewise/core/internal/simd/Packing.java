package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Blocking.*;
import static org.lanewise.core.internal.simd.Lanes.F;
import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Copies blocks of operands into the order in which tiles read them.
 *
 * <p>Packed A: row after row, {@link Blocking#A_STRIDE} apart, alpha multiplied in; rows up to a multiple of the tile's
 * height are zero. Packed B: panel after panel of NR columns, in each k after k, on cache lines; columns up to a multiple
 * of NR are zero.
 */
final class Packing {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int BYTES = L * Float.BYTES;
    private static final int NR_BYTES = NR * Float.BYTES;

    private Packing() {}

    static void packA(
            Transpose transpose, float alpha, FloatMatrix a, int row, int rows, int k, int depth, float[] packed) {
        if (transpose == Transpose.NO) {
            for (int i = 0; i < rows; i++) {
                long offset = a.offset(row + i) + k * 4L;
                Copies.toArrayScaled(a.segment(), offset, alpha, packed, i * A_STRIDE, depth);
            }
        } else {
            transposeA(alpha, a, row, rows, k, depth, packed);
        }
        for (int i = rows; i % MR != 0; i++) {
            Copies.clear(packed, i * A_STRIDE, depth);
        }
    }

    /** Reads along the rows of A as stored: across them each element would be a line and, at 1024 columns, a page. */
    private static void transposeA(
            float alpha, FloatMatrix a, int column, int columns, int k, int depth, float[] packed) {
        MemorySegment segment = a.segment();
        for (int i = 0; i < depth; i++) {
            long offset = a.offset(k + i) + column * 4L;
            for (int j = 0; j < columns; j++) {
                packed[j * A_STRIDE + i] = alpha * segment.get(FLOAT, offset + j * 4L);
            }
        }
    }

    /** Packs a block of op(B) that begins at row k and a column. */
    static void packB(
            Transpose transpose, FloatMatrix b, int k, int depth, int column, int columns, MemorySegment packed) {
        int whole = transpose == Transpose.NO ? columns - columns % NR : 0;
        for (int i = 0; i < depth && whole > 0; i++) {
            packRow(
                    b.segment(),
                    b.offset(k + i) + column * 4L,
                    whole / NR,
                    packed,
                    (long) i * NR_BYTES,
                    depth * (long) NR_BYTES);
        }
        for (int j = whole; j < columns; j += NR) {
            int width = Math.min(NR, columns - j);
            long target = j * depth * 4L;
            if (transpose == Transpose.YES) {
                packTransposed(b, k, depth, column + j, width, packed, target);
            } else {
                packEdge(b, k, depth, column + j, width, packed, target);
            }
        }
    }

    private static void packRow(
            MemorySegment b, long offset, int panels, MemorySegment packed, long target, long stride) {
        for (int i = 0; i < panels; i++) {
            FloatVector.fromMemorySegment(F, b, offset + (long) i * NR_BYTES, ORDER)
                    .intoMemorySegment(packed, target + i * stride, ORDER);
            FloatVector.fromMemorySegment(F, b, offset + (long) i * NR_BYTES + BYTES, ORDER)
                    .intoMemorySegment(packed, target + i * stride + BYTES, ORDER);
        }
    }

    private static void packEdge(
            FloatMatrix b, int k, int depth, int column, int width, MemorySegment packed, long target) {
        for (int i = 0; i < depth; i++) {
            long row = target + (long) i * NR_BYTES;
            Copies.copy(b.segment(), b.offset(k + i) + column * 4L, packed, row, width);
            Copies.clear(packed, row + width * 4L, NR - width);
        }
    }

    private static void packTransposed(
            FloatMatrix b, int k, int depth, int column, int width, MemorySegment packed, long target) {
        MemorySegment segment = b.segment();
        for (int j = 0; j < width; j++) {
            long offset = b.offset(column + j) + k * 4L;
            for (int i = 0; i < depth; i++) {
                packed.set(FLOAT, target + (long) i * NR_BYTES + j * 4L, segment.get(FLOAT, offset + i * 4L));
            }
        }
        for (int i = 0; width < NR && i < depth; i++) {
            Copies.clear(packed, target + (long) i * NR_BYTES + width * 4L, NR - width);
        }
    }
}
