package org.lanewise.core.neighbours;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Transpose;

/**
 * Compares every query with the training images whose outlines are near enough: first with the few of the nearest
 * outlines, so that what is near enough is known from the start, then with all that could still be nearer.
 */
final class OutlineSearch {

    /** Images whose outlines are compared at a time: with 128 queries 32 MiB of dot products. */
    private static final int IMAGES = 1 << 16;

    /** Images whose pixels are compared at a time. */
    private static final int BATCH = 16;

    private final Kernels kernels;
    private final PixelMatrix images;
    private final PixelMatrix queries;
    private final Nearest[] nearest;
    private final int seeds;
    private final int[] batch = new int[BATCH];
    private final int[] distances = new int[BATCH];
    private int batched;

    private OutlineSearch(Kernels kernels, PixelMatrix images, PixelMatrix queries, int k) {
        this.kernels = kernels;
        this.images = images;
        this.queries = queries;
        this.seeds = Math.max(k, BATCH);
        this.nearest = Nearest.none(queries.rows(), k);
    }

    static Nearest[] find(Kernels kernels, PixelMatrix images, Outlines outlines, PixelMatrix queries, int k) {
        OutlineSearch search = new OutlineSearch(kernels, images, queries, k);
        try (Arena arena = kernels.newArena()) {
            Outlines ofQueries = Outlines.of(arena, kernels, queries);
            FloatMatrix room = FloatMatrix.allocate(arena, queries.rows(), Math.min(IMAGES, images.rows()));
            for (int from = 0; from < images.rows(); from += IMAGES) {
                search.compare(ofQueries, outlines.rows(from, Math.min(images.rows(), from + IMAGES)), from, room);
            }
        }
        return search.nearest;
    }

    private void compare(Outlines ofQueries, Outlines some, int from, FloatMatrix room) {
        int count = some.halfLengths().length;
        FloatMatrix products = room.columns(0, count);
        kernels.matmul(Transpose.NO, Transpose.YES, 1f, ofQueries.vectors(), some.vectors(), 0f, products);
        float[] dots = new float[count];
        int[] bounds = new int[count];
        for (int q = 0; q < nearest.length; q++) {
            products.rows(q, q + 1).copyTo(dots);
            bound(dots, ofQueries.halfLengths()[q], some.halfLengths(), bounds);
            if (from == 0) {
                seed(q, bounds);
            }
            search(q, bounds, from);
        }
    }

    /** What a distance is at least, {@code |x|^2 + |y|^2 - 2 x . y} of the outlines. */
    private static void bound(float[] dots, float halfLength, float[] halfLengths, int[] bounds) {
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = (int) (2f * (halfLength + halfLengths[i] - dots[i]));
        }
    }

    private void seed(int q, int[] bounds) {
        Nearest outlines = new Nearest(Math.min(seeds, bounds.length));
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] < outlines.limit()) {
                outlines.offer(bounds[i], i);
            }
        }
        for (int row : outlines.rows()) {
            add(q, row);
        }
        compareBatch(q);
    }

    private void search(int q, int[] bounds, int from) {
        for (int i = 0; i < bounds.length; i++) {
            if (bounds[i] <= nearest[q].limit()) {
                add(q, from + i);
            }
        }
        compareBatch(q);
    }

    private void add(int q, int row) {
        batch[batched++] = row;
        if (batched == BATCH) {
            compareBatch(q);
        }
    }

    private void compareBatch(int q) {
        kernels.distances(Metric.L2, queries.rows(q, q + 1), images.select(Arrays.copyOf(batch, batched)), distances);
        for (int i = 0; i < batched; i++) {
            nearest[q].offer(distances[i], batch[i]);
        }
        batched = 0;
    }
}
