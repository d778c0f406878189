package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.Machine.fma;
import static org.lanewise.core.internal.plain.BlockProduct.COLUMNS;
import static org.lanewise.core.internal.plain.BlockProduct.ROWS;
import static org.lanewise.core.internal.plain.BlockProduct.across;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Matrix products in blocks. Where elements are dot products C is computed as stored or transposed, so that its longer
 * side is the one that vectors run along.
 */
final class PlainMatmul {

    private final BlockProduct blocks;
    private final float[] line = new float[COLUMNS];
    private final float[] old = new float[COLUMNS];

    PlainMatmul(BlockProduct blocks) {
        this.blocks = blocks;
    }

    void gemm(
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        if (!inLanes) {
            blocks.chains(transposeA, transposeB, alpha, a, b, 0, transposeA.columns(a), beta, c);
        } else if (c.rows() <= c.columns()) {
            dots(transposeA, transposeB, alpha, a, b, beta, c);
        } else {
            dotsTransposed(transposeA, transposeB, alpha, a, b, beta, c);
        }
    }

    private void dots(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        int depth = transposeA.columns(a);
        for (int j = 0; j < c.columns(); j += COLUMNS) {
            int columns = Math.min(COLUMNS, c.columns() - j);
            for (int i = 0; i < c.rows(); i += ROWS) {
                int rows = Math.min(ROWS, c.rows() - i);
                blocks.dots(transposeA, a, i, rows, transposeB, b, j, columns, depth);
                for (int r = 0; r < rows; r++) {
                    store(alpha, blocks.sums[r], beta, c, i + r, j, columns);
                }
            }
        }
    }

    /** {@code C^T = op(B)^T op(A)^T}: the factors of a product may change places. */
    private void dotsTransposed(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        int depth = transposeA.columns(a);
        for (int i = 0; i < c.rows(); i += COLUMNS) {
            int rows = Math.min(COLUMNS, c.rows() - i);
            for (int j = 0; j < c.columns(); j += ROWS) {
                int columns = Math.min(ROWS, c.columns() - j);
                blocks.dots(across(transposeB), b, j, columns, across(transposeA), a, i, rows, depth);
                for (int r = 0; r < rows; r++) {
                    column(blocks.sums, r, columns, line);
                    store(alpha, line, beta, c, i + r, j, columns);
                }
            }
        }
    }

    /** A column of a block as an array. */
    static void column(float[][] block, int column, int rows, float[] target) {
        for (int r = 0; r < rows; r++) {
            target[r] = block[r][column];
        }
    }

    private void store(float alpha, float[] dots, float beta, FloatMatrix c, int row, int column, int count) {
        if (beta != 0) {
            Copies.load(c, row, column, count, old, 0);
        }
        for (int j = 0; j < count; j++) {
            dots[j] = fma(alpha, dots[j], beta == 0 ? 0 : beta * old[j]);
        }
        Copies.store(dots, 0, c, row, column, count);
    }
}
