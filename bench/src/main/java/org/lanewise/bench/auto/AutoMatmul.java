package org.lanewise.bench.auto;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Matrix product. Wide results are built up from outer products: a block of op(B) is packed into heap arrays, and four
 * rows of C at a time take four of its rows up. Narrow ones, such as scores of ten classes, whose rows are too short for
 * vectors, are dot products along K.
 */
final class AutoMatmul {

    /** Columns of a block: rows of C and op(B), four each, stay in L1. */
    private static final int COLUMNS = 512;

    /** Rows of a block of op(B): 128 x 512 floats are a quarter of a 1 MiB L2. */
    private static final int DEPTH = 128;

    /** Below so many columns vectors along a row are mostly overhead. */
    private static final int NARROW = 32;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final float[][] b = new float[DEPTH][COLUMNS];
    private final float[][] c = new float[Updates.TILE][COLUMNS];
    private final float[] factors = new float[Updates.TILE * Updates.TILE];
    private final DotTable left = new DotTable();
    private final DotTable right = new DotTable();
    private final float[] sum = new float[Dots.BLOCK];
    private final float[] nextSum = new float[Dots.BLOCK];
    private float[] row = new float[0];

    void gemm(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        int depth = transposeA.columns(a);
        if (depth == 0) {
            scale(beta, c);
        } else if (c.columns() < NARROW && depth >= Dots.BLOCK) {
            dots(transposeA, transposeB, alpha, a, b, beta, c, depth);
        } else {
            outerProducts(transposeA, transposeB, alpha, a, b, beta, c, depth);
        }
    }

    private static void scale(float beta, FloatMatrix c) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                c.set(i, j, beta == 0 ? 0 : beta * c.get(i, j));
            }
        }
    }

    private void outerProducts(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c,
            int depth) {
        for (int j = 0; j < c.columns(); j += COLUMNS) {
            int columns = Math.min(COLUMNS, c.columns() - j);
            for (int k = 0; k < depth; k += DEPTH) {
                int products = Math.min(DEPTH, depth - k);
                packB(transposeB, b, k, products, j, columns);
                float scale = k == 0 ? beta : 1;
                for (int i = 0; i < c.rows(); i += Updates.TILE) {
                    int rows = Math.min(Updates.TILE, c.rows() - i);
                    loadC(scale, c, i, rows, j, columns);
                    update(transposeA, alpha, a, i, rows, k, products, columns);
                    storeC(c, i, rows, j, columns);
                }
            }
        }
    }

    private void packB(Transpose transpose, FloatMatrix matrix, int k, int products, int j, int columns) {
        if (transpose == Transpose.NO) {
            for (int q = 0; q < products; q++) {
                Rows.load(matrix, k + q, j, columns, b[q]);
            }
        } else {
            packTransposed(matrix, k, products, j, columns);
        }
        // Products are taken four at a time; factors of those that are missing are 0, and 0 times stale NaN is NaN.
        for (int q = products; q % Updates.TILE != 0; q++) {
            Arrays.fill(b[q], 0f);
        }
    }

    private void packTransposed(FloatMatrix matrix, int k, int products, int j, int columns) {
        float[] line = line(products);
        for (int column = 0; column < columns; column++) {
            Rows.load(matrix, j + column, k, products, line);
            for (int q = 0; q < products; q++) {
                b[q][column] = line[q];
            }
        }
    }

    private float[] line(int length) {
        if (row.length < length) {
            row = new float[length];
        }
        return row;
    }

    private void loadC(float scale, FloatMatrix matrix, int i, int rows, int j, int columns) {
        for (int r = 0; r < rows; r++) {
            float[] target = c[r];
            if (scale == 0) {
                Arrays.fill(target, 0, columns, 0f);
                continue;
            }
            Rows.load(matrix, i + r, j, columns, target);
            if (scale != 1) {
                for (int column = 0; column < columns; column++) {
                    target[column] *= scale;
                }
            }
        }
    }

    private void storeC(FloatMatrix matrix, int i, int rows, int j, int columns) {
        for (int r = 0; r < rows; r++) {
            Rows.store(c[r], matrix, i + r, j, columns);
        }
    }

    private void update(
            Transpose transpose, float alpha, FloatMatrix a, int i, int rows, int k, int products, int columns) {
        for (int q = 0; q < products; q += Updates.TILE) {
            takeFactors(transpose, alpha, a, i, rows, k + q, Math.min(Updates.TILE, products - q));
            if (rows == Updates.TILE) {
                Updates.rows4(c[0], c[1], c[2], c[3], factors, b[q], b[q + 1], b[q + 2], b[q + 3], columns);
            } else {
                for (int r = 0; r < rows; r++) {
                    Updates.row(c[r], factors, r * Updates.TILE, b[q], b[q + 1], b[q + 2], b[q + 3], columns);
                }
            }
        }
    }

    private void takeFactors(Transpose transpose, float alpha, FloatMatrix a, int i, int rows, int k, int products) {
        long rowStride = transpose == Transpose.NO ? a.rowStride() : Float.BYTES;
        long productStride = transpose == Transpose.NO ? Float.BYTES : a.rowStride();
        long origin = a.offset() + i * rowStride + k * productStride;
        for (int r = 0; r < rows; r++) {
            for (int q = 0; q < Updates.TILE; q++) {
                float element = q < products ? a.segment().get(FLOAT, origin + r * rowStride + q * productStride) : 0f;
                factors[r * Updates.TILE + q] = alpha * element;
            }
        }
    }

    private void dots(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c,
            int depth) {
        right.resize(c.columns(), depth);
        for (int j = 0; j < c.columns(); j++) {
            right.set(j, alongDepth(transposeB == Transpose.YES, b, j, depth));
        }
        left.resize(1, depth);
        for (int i = 0; i < c.rows(); i++) {
            left.set(0, alongDepth(transposeA == Transpose.NO, a, i, depth));
            dotsOfRow(alpha, beta, c, i);
        }
    }

    /** A row of the matrix, or a column. */
    private float[] alongDepth(boolean isRow, FloatMatrix matrix, int index, int depth) {
        float[] line = line(depth);
        if (isRow) {
            Rows.load(matrix, index, 0, depth, line);
            return line;
        }
        for (int k = 0; k < depth; k++) {
            line[k] = matrix.segment().get(FLOAT, matrix.offset(k) + (long) index * Float.BYTES);
        }
        return line;
    }

    private void dotsOfRow(float alpha, float beta, FloatMatrix c, int i) {
        for (int j = 0; j < c.columns(); j += 2) {
            Dots.oneByTwo(left.vector(0), right.vector(j), right.vector(j + 1), sum, nextSum);
            put(alpha * Dots.sum(sum), beta, c, i, j);
            if (j + 1 < c.columns()) {
                put(alpha * Dots.sum(nextSum), beta, c, i, j + 1);
            }
        }
    }

    private static void put(float product, float beta, FloatMatrix c, int i, int j) {
        c.set(i, j, beta == 0 ? product : Fma.fma(beta, c.get(i, j), product));
    }
}
