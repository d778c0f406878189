package org.lanewise.cifar;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.data.Features;

/**
 * What one CIFAR image looks like: {@value #SIDE} x {@value #SIDE} pixels in three planes, first all red, then all
 * green, then all blue values, each plane {@value #PLANE} bytes row by row from the top left.
 */
public final class CifarImage {

    /** Pixels of an edge. */
    public static final int SIDE = 32;

    /** Pixels of a plane. */
    public static final int PLANE = SIDE * SIDE;

    /** Values of an image, and so columns of its pixel matrix: three planes. */
    public static final int PIXELS = 3 * PLANE;

    private CifarImage() {}

    /**
     * Copies an image for display, for example into a {@code BufferedImage} of type {@code TYPE_INT_RGB}.
     *
     * @param images images of {@value #PIXELS} columns
     * @param row the image
     * @return {@value #PLANE} pixels {@code 0xRRGGBB}, row by row from the top left
     * @throws IllegalArgumentException if the images have another number of columns
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws IllegalStateException if the data set of the images was closed
     */
    public static int[] rgb(Features images, int row) {
        if (images.columns() != PIXELS) {
            throw new IllegalArgumentException(
                    "A CIFAR image has " + PIXELS + " values, but these images have " + images.columns() + " columns.");
        }
        Objects.checkIndex(row, images.rows());
        int[] rgb = new int[PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            int red = (int) images.get(row, pixel);
            int green = (int) images.get(row, PLANE + pixel);
            int blue = (int) images.get(row, 2 * PLANE + pixel);
            rgb[pixel] = red << 16 | green << 8 | blue;
        }
        return rgb;
    }

    /**
     * The images of pixels, the opposite of {@link #rgb}.
     *
     * @param arena the owner of the memory
     * @param images {@value #PLANE} pixels {@code 0xRRGGBB} each, row by row from the top left
     * @return a matrix of {@code images.length x }{@value #PIXELS}
     * @throws IllegalArgumentException if an image has another number of pixels
     */
    public static Features of(Arena arena, int[]... images) {
        MemorySegment bytes = arena.allocate(Math.max(1, (long) images.length * PIXELS));
        for (int i = 0; i < images.length; i++) {
            if (images[i].length != PLANE) {
                throw new IllegalArgumentException(
                        "A CIFAR image has " + PLANE + " pixels, but image " + i + " has " + images[i].length + ".");
            }
            for (int pixel = 0; pixel < PLANE; pixel++) {
                long at = (long) i * PIXELS + pixel;
                bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (images[i][pixel] >> 16));
                bytes.set(ValueLayout.JAVA_BYTE, at + PLANE, (byte) (images[i][pixel] >> 8));
                bytes.set(ValueLayout.JAVA_BYTE, at + 2 * PLANE, (byte) images[i][pixel]);
            }
        }
        return Features.ofBytes(bytes, 0, images.length, PIXELS, PIXELS);
    }
}
