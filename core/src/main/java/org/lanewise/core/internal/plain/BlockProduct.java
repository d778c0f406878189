package org.lanewise.core.internal.plain;

import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/**
 * Products of blocks of op(A) and op(B), which are copied to arrays that fit L2, in both orders of summation. Dot products
 * in lanes are outer products too where they are many: lane l of all elements is a product of its own, of every 16th
 * column of op(A) and row of op(B), and the 16 results are added as the tree.
 */
final class BlockProduct {

    /** Rows of a block of op(A). */
    static final int ROWS = 16;

    /** Columns of a block of op(B): long enough that vectors do most of a loop along them. */
    static final int COLUMNS = 256;

    /** Products of a block; whole groups of lanes. */
    private static final int DEPTH = 16 * Dots.LANES;

    /** Up to so many columns dot products are computed one by one. */
    private static final int FEW_COLUMNS = 24;

    /** Sums of the current block, row by row: results are left here. */
    final float[][] sums = new float[ROWS][COLUMNS];

    private final Copies copies = new Copies(Math.max(COLUMNS, DEPTH));
    private final float[][] a = new float[ROWS][DEPTH];
    private final float[][] b = new float[DEPTH][COLUMNS];
    private final float[][] bColumns = new float[FEW_COLUMNS][DEPTH];
    private final float[][] lanesOfPairs = new float[ROWS * FEW_COLUMNS][Dots.LANES];

    /** Sums of the lanes; made when first needed, for they are most of the memory. */
    private float[][][] lanes = new float[0][][];

    /**
     * {@code C = alpha op(A) op(B) + beta C}, elements as chains over k, from one k on to before another. B may be of bytes.
     */
    void chains(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix matrixA,
            Features matrixB,
            int from,
            int to,
            float beta,
            FloatMatrix c) {
        for (int j = 0; j < c.columns(); j += COLUMNS) {
            int columns = Math.min(COLUMNS, c.columns() - j);
            int k = from;
            do {
                int products = Math.min(DEPTH, to - k);
                copies.block(transposeB, matrixB, k, products, j, columns, b);
                addProducts(transposeA, alpha, matrixA, k, products, k == from ? beta : 1, c, j, columns);
                k += DEPTH;
            } while (k < to);
        }
    }

    /** Adds the products of a block of op(B) to its columns of C. */
    private void addProducts(
            Transpose transposeA,
            float alpha,
            FloatMatrix matrixA,
            int k,
            int products,
            float beta,
            FloatMatrix c,
            int j,
            int columns) {
        for (int i = 0; i < c.rows(); i += ROWS) {
            int rows = Math.min(ROWS, c.rows() - i);
            copies.block(transposeA, matrixA, i, rows, k, products, a);
            for (int r = 0; r < rows; r++) {
                Vectors.scale(a[r], 0, products, alpha);
                start(beta, c, i + r, j, columns, sums[r]);
            }
            Updates.add(sums, a, rows, b, 0, 1, products, columns);
            for (int r = 0; r < rows; r++) {
                Copies.store(sums[r], 0, c, i + r, j, columns);
            }
        }
    }

    /** {@code beta c}, or 0 without reading C. */
    private static void start(float beta, FloatMatrix c, int row, int column, int count, float[] target) {
        if (beta == 0) {
            Arrays.fill(target, 0, count, 0f);
        } else {
            Copies.load(c, row, column, count, target, 0);
            Vectors.scale(target, 0, count, beta);
        }
    }

    /**
     * Dot products in lanes: {@code sums[r][c] = op(A)[i + r] . op(B)[.][j + c]}, up to {@link #ROWS} by {@link #COLUMNS}.
     */
    void dots(
            Transpose transposeA,
            Features matrixA,
            int i,
            int rows,
            Transpose transposeB,
            Features matrixB,
            int j,
            int columns,
            int depth) {
        if (columns <= FEW_COLUMNS) {
            fewDots(transposeA, matrixA, i, rows, across(transposeB), matrixB, j, columns, depth);
        } else {
            manyDots(transposeA, matrixA, i, rows, transposeB, matrixB, j, columns, depth);
        }
    }

    static Transpose across(Transpose transpose) {
        return transpose == Transpose.NO ? Transpose.YES : Transpose.NO;
    }

    private void fewDots(
            Transpose transposeA,
            Features matrixA,
            int i,
            int rows,
            Transpose transposeB,
            Features matrixB,
            int j,
            int columns,
            int depth) {
        for (int p = 0; p < rows * columns; p++) {
            Arrays.fill(lanesOfPairs[p], 0f);
        }
        for (int k = 0; k < depth; k += DEPTH) {
            int products = Math.min(DEPTH, depth - k);
            copies.block(transposeA, matrixA, i, rows, k, products, a);
            copies.block(transposeB, matrixB, j, columns, k, products, bColumns);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    Dots.add(a[r], bColumns[c], products, lanesOfPairs[r * columns + c]);
                }
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                sums[r][c] = Dots.total(lanesOfPairs[r * columns + c]);
            }
        }
    }

    private void manyDots(
            Transpose transposeA,
            Features matrixA,
            int i,
            int rows,
            Transpose transposeB,
            Features matrixB,
            int j,
            int columns,
            int depth) {
        clearLanes(rows, columns);
        for (int k = 0; k < depth; k += DEPTH) {
            int products = Math.min(DEPTH, depth - k);
            copies.block(transposeA, matrixA, i, rows, k, products, a);
            copies.block(transposeB, matrixB, k, products, j, columns, b);
            for (int l = 0; l < Dots.LANES; l++) {
                Updates.add(lanes[l], a, rows, b, l, Dots.LANES, products, columns);
            }
        }
        addLanes(rows, columns);
    }

    private void clearLanes(int rows, int columns) {
        if (lanes.length == 0) {
            lanes = new float[Dots.LANES][ROWS][COLUMNS];
            lanes[0] = sums;
        }
        for (float[][] lane : lanes) {
            for (int r = 0; r < rows; r++) {
                Arrays.fill(lane[r], 0, columns, 0f);
            }
        }
    }

    /** The tree, which ends in lane 0, the sums. */
    private void addLanes(int rows, int columns) {
        for (int width = Dots.LANES / 2; width > 0; width /= 2) {
            for (int l = 0; l < width; l++) {
                for (int r = 0; r < rows; r++) {
                    Vectors.add(lanes[l + width][r], lanes[l][r], columns);
                }
            }
        }
    }
}
