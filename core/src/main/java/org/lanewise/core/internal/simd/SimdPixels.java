package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.Preprocessing;

/** Scores and weight gradient of a gathered block of images, straight from its bytes. */
final class SimdPixels {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SimdPixels() {}

    /**
     * Scores of gathered images, from row {@code from} of {@code pixels} on.
     *
     * @param weights as {@link FoldedWeights} packs them
     * @param scores rows from {@code first} are written
     */
    static void blockScores(
            byte[] pixels, int from, int images, FloatMatrix weights, FloatMatrix bias, FloatMatrix scores, int first) {
        int stride = PixelBlock.stride(weights.columns());
        for (int i = 0; i < images; i += 4) {
            scores(pixels, (from + i) * stride, stride, Math.min(4, images - i), weights, bias, scores, first + i);
        }
    }

    /**
     * Scores of up to four images, in tiles of 4 x 5 accumulators with 32 registers and of 2 x 5 with 16; a block has room for
     * whole tiles, and what lies there scores for nothing.
     */
    private static void scores(
            byte[] pixels,
            int x,
            int stride,
            int images,
            FloatMatrix weights,
            FloatMatrix bias,
            FloatMatrix scores,
            int row) {
        int classes = weights.rows();
        int pairs = FoldedWeights.padded(weights.columns()) / (2 * VIRTUAL);
        int x1 = x + stride;
        int x2 = x1 + stride;
        int x3 = x2 + stride;
        MemorySegment w = weights.segment();
        float[] partial = Scratch.ofThread().partial;
        int group;
        for (int k = 0; k < classes; k += group) {
            group = FoldedWeights.group(k, classes);
            long offset = FoldedWeights.offset(weights, k);
            if (group == FoldedWeights.SMALL_GROUP) {
                for (int lane = 0; lane < VIRTUAL; lane += L) {
                    ByteScoreTiles.tile4x2(pixels, x, x1, x2, x3, w, offset, lane, pairs, partial);
                }
                addUp(partial, images, group, bias, k, scores, row);
            } else if (Blocking.MANY_REGISTERS && images > 2) {
                for (int lane = 0; lane < VIRTUAL; lane += L) {
                    ByteScoreTiles.tile4x5(pixels, x, x1, x2, x3, w, offset, lane, pairs, partial);
                }
                addUp(partial, images, group, bias, k, scores, row);
            } else {
                for (int lane = 0; lane < VIRTUAL; lane += L) {
                    ByteScoreTiles.tile2x5(pixels, x, x1, w, offset, lane, pairs, partial);
                }
                addUp(partial, Math.min(2, images), group, bias, k, scores, row);
                if (images > 2) {
                    for (int lane = 0; lane < VIRTUAL; lane += L) {
                        ByteScoreTiles.tile2x5(pixels, x2, x3, w, offset, lane, pairs, partial);
                    }
                    addUp(partial, images - 2, group, bias, k, scores, row + 2);
                }
            }
        }
    }

    /** Adds the virtual lanes of a tile up, and the bias to the sums. */
    private static void addUp(
            float[] partial, int images, int group, FloatMatrix bias, int k, FloatMatrix scores, int row) {
        int columns = Math.min(group, scores.columns() - k);
        MemorySegment target = scores.segment();
        for (int c = 0; c < columns; c++) {
            float b = bias.get(k + c, 0);
            for (int r = 0; r < images; r++) {
                float sum = Lanes.tree(partial, (r * group + c) * VIRTUAL) + b;
                target.set(FLOAT, scores.offset(row + r) + 4L * (k + c), sum);
            }
        }
    }

