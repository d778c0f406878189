package org.lanewise.learn.features;

/**
 * How the values of an image lie, row by row from the top left.
 *
 * @param height pixels of a column, at least 1
 * @param width pixels of a row, at least 1
 * @param channels values of a pixel, at least 1
 * @param isPlanar whether each channel is a plane of its own, as in CIFAR; else the values of a pixel lie side by side
 */
public record ImageShape(int height, int width, int channels, boolean isPlanar) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not at least 1, or there are more values than an {@code int} counts
     */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("An image has at least one pixel and one channel, but this one is "
                    + height + " x " + width + ", " + channels + " channels.");
        }
        if ((double) height * width * channels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("An image of " + height + " x " + width + ", " + channels
                    + " channels, has more values than can be counted here.");
        }
    }

    /** {@return the number of values of an image} */
    public int values() {
        return height * width * channels;
    }

    /** Where a value is. */
    int index(int y, int x, int channel) {
        int pixel = y * width + x;
        return isPlanar ? channel * height * width + pixel : pixel * channels + channel;
    }
}
