package org.lanewise.core.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Images with the correct class of each: a data set or a part of one. Labels are read where they lie, so neither
 * opening nor subsetting copies pixels.
 *
 * <p>Never owns the memory; whoever opened the data set does. Safe to share between threads as far as the memory's
 * arena allows.
 */
public interface LabeledImages {

    /** {@return the images, one a row} */
    PixelMatrix images();

    /** {@return the number of classes K} */
    int classes();

    /**
     * The correct class of an image.
     *
     * @param row the image
     * @return its label, 0 to {@code classes() - 1}
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws LostDataException if it lies in a mapped file that was cut short
     */
    int label(int row);

    /** {@return the number of images} */
    default int size() {
        return images().rows();
    }

    /**
     * A view of consecutive images.
     *
     * @param from first image
     * @param to image after the last
     * @return the view
     * @throws IndexOutOfBoundsException if the range is outside the set
     */
    default LabeledImages subset(int from, int to) {
        return new LabeledRows(this, images().rows(from, to), row -> from + row);
    }

    /**
     * A view of chosen images in the given order.
     *
     * @param rows the chosen images; copied
     * @return the view
     * @throws IndexOutOfBoundsException if an image is outside the set
     */
    default LabeledImages select(int... rows) {
        int[] chosen = rows.clone();
        return new LabeledRows(this, new SelectedRows(images(), chosen), row -> chosen[row]);
    }

    /**
     * A view of the same images under other numbers of their classes.
     *
     * @param labels the new label of each class: 0 to K - 1, each once; copied
     * @return the view
     * @throws IllegalArgumentException if these are not the K classes in some order
     */
    default LabeledImages relabeled(int... labels) {
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, Shuffle.identity(classes()))) {
            throw new IllegalArgumentException("The new labels of " + classes()
                    + " classes must be the numbers from 0 on, each once, but they are not.");
        }
        return new RelabeledImages(this, labels.clone());
    }

    /**
     * Splits the set at random into a training and a validation part; the same seed gives the same split.
     *
     * @param validation number of images of the validation part
     * @param seed chooses which
     * @return both parts, each in the order of this set
     * @throws IllegalArgumentException if the set has fewer than {@code validation} images, or the number is negative
     */
    default Split split(int validation, long seed) {
        if (validation < 0 || validation > size()) {
            throw new IllegalArgumentException(
                    "Cannot split " + validation + " validation images from " + size() + "; take 0 to " + size() + ".");
        }
        int[] order = Shuffle.identity(size());
        Shuffle.shuffle(order, new SplittableRandom(seed));
        return new Split(
                select(Shuffle.sorted(order, validation, order.length)), select(Shuffle.sorted(order, 0, validation)));
    }

    /**
     * Two parts of a set that share no image.
     *
     * @param training what is learned from
     * @param validation what decides between models
     */
    record Split(LabeledImages training, LabeledImages validation) {}
}
