package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/**
 * Images in outline: so little of them that all can be compared, and enough to tell of most that they are too far from a
 * query, without looking at their pixels.
 */
interface Outlines {

    /** Lower bounds of distances, never larger than the distance itself. */
    @FunctionalInterface
    interface Bounds {

        /** Of every query to images {@code from .. to}, row after row. */
        void compute(int from, int to, int[] bounds);
    }

    /** Images that one part outlines. */
    int PART = 2048;

    static Outlines of(Arena arena, Kernels kernels, Metric metric, Features images) {
        return metric == Metric.L1
                ? BlockOutlines.of(arena, kernels, images)
                : CosineOutlines.of(arena, kernels, images);
    }

    /**
     * Outlines queries.
     *
     * @param arena the owner of what the bounds need
     * @param most how many images will be asked for at a time at most
     */
    Bounds bounds(Arena arena, Kernels kernels, Features queries, int most);

    /** Outlines some images. */
    @FunctionalInterface
    interface Part {

        void outline(int from, int to);
    }

    /** Shares out the making of outlines. */
    static void share(Kernels kernels, Features images, Part job) {
        try {
            kernels.share(Math.ceilDiv(images.rows(), PART), part -> {
                int from = part * PART;
                job.outline(from, Math.min(images.rows(), from + PART));
            });
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images);
        }
    }
}
