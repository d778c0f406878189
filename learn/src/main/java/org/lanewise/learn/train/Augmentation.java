package org.lanewise.learn.train;

import java.util.Objects;
import org.lanewise.learn.features.ImageShape;

/**
 * Changes of training images that leave their class: each time that an image is learned from, half of them are mirrored, left to
 * right, and moved by up to some pixels each way. What was at an edge fills what becomes free. Which change it is depends
 * on the training's seed, the epoch and the image's number in the set alone.
 *
 * @param shape how the values of an image lie
 * @param mirrors whether half of the images are mirrored
 * @param shift pixels that an image may move each way, at least 0 and less than its sides
 */
public record Augmentation(ImageShape shape, boolean mirrors, int shift) {

    /**
     * Checks the shift.
     *
     * @throws IllegalArgumentException if it is negative, or not less than a side of the images
     */
    public Augmentation {
        Objects.requireNonNull(shape, "shape");
        int side = Math.min(shape.height(), shape.width());
        if (shift < 0 || shift >= side) {
            throw new IllegalArgumentException("Images of " + shape.height() + " x " + shape.width()
                    + " pixels can be moved by 0 to " + (side - 1) + " pixels, but " + shift + " were asked for.");
        }
    }

    /** Numbers that choose the change of an image, by the mixing function of {@link java.util.SplittableRandom}. */
    static long draw(long seed, int epoch, int row) {
        return mix(mix(mix(seed) + epoch) + row);
    }

    private static long mix(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    boolean mirrors(long drawn) {
        return mirrors && (drawn & 1) != 0;
    }

    int right(long drawn) {
        return offset(drawn >>> 8);
    }

    int down(long drawn) {
        return offset(drawn >>> 36);
    }

    private int offset(long bits) {
        return (int) ((bits & 0xFFFFFFF) % (2L * shift + 1)) - shift;
    }
}
