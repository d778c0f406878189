package org.lanewise.core.internal.simd;

import static org.lanewise.core.internal.simd.Lanes.L;
import static org.lanewise.core.internal.simd.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Machine;

/** Scores and weight gradient of a gathered block of images, straight from its bytes. */
final class SimdPixels {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Classes of a score tile. */
    private static final int CLASSES = 5;

    /** Images of a score tile: 4 x 5 accumulators with 32 registers, 2 x 5 with 16. */
    private static final int IMAGES = Machine.VECTOR_REGISTERS >= 32 ? 4 : 2;

    /** Classes of the gradient tile that is preferred here: 10 x 2 accumulators with 32 registers, 5 x 2 with 16. */
    private static final int GRADIENT_CLASSES = Machine.VECTOR_REGISTERS >= 32 ? 10 : 5;

    private SimdPixels() {}

    static void scores(PixelMatrix images, FloatMatrix weights, FloatMatrix bias, FloatMatrix scores) {
        for (int from = 0; from < images.rows(); from += Blocking.IMAGES) {
            int count = Math.min(Blocking.IMAGES, images.rows() - from);
            blockScores(PixelBlock.gather(images, from, count), count, weights, bias, scores, from);
        }
    }

    /**
     * Scores of a gathered block.
     *
     * @param weights rows zero-padded to whole groups of 16 floats
     * @param scores rows from {@code first} are written
     */
    static void blockScores(
            MemorySegment pixels, int images, FloatMatrix weights, FloatMatrix bias, FloatMatrix scores, int first) {
        int classes = weights.rows();
        for (int i = 0; i < images; i += IMAGES) {
            for (int k = 0; k < classes; k += CLASSES) {
                tileScores(pixels, i, images, weights, k, bias, scores, first);
            }
        }
    }

    /** One tile; at the edges the last image and the last class stand in for those that do not exist. */
    private static void tileScores(
            MemorySegment pixels,
            int i,
            int images,
            FloatMatrix weights,
            int k,
            FloatMatrix bias,
            FloatMatrix scores,
            int first) {
        float[] partial = Scratch.ofThread().partial;
        int features = Math.ceilDiv(weights.columns(), VIRTUAL) * VIRTUAL;
        long stride = PixelBlock.stride(weights.columns());
        int lastImage = images - 1;
        int lastClass = weights.rows() - 1;
        MemorySegment w = weights.segment();
        long w0 = weights.offset(k);
        long w1 = weights.offset(Math.min(k + 1, lastClass));
        long w2 = weights.offset(Math.min(k + 2, lastClass));
        long w3 = weights.offset(Math.min(k + 3, lastClass));
        long w4 = weights.offset(Math.min(k + 4, lastClass));
        long x0 = i * stride;
        long x1 = Math.min(i + 1, lastImage) * stride;
        long x2 = Math.min(i + 2, lastImage) * stride;
        long x3 = Math.min(i + 3, lastImage) * stride;
        boolean large = IMAGES == 4 && images - i > 2;
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (large) {
                ScoreTiles.tile4x5(pixels, x0, x1, x2, x3, w, w0, w1, w2, w3, w4, lane, features, partial);
            } else {
                ScoreTiles.tile2x5(pixels, x0, x1, w, w0, w1, w2, w3, w4, lane, features, partial);
            }
        }
        int rows = Math.min(large ? 4 : 2, images - i);
        int columns = Math.min(CLASSES, weights.rows() - k);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                float sum = Lanes.tree(partial, (r * CLASSES + c) * VIRTUAL) + bias.get(k + c, 0);
                scores.set(first + i + r, k + c, sum);
            }
        }
    }

    /**
     * Adds a gathered block to the gradient of the folded weights.
     *
     * @param scoreGradient rows from {@code first} belong to the block; with the first block G begins at zero
     * @param gradient G, K x D
     */
    static void blockGradient(
            MemorySegment pixels, int images, FloatMatrix scoreGradient, int first, FloatMatrix gradient) {
        if (first == 0) {
            Copies.scale(gradient, 0f);
        }
        int classes = gradient.rows();
        int group = GRADIENT_CLASSES;
        for (int k = 0; k < classes; k += group) {
            group = classes - k > 5 ? GRADIENT_CLASSES : 5;
            int valid = Math.min(group, classes - k);
            float[] g = packScoreGradient(scoreGradient, first, images, k, valid, group);
            classGradient(pixels, images, g, group, k, valid, gradient);
        }
    }

    /** The score gradient of a group of classes, image after image; classes that do not exist are zero. */
    private static float[] packScoreGradient(
            FloatMatrix scoreGradient, int first, int images, int k, int valid, int group) {
        float[] g = Scratch.ofThread().scoreGradient;
        for (int i = 0; i < images; i++) {
            for (int c = 0; c < group; c++) {
                g[i * group + c] = c < valid ? scoreGradient.get(first + i, k + c) : 0;
            }
        }
        return g;
    }

    private static void classGradient(
            MemorySegment pixels, int images, float[] g, int group, int k, int valid, FloatMatrix gradient) {
        int stride = PixelBlock.stride(gradient.columns());
        int features = gradient.columns();
        int d = 0;
        if (valid == group) {
            for (; d <= features - 2 * L; d += 2 * L) {
                long offset = gradient.offset(k) + d * 4L;
                tile(group, pixels, d, stride, images, g, gradient.segment(), offset, gradient.rowStride());
            }
        }
        for (; d < features; d += 2 * L) {
            edge(group, pixels, d, stride, images, g, gradient, k, valid, Math.min(2 * L, features - d));
        }
    }

    private static void tile(
            int group,
            MemorySegment pixels,
            int d,
            int stride,
            int images,
            float[] g,
            MemorySegment gradient,
            long offset,
            long rowStride) {
        if (group == 10) {
            GradientTiles.tile10x2(pixels, d, stride, images, g, gradient, offset, rowStride);
        } else {
            GradientTiles.tile5x2(pixels, d, stride, images, g, gradient, offset, rowStride);
        }
    }

    /** A tile that G holds in part: it is computed in scratch memory. */
    private static void edge(
            int group,
            MemorySegment pixels,
            int d,
            int stride,
            int images,
            float[] g,
            FloatMatrix gradient,
            int k,
            int valid,
            int width) {
        FloatMatrix scratch = Scratch.ofThread().gradientTile;
        long bytes = width * 4L;
        for (int c = 0; c < valid; c++) {
            MemorySegment.copy(
                    gradient.segment(), gradient.offset(k + c) + d * 4L, scratch.segment(), scratch.offset(c), bytes);
        }
        tile(group, pixels, d, stride, images, g, scratch.segment(), scratch.offset(), scratch.rowStride());
        for (int c = 0; c < valid; c++) {
            MemorySegment.copy(
                    scratch.segment(), scratch.offset(c), gradient.segment(), gradient.offset(k + c) + d * 4L, bytes);
        }
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
