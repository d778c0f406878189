package org.lanewise.learn.neighbours;

import java.lang.foreign.Arena;
import java.util.Objects;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.Labels;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;

/**
 * The k-nearest-neighbour classifier: it keeps the training images, and answers with the majority of the nearest ones.
 * Distances are exact integers of the pixels' bytes, so neighbours are the same on every machine, with any kernels and
 * any number of threads.
 *
 * <p>A query is compared with those images only whose outline is near enough ({@link Outlines}), which finds the same neighbours
 * as comparing it with all.
 *
 * <p>The training images stay where they are; their arena must be open as long as this is used, and to all threads of the
 * kernels. Safe to use from several threads at once.
 */
public final class KNearestNeighbours {

    private final Kernels kernels;
    private final Metric metric;
    private final Examples training;

    private final Outlines outlines;

    /**
     * Takes a training set, and makes outlines of its images, 0.5 KB for one of 32 x 32 x 3 pixels, or 0.4 for {@link Metric#L1}.
     *
     * @param arena the owner of the outlines' memory; open to all threads of the kernels
     * @param kernels the kernels to use, on all their threads
     * @param metric which distance
     * @param training the training images and their labels, at least one
     * @throws IllegalArgumentException if there is no image, or images have more than {@link Metric#mostPixels()} pixels
     */
    public KNearestNeighbours(Arena arena, Kernels kernels, Metric metric, Examples training) {
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.metric = Objects.requireNonNull(metric, "metric");
        this.training = training;
        if (training.size() == 0) {
            throw new IllegalArgumentException("Neighbours need at least one training image, but there is none.");
        }
        if (training.features().columns() > metric.mostPixels()) {
            throw new IllegalArgumentException(
                    "The images have " + training.features().columns() + " pixels; " + metric
                            + " distances of more than " + metric.mostPixels() + " may not fit into an int.");
        }
        outlines = Outlines.of(arena, kernels, metric, training.features());
    }

    /**
     * The nearest training images of each query.
     *
     * @param queries images of as many pixels as the training images
     * @param k how many neighbours, 1 to the number of training images
     * @return the neighbours
     * @throws IllegalArgumentException if the images have another number of pixels, there are no k training images, the label
     *     of one is out of range, or an array cannot hold so many neighbours
     */
    public Neighbours find(Features queries, int k) {
        Features images = training.features();
        if (queries.columns() != images.columns()) {
            throw new IllegalArgumentException("The training images have " + images.columns()
                    + " pixels, but the queries have " + queries.columns() + ".");
        }
        if (k < 1 || k > images.rows()) {
            throw new IllegalArgumentException("Of " + images.rows() + " training images 1 to " + images.rows()
                    + " can be neighbours, but k is " + k + ".");
        }
        int length = length(queries.rows(), k);
        int[] distances = new int[length];
        int[] rows = new int[length];
        int part = partSize(queries.rows());
        kernels.share(Math.ceilDiv(queries.rows(), part), number -> {
            int from = number * part;
            Features some = queries.rows(from, Math.min(queries.rows(), from + part));
            Nearest[] nearest = OutlineSearch.find(kernels, metric, images, outlines, some, k);
            for (int q = 0; q < nearest.length; q++) {
                nearest[q].copyTo(distances, rows, (from + q) * k);
            }
        });
        int[] labels = new int[length];
        for (int i = 0; i < length; i++) {
            labels[i] = Labels.of(training, rows[i]);
        }
        return new Neighbours(k, training.classes(), distances, rows, labels);
    }

    private static int length(int queries, int k) {
        long length = (long) queries * k;
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(k + " neighbours of " + queries + " queries are " + length
                    + ", more than an array can hold; ask for fewer queries at a time.");
        }
        return (int) length;
    }

    /** Queries of a part: enough for a block of the kernels, but at least a part for each thread. */
    private int partSize(int queries) {
        int share = Math.ceilDiv(Math.max(1, queries), kernels.info().threads());
        return Math.min(OutlineSearch.QUERIES, share);
    }

    /**
     * The class of each query by the vote of its nearest training images, see {@link Neighbours#vote}.
     *
     * @param queries images of as many pixels as the training images
     * @param k how many neighbours vote
     * @return the class of each query
     * @throws IllegalArgumentException as {@link #find}
     */
    public int[] predict(Features queries, int k) {
        return find(queries, k).vote(k);
    }
}
