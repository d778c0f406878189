package org.lanewise.core.model;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

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
     * @return the mean image of {@code training}, from exact sums, and the scale for every feature
     * @throws IllegalArgumentException if there is no image, or the scale is not finite
     */
    public static Preprocessing meanImage(Arena arena, Features training, float scale) {
        requireImages(training);
        if (!Float.isFinite(scale)) {
            throw new IllegalArgumentException("The scale must be finite, but it is " + scale + ".");
        }
        FeatureSums sums = FeatureSums.of(training);
        return of(arena, training.columns(), sums::mean, feature -> scale);
    }

    /**
     * Subtracts the mean image and scales every feature into [-1, 1], whatever image comes: by
     * {@code 1 / max(mean, 255 - mean)}, the farthest that a pixel can be from its mean.
     *
     * @param arena the owner of the memory
     * @param training the training images, at least one
     * @return the mean image of {@code training}, from exact sums, and a scale for each feature
     * @throws IllegalArgumentException if there is no image
     */
    public static Preprocessing centeredUnit(Arena arena, Features training) {
        requireImages(training);
        FeatureSums sums = FeatureSums.of(training);
        return of(arena, training.columns(), sums::mean, feature -> {
            double mean = sums.mean(feature);
            return 1 / Math.max(mean, 255 - mean);
        });
    }

    /**
     * Standardizes every feature to mean 0 and standard deviation 1 over the training images, by {@code 1 / sd} with
     * {@code sd^2 = 1/N sum_i (x_i - mean)^2} from exact sums. A feature that is the same in all of them has sd 0; its
     * scale is 0, so it has no influence.
     *
     * @param arena the owner of the memory
     * @param training the training images, at least one
     * @return the mean image of {@code training} and a scale for each feature
     * @throws IllegalArgumentException if there is no image
     */
    public static Preprocessing standardize(Arena arena, Features training) {
        requireImages(training);
        return standardize(arena, FeatureSums.withSquares(training));
    }

    /**
     * Standardizes every feature as {@link #standardize(Arena, Features)}, with sums that were made before.
     *
     * @param arena the owner of the memory
     * @param sums sums with squares over the training images, at least one
     * @return the mean image and a scale for each feature
     */
    public static Preprocessing standardize(Arena arena, FeatureSums sums) {
        return of(arena, sums.features(), sums::mean, feature -> {
            double deviation = sums.standardDeviation(feature);
            return deviation == 0 ? 0 : 1 / deviation;
        });
    }

    private static void requireImages(Features training) {
        if (training.rows() == 0) {
            throw new IllegalArgumentException("The mean image needs at least one training image, but there is none.");
        }
    }

    private static Preprocessing of(Arena arena, int features, IntToDoubleFunction mean, IntToDoubleFunction scale) {
        Preprocessing preprocessing =
                new Preprocessing(FloatMatrix.allocate(arena, 1, features), FloatMatrix.allocate(arena, 1, features));
        for (int feature = 0; feature < features; feature++) {
            preprocessing.mean.set(0, feature, (float) mean.applyAsDouble(feature));
            preprocessing.scale.set(0, feature, (float) scale.applyAsDouble(feature));
        }
        return preprocessing;
    }

    /** {@return the number of features of an image} */
    public int features() {
        return mean.columns();
    }

    /**
     * Preprocesses one feature in double precision: the explicit map that the folded kernels are tested against.
     *
     * @param value the stored value
     * @param feature its index
     * @return {@code (value - mean) * scale}
     */
    public double apply(float value, int feature) {
        return (value - (double) mean.get(0, feature)) * scale.get(0, feature);
    }
}
