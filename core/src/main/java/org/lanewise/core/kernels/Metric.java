package org.lanewise.core.kernels;

/** How far two images are from each other, from the values of their pixels, 0 to 255. */
public enum Metric {

    /** The sum of the differences' magnitudes, {@code sum_d |x_d - y_d|}. */
    L1(255),

    /** The sum of the squared differences, {@code sum_d (x_d - y_d)^2}: its root, the Euclidean distance, orders alike. */
    L2(255 * 255);

    private final int largest;

    Metric(int largest) {
        this.largest = largest;
    }

    /** {@return the most pixels of images whose distance surely fits into an int} */
    public int mostPixels() {
        return Integer.MAX_VALUE / largest;
    }
}
