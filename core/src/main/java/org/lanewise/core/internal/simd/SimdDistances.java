package org.lanewise.core.internal.simd;

import java.util.Arrays;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Metric;

/**
 * Distances between images, straight from their bytes: a block of queries stays in L2, images pass by four at a time in L1.
 * One object a thread, used again.
 */
final class SimdDistances {

    private static final int CHUNK = DistanceTiles.MOST_VECTORS * DistanceTiles.BYTES;

    private final PixelBlock block = new PixelBlock();
    private final int[] tile = new int[DistanceTiles.IMAGES];
    private final int[] querySums = new int[Blocking.QUERIES];
    private final int[] imageSums = new int[Blocking.IMAGES];
    private byte[] queryPixels = new byte[0];
    private byte[] imagePixels = new byte[0];
    private int stride;

    /** Pixels of a row, with the zeros that fill its last vector. */
    private int pixels;

    void distances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        int features = queries.columns();
        stride = PixelBlock.stride(features);
        pixels = Math.ceilDiv(features, DistanceTiles.BYTES) * DistanceTiles.BYTES;
        queryPixels = PixelBlock.room(queryPixels, Math.min(Blocking.QUERIES, queries.rows()), features);
        imagePixels = PixelBlock.room(imagePixels, Blocking.IMAGES, features);
        for (int q = 0; q < queries.rows(); q += Blocking.QUERIES) {
            int queryCount = Math.min(Blocking.QUERIES, queries.rows() - q);
            for (int g = 0; g < queryCount; g += Blocking.IMAGES) {
                block.gather(queries, q + g, Math.min(Blocking.IMAGES, queryCount - g), queryPixels, g);
            }
            sum(metric, queryPixels, queryCount, querySums);
            for (int i = 0; i < images.rows(); i += Blocking.IMAGES) {
                int imageCount = Math.min(Blocking.IMAGES, images.rows() - i);
                block.gather(images, i, imageCount, imagePixels, 0);
                sum(metric, imagePixels, imageCount, imageSums);
                block(metric, queryCount, imageCount, distances, q * images.rows() + i, images.rows());
            }
        }
    }

    private void sum(Metric metric, byte[] rows, int count, int[] sums) {
        if (metric != Metric.L1) {
            return;
        }
        for (int row = 0; row < count; row++) {
            int sum = 0;
            for (int d = 0; d < pixels; d += CHUNK) {
                sum += DistanceTiles.sum(rows, row * stride + d, Math.min(CHUNK, pixels - d));
            }
            sums[row] = sum;
        }
    }

    /** A block has room for whole tiles; what lies behind its last image is not looked at. */
    private void block(Metric metric, int queryCount, int imageCount, int[] distances, int to, int width) {
        for (int i = 0; i < imageCount; i += DistanceTiles.IMAGES) {
            int some = Math.min(DistanceTiles.IMAGES, imageCount - i);
            for (int q = 0; q < queryCount; q++) {
                if (metric == Metric.L1) {
                    magnitudes(q, i, some);
                } else {
                    DistanceTiles.squares1x4(queryPixels, q * stride, imagePixels, i * stride, stride, pixels, tile);
                }
                System.arraycopy(tile, 0, distances, to + q * width + i, some);
            }
        }
    }

    private void magnitudes(int q, int i, int some) {
        Arrays.fill(tile, 0);
        for (int d = 0; d < pixels; d += CHUNK) {
            int length = Math.min(CHUNK, pixels - d);
            DistanceTiles.minima1x4(queryPixels, q * stride + d, imagePixels, i * stride + d, stride, length, tile);
        }
        for (int j = 0; j < some; j++) {
            tile[j] = querySums[q] + imageSums[i + j] - 2 * tile[j];
        }
    }
}