    /**
     * Adds a gathered block to the gradient of the folded weights.
     *
     * @param from the block's first row of {@code pixels}
     * @param scoreGradient rows from {@code first} belong to the block; with the first block G begins at zero
     * @param gradient G, as {@link PackedGradient} arranges it
     * @param start a multiple of {@link PackedGradient#WIDTH}: the first feature
     * @param end the feature after the last
     */
    static void blockGradient(
            byte[] pixels,
            int from,
            int images,
            FloatMatrix scoreGradient,
            int first,
            FloatMatrix gradient,
            int start,
            int end) {
        int stride = PixelBlock.stride(gradient.columns());
        MemorySegment packed = gradient.segment();
        for (int k = 0; k < gradient.rows(); k += PackedGradient.GROUP) {
            int group = PackedGradient.group(k, gradient.rows());
            float[] g = packScoreGradient(scoreGradient, first, images, k, group);
            long at = PackedGradient.offset(gradient, k, start);
            if (first == 0) {
                Copies.clear(packed, at, PackedGradient.floats(end - start));
            }
            tiles(pixels, from * stride + start, stride, images, g, group, packed, at, end - start);
        }
    }

    /**
     * Adds the last block, and steps against the gradient. A part of G is used as soon as it is complete, and never stored.
     *
     * @param weights W, changed
     * @param sums s
     */
    static void lastBlock(
            byte[] pixels,
            int from,
            int images,
            FloatMatrix scoreGradient,
            int first,
            FloatMatrix gradient,
            int start,
            int end,
            FloatMatrix weights,
            Preprocessing preprocessing,
            float lambda,
            float learningRate,
            FloatMatrix sums) {
        int stride = PixelBlock.stride(gradient.columns());
        MemorySegment packed = gradient.segment();
        MemorySegment part = Scratch.ofThread().partOfGradient;
        for (int k = 0; k < gradient.rows(); k += PackedGradient.GROUP) {
            int group = PackedGradient.group(k, gradient.rows());
            float[] g = packScoreGradient(scoreGradient, first, images, k, group);
            for (int d = start; d < end; d += Blocking.UPDATED) {
                int to = Math.min(end, d + Blocking.UPDATED);
                int floats = PackedGradient.floats(to - d);
                if (first == 0) {
                    Copies.clear(part, 0, floats);
                } else {
                    MemorySegment.copy(packed, PackedGradient.offset(gradient, k, d), part, 0, 4L * floats);
                }
                tiles(pixels, from * stride + d, stride, images, g, group, part, 0, to - d);
                PackedGradient.update(weights, preprocessing, lambda, learningRate, sums, part, 0, k, d, to);
            }
        }
    }

    /** Adds to the tiles of one group of classes. */
    private static void tiles(
            byte[] pixels,
            int pixel,
            int stride,
            int images,
            float[] g,
            int group,
            MemorySegment packed,
            long at,
            int features) {
        for (int t = 0; t < Math.ceilDiv(features, PackedGradient.WIDTH); t++) {
            int x = pixel + t * PackedGradient.WIDTH;
            long tile = at + (long) t * PackedGradient.TILE;
            if (group == 10) {
                ByteGradientTiles.tile10x2(pixels, x, stride, images, g, packed, tile);
            } else {
                ByteGradientTiles.tile5x2(pixels, x, stride, images, g, packed, tile);
            }
        }
    }

    /** The score gradient of a group of classes, image after image; classes that do not exist are zero. */
    private static float[] packScoreGradient(FloatMatrix scoreGradient, int first, int images, int k, int group) {
        float[] g = Scratch.ofThread().scoreGradient;
        MemorySegment source = scoreGradient.segment();
        int valid = Math.min(group, scoreGradient.columns() - k);
        for (int i = 0; i < images; i++) {
            long row = scoreGradient.offset(first + i) + 4L * k;
            for (int c = 0; c < valid; c++) {
                g[i * group + c] = source.get(FLOAT, row + 4L * c);
            }
            for (int c = valid; c < group; c++) {
                g[i * group + c] = 0;
            }
        }
        return g;
    }

    /** Adds the score gradients of a block to their sums, image after image. */
    static void addSums(FloatMatrix scoreGradient, int first, int images, FloatMatrix sums) {
        for (int k = 0; k < sums.rows(); k++) {
            float sum = first == 0 ? 0 : sums.get(k, 0);
            for (int i = 0; i < images; i++) {
                sum += scoreGradient.get(first + i, k);
            }
            sums.set(k, 0, sum);
        }
    }
}
