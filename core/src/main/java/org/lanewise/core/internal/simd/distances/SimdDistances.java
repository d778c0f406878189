package org.lanewise.core.internal.simd.distances;

import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.gather.Gathering;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.kernels.Metric;

/**
 * Distances between images, straight from their bytes: a block of queries stays in L2, images pass by four at a time in L1.
 * One object per thread, used again.
 */
public final class SimdDistances {

    private static final ThreadLocal<SimdDistances> OF_THREAD = ThreadLocal.withInitial(SimdDistances::new);

    private static final int CHUNK = DistanceTiles.MOST_VECTORS * DistanceTiles.BYTES;

    private final Gathering gathering = new Gathering();
    private final FeatureBlock queryBlock = new FeatureBlock();
    private final FeatureBlock imageBlock = new FeatureBlock();
    private final int[] tile = new int[DistanceTiles.IMAGES];
    private final int[] querySums = new int[Blocking.QUERIES];
    private final int[] imageSums = new int[Blocking.EXAMPLES];
    private byte[] queryPixels = new byte[0];
    private byte[] imagePixels = new byte[0];
    private int stride;

    /** Pixels of a row, with the zeros that fill its last vector. */
    private int pixels;

    private SimdDistances() {}

    public static SimdDistances ofThread() {
        return OF_THREAD.get();
    }

    public void distances(Metric metric, Features queries, Features images, int[] distances) {
        int features = queries.columns();
        pixels = Math.ceilDiv(features, DistanceTiles.BYTES) * DistanceTiles.BYTES;
        queryBlock.room(queries, Math.min(Blocking.QUERIES, queries.rows()));
        imageBlock.room(images, Blocking.EXAMPLES);
        stride = queryBlock.stride();
        queryPixels = queryBlock.bytes();
        imagePixels = imageBlock.bytes();
        for (int q = 0; q < queries.rows(); q += Blocking.QUERIES) {
            int queryCount = Math.min(Blocking.QUERIES, queries.rows() - q);
            for (int g = 0; g < queryCount; g += Blocking.EXAMPLES) {
                gathering.gather(queries, q + g, Math.min(Blocking.EXAMPLES, queryCount - g), queryBlock, g);
            }
            sum(metric, queryPixels, queryCount, querySums);
            for (int i = 0; i < images.rows(); i += Blocking.EXAMPLES) {
                int imageCount = Math.min(Blocking.EXAMPLES, images.rows() - i);
                gathering.gather(images, i, imageCount, imageBlock, 0);
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
