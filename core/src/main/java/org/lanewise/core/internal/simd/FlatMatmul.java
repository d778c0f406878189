package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Blocking.FLAT_DEPTH;
import static org.lanewise.core.internal.simd.Lanes.L;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.Transpose;

/**
 * Products with few rows, the weight gradient {@code g^T X} of a classifier: B is used so few times that copying it into
 * panels would cost more than it saves, so tiles read it where it lies.
 *
 * <p>k goes in blocks of {@link Blocking#FLAT_DEPTH} rows of B, all columns of C for each: as many streams through memory side by side
 * as the hardware can follow. Every element of C is one chain over k.
 */
final class FlatMatmul {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows of the large tile, which needs 20 accumulators. */
    private static final int LARGE = Machine.VECTOR_REGISTERS >= 32 ? 10 : 5;

    private static final int SMALL = 5;

    private FlatMatmul() {}

    static void gemm(Transpose transposeA, float alpha, FloatMatrix a, FloatMatrix b, float beta, FloatMatrix c) {
        Copies.scale(c, beta);
        int height = LARGE;
        for (int k = 0; k < b.rows(); k += FLAT_DEPTH) {
            int depth = Math.min(FLAT_DEPTH, b.rows() - k);
            for (int i = 0; i < c.rows(); i += height) {
                height = c.rows() - i > SMALL ? LARGE : SMALL;
                int rows = Math.min(height, c.rows() - i);
                float[] factors = pack(transposeA, alpha, a, i, rows, height, k, depth);
                block(factors, b, k, depth, c, i, rows, height);
            }
        }
    }

    /** alpha op(A), k after k, {@code height} rows of it side by side; rows that do not exist are zero. */
    private static float[] pack(
            Transpose transpose, float alpha, FloatMatrix a, int row, int rows, int height, int k, int depth) {
        float[] factors = Scratch.ofThread().factors;
        MemorySegment segment = a.segment();
        long step = transpose == Transpose.NO ? Float.BYTES : a.rowStride();
        long across = transpose == Transpose.NO ? a.rowStride() : Float.BYTES;
        long start = a.offset() + row * across + k * step;
        for (int l = 0; l < depth; l++) {
            for (int r = 0; r < height; r++) {
                factors[l * height + r] = r < rows ? alpha * segment.get(FLOAT, start + l * step + r * across) : 0;
            }
        }
        return factors;
    }

    private static void block(
            float[] factors, FloatMatrix b, int k, int depth, FloatMatrix c, int i, int rows, int height) {
        int j = 0;
        if (rows == height) {
            for (; j <= c.columns() - 2 * L; j += 2 * L) {
                tile(
                        height,
                        b.segment(),
                        b.offset(k) + j * 4L,
                        b.rowStride(),
                        depth,
                        factors,
                        c.segment(),
                        c.offset(i) + j * 4L,
                        c.rowStride());
            }
        }
        for (; j < c.columns(); j += 2 * L) {
            edge(factors, b, k, depth, c, i, rows, height, j, Math.min(2 * L, c.columns() - j));
        }
    }

    private static void tile(
            int height,
            MemorySegment b,
            long bOffset,
            long bStride,
            int depth,
            float[] factors,
            MemorySegment c,
            long offset,
            long rowStride) {
        if (height == 10) {
            OuterTiles.tile10x2(b, bOffset, bStride, depth, factors, c, offset, rowStride);
        } else {
            OuterTiles.tile5x2(b, bOffset, bStride, depth, factors, c, offset, rowStride);
        }
    }

    /** A tile that C or B holds in part: computed in scratch memory. */
    private static void edge(
            float[] factors,
            FloatMatrix b,
            int k,
            int depth,
            FloatMatrix c,
            int i,
            int rows,
            int height,
            int j,
            int width) {
        FloatMatrix target = Scratch.ofThread().gradientTile;
        FloatMatrix source = Scratch.ofThread().flatEdge;
        long bytes = width * 4L;
        for (int l = 0; l < depth; l++) {
            MemorySegment.copy(b.segment(), b.offset(k + l) + j * 4L, source.segment(), source.offset(l), bytes);
        }
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(c.segment(), c.offset(i + r) + j * 4L, target.segment(), target.offset(r), bytes);
        }
        tile(
                height,
                source.segment(),
                source.offset(),
                source.rowStride(),
                depth,
                factors,
                target.segment(),
                target.offset(),
                target.rowStride());
        for (int r = 0; r < rows; r++) {
            MemorySegment.copy(target.segment(), target.offset(r), c.segment(), c.offset(i + r) + j * 4L, bytes);
        }
    }
}
