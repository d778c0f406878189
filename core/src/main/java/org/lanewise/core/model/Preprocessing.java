package org.lanewise.core.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;

/**
 * An affine map of every feature, {@code x'_d = (x_d - mean_d) * scale_d}: no preprocessing, subtraction of the mean
 * image, scaling and standardization are all of this form.
 *
 * <p>Kernels do not write preprocessed images. They fold the map into the parameters, {@code W x' + b = (W scale) x +
 * (b - (W scale) mean)}, so that pixels stay bytes until they are in a register.
 *
 * <p>The memory belongs to the arena that the matrices were allocated in. Compute statistics from the training part
 * only.
 *
 * @param mean what is subtracted, {@code 1 x features}, in pixel units 0..255
 * @param scale what the difference is multiplied with, {@code 1 x features}
 */
public record Preprocessing(FloatMatrix mean, FloatMatrix scale) {

    /**
     * Checks that mean and scale fit together.
     *
     * @throws IllegalArgumentException if they are not both {@code 1 x features}
     */
    public Preprocessing {
        Objects.requireNonNull(mean, "mean");
        Objects.requireNonNull(scale, "scale");
        if (mean.rows() != 1 || scale.rows() != 1 || mean.columns() != scale.columns()) {
            throw new IllegalArgumentException("Mean and scale must both be 1 x features, but they are " + mean.shape()
                    + " and " + scale.shape() + ".");
        }
    }

    /**
     * Leaves the pixels as they are, 0..255.
     *
     * @param arena the owner of the memory
     * @param features number of features of an image
     * @return mean 0, scale 1
     */
    public static Preprocessing none(Arena arena, int features) {
        return new Preprocessing(
                FloatMatrix.allocate(arena, 1, features),
                FloatMatrix.allocate(arena, 1, features).fill(1f));
    }

    /**
     * Subtracts the mean image and multiplies with one scale: {@code 1} for the lecture's zero-centred pixels,
     * {@code 1/128f} for pixels in about [-1, 1].
     *
     * @param arena the owner of the memory
     * @param training the training images, at least one
     * @param scale the factor after centring
     * @return the mean image of {@code training}, and the scale for every feature
     * @throws IllegalArgumentException if there is no image
     */
    public static Preprocessing meanImage(Arena arena, PixelMatrix training, float scale) {
        if (training.rows() == 0) {
            throw new IllegalArgumentException("The mean image needs at least one training image, but there is none.");
        }
        int features = training.columns();
        long[] sums = new long[features];
        for (int row = 0; row < training.rows(); row++) {
            addRow(training.segment(row), training.offset(row), sums);
        }
        FloatMatrix mean = FloatMatrix.allocate(arena, 1, features);
        for (int feature = 0; feature < features; feature++) {
            mean.set(0, feature, (float) ((double) sums[feature] / training.rows()));
        }
        return new Preprocessing(mean, FloatMatrix.allocate(arena, 1, features).fill(scale));
    }

    private static void addRow(MemorySegment segment, long offset, long[] sums) {
        for (int feature = 0; feature < sums.length; feature++) {
            sums[feature] += segment.get(ValueLayout.JAVA_BYTE, offset + feature) & 0xFF;
        }
    }

    /** {@return the number of features of an image} */
    public int features() {
        return mean.columns();
    }

    /**
     * Preprocesses one pixel in double precision: the explicit map that the folded kernels are tested against.
     *
     * @param pixel the pixel's value, 0..255
     * @param feature its index
     * @return {@code (pixel - mean) * scale}
     */
    public double apply(int pixel, int feature) {
        return (pixel - (double) mean.get(0, feature)) * scale.get(0, feature);
    }
}
