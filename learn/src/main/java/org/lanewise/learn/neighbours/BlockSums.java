package org.lanewise.learn.neighbours;

import org.lanewise.core.data.Features;
import org.lanewise.core.internal.Faults;
import org.lanewise.core.internal.GuardedCopies;

/**
 * The sums of blocks of 2 x 2 pixels where an image looks like planes of a square, else of runs of 2; at the ends of rows and
 * columns blocks have fewer. Pixels count from 128, which changes no distance and makes vectors short.
 *
 * @param planes colours, if there are as many as three
 * @param height of a plane in pixels
 * @param width of a plane in pixels
 */
record BlockSums(int planes, int height, int width) {

    /** The value that pixels count from. */
    static final byte GREY = (byte) 128;

    static BlockSums of(int pixels) {
        int planes = pixels % 3 == 0 && isSquare(pixels / 3) ? 3 : 1;
        int plane = pixels / planes;
        int width = isSquare(plane) ? (int) Math.round(Math.sqrt(plane)) : plane;
        return new BlockSums(planes, width == 0 ? 0 : plane / width, width);
    }

    private static boolean isSquare(int number) {
        int root = (int) Math.round(Math.sqrt(number));
        return root * root == number;
    }

    /** Rows of blocks in a plane. */
    int rows() {
        return Math.ceilDiv(height, 2);
    }

    /** Columns of blocks in a plane. */
    int columns() {
        return Math.ceilDiv(width, 2);
    }

    int count() {
        return planes * rows() * columns();
    }

    /** How many pixels a block has. */
    int size(int block) {
        int row = block / columns() % rows();
        int column = block % columns();
        return Math.min(2, height - 2 * row) * Math.min(2, width - 2 * column);
    }

    /** Room for the pixels of an image, and a row of zeros, the partner of a last row that has none. */
    byte[] room() {
        return new byte[(planes * height + 1) * width];
    }

    /** Reads an image's pixels as {@code p - 128}. */
    void read(Features images, int row, byte[] pixels) {
        int count = images.columns();
        GuardedCopies.bytes(images.segment(row), images.offset(row), pixels, 0, count);
        Faults.raise(images.segment(row));
        for (int d = 0; d < count; d++) {
            pixels[d] = (byte) (pixels[d] ^ GREY);
        }
    }

    /** The sums of an image that was read. */
    void sum(byte[] pixels, int[] sums) {
        int block = 0;
        for (int plane = 0; plane < planes; plane++) {
            for (int y = 0; y < height; y += 2) {
                int upper = (plane * height + y) * width;
                int lower = y + 1 < height ? upper + width : pixels.length - width;
                for (int x = 0; x < width - 1; x += 2) {
                    sums[block++] =
                            pixels[upper + x] + pixels[upper + x + 1] + pixels[lower + x] + pixels[lower + x + 1];
                }
                if (width % 2 != 0) {
                    sums[block++] = pixels[upper + width - 1] + pixels[lower + width - 1];
                }
            }
        }
    }
}
