package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/**
 * Compares every query with the training images whose outlines are near enough. First all outlines are compared, and what
 * may be near enough is remembered; then pixels, those of the nearest outlines first, until what is left cannot be nearer.
 *
 * <p>So that little is remembered, pixels of the k nearest of the first outlines are compared at once, and later those of
 * every outline that is nearer than all before.
 */
final class OutlineSearch {

    /** Queries of a part. */
    static final int QUERIES = 256;

    /** Images whose outlines are compared at a time: with 256 queries 512 KiB of bounds. */
    private static final int IMAGES = 512;

    /** Images whose pixels are compared at a time. */
    private static final int BATCH = 16;

    private final Kernels kernels;
    private final Metric metric;
    private final Features images;
    private final Features queries;
    private final int k;
    private final Nearest[] nearest;
    private final Candidates[] candidates;

    /** Of each query the lowest bound so far. */
    private final int[] lowest;

    private final int[] distances = new int[BATCH];

    private OutlineSearch(Kernels kernels, Metric metric, Features images, Features queries, int k) {
        this.kernels = kernels;
        this.metric = metric;
        this.images = images;
        this.queries = queries;
        this.k = k;
        nearest = Nearest.none(queries.rows(), k);
        candidates = new Candidates[queries.rows()];
        Arrays.setAll(candidates, q -> new Candidates());
        lowest = new int[queries.rows()];
    }

    static Nearest[] find(Kernels kernels, Metric metric, Features images, Outlines outlines, Features queries, int k) {
        OutlineSearch search = new OutlineSearch(kernels, metric, images, queries, k);
        search.compareOutlines(outlines);
        for (int q = 0; q < queries.rows(); q++) {
            search.compareCandidates(q);
        }
        return search.nearest;
    }

    private void compareOutlines(Outlines outlines) {
        int most = Math.min(images.rows(), Math.max(IMAGES, k));
        int[] bounds = new int[queries.rows() * most];
        int[] selected = new int[most];
        try (Arena arena = Arena.ofShared()) {
            Outlines.Bounds all = outlines.bounds(arena, kernels, queries, most);
            for (int from = 0; from < images.rows(); from += most) {
                int to = Math.min(images.rows(), from + most);
                all.compute(from, to, bounds);
                for (int q = 0; q < nearest.length; q++) {
                    collect(q, bounds, q * (to - from), to - from, selected, from);
                }
            }
        }
    }

    /** Remembers those of some images that can be near enough. */
    private void collect(int q, int[] bounds, int first, int count, int[] selected, int row) {
        if (row == 0) {
            seed(q, bounds, first, count);
        }
        int some = select(bounds, first, count, nearest[q].limit(), selected);
        int best = -1;
        for (int i = 0; i < some; i++) {
            int bound = bounds[first + selected[i]];
            candidates[q].add(bound, row + selected[i]);
            if (bound < lowest[q]) {
                lowest[q] = bound;
                best = row + selected[i];
            }
        }
        if (best >= 0) {
            compare(q, best);
        }
    }

    private void seed(int q, int[] bounds, int first, int count) {
        Nearest outlines = new Nearest(k);
        for (int i = 0; i < count; i++) {
            if (bounds[first + i] < outlines.limit()) {
                outlines.offer(bounds[first + i], i);
            }
        }
        lowest[q] = bounds[first + outlines.rows()[0]];
        compare(q, outlines.rows());
    }

    /** Which bounds are low enough; without a branch, which would be mispredicted where few are. */
    private static int select(int[] bounds, int first, int count, int limit, int[] selected) {
        int some = 0;
        for (int i = 0; i < count; i++) {
            selected[some] = i;
            some += bounds[first + i] <= limit ? 1 : 0;
        }
        return some;
    }

    private void compareCandidates(int q) {
        Candidates some = candidates[q];
        some.sort();
        for (int from = 0, to; from < some.count(); from = to) {
            to = some.endOf(nearest[q].limit(), from, Math.min(some.count(), from + BATCH));
            if (to == from) {
                return;
            }
            compare(q, some.rows(from, to));
        }
    }

    private void compare(int q, int... rows) {
        for (int from = 0; from < rows.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + BATCH));
            kernels.distances(metric, queries.rows(q, q + 1), images.select(batch), distances);
            for (int i = 0; i < batch.length; i++) {
                nearest[q].offer(distances[i], batch[i]);
            }
        }
    }
}
