package org.lanewise.datasets;

import java.nio.file.Path;

/**
 * How to read folders of pictures; see the methods of {@link Reading}.
 *
 * @param size pixels of an edge of the squares that pictures are scaled to
 * @param isCropped whether a picture that is not square is cropped to the square in its middle, and not squeezed
 * @param cache the folder of the cache; null for one beside the pictures
 * @param skipsBad whether pictures that cannot be decoded are left out, and not refused
 * @param progress is told how many pictures are decoded; null for nobody
 */
public record PictureReading(int size, boolean isCropped, Path cache, boolean skipsBad, Progress progress) {

    /** The largest size: 3 million features. */
    public static final int MOST = 1024;

    /** CIFAR's size. */
    private static final int USUAL = 32;

    static final PictureReading DEFAULTS = new PictureReading(USUAL, false, null, false, null);

    /** Is told how far the decoding is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Some more pictures are decoded; called by the thread that opens the data set.
         *
         * @param done how many are decoded
         * @param all how many are to be decoded, without those that the cache has
         */
        void decoded(int done, int all);
    }

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is less than 1 or more than {@link #MOST}
     */
    public PictureReading {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException(
                    "The size of pictures is " + size + ", but 1 to " + MOST + " is possible; give another.");
        }
    }
}
