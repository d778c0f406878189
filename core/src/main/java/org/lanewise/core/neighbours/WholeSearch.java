package org.lanewise.core.neighbours;

import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/** Compares every query with every training image. */
final class WholeSearch {

    /** Queries of a part: so many stay in the cache while the images pass by. */
    static final int QUERIES = 128;

    /** Images whose distances are kept at a time: 128 x 1024 are 512 KiB. */
    private static final int IMAGES = 1024;

    private WholeSearch() {}

    static Nearest[] find(Kernels kernels, Metric metric, PixelMatrix images, PixelMatrix queries, int k) {
        Nearest[] nearest = Nearest.none(queries.rows(), k);
        int[] distances = new int[queries.rows() * Math.min(IMAGES, images.rows())];
        for (int from = 0; from < images.rows(); from += IMAGES) {
            int count = Math.min(IMAGES, images.rows() - from);
            kernels.distances(metric, queries, images.rows(from, from + count), distances);
            for (int q = 0; q < nearest.length; q++) {
                offer(nearest[q], distances, q * count, count, from);
            }
        }
        return nearest;
    }

    private static void offer(Nearest nearest, int[] distances, int first, int count, int row) {
        for (int i = 0; i < count; i++) {
            if (distances[first + i] <= nearest.limit()) {
                nearest.offer(distances[first + i], row + i);
            }
        }
    }
}
