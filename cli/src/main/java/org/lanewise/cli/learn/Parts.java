package org.lanewise.cli.learn;

import org.lanewise.core.data.LabeledImages;

/**
 * The images of a training: what is learned from, and what judges it.
 *
 * @param training what is learned from
 * @param validation what decides when to stop; null for none
 * @param sample a part of the training set as large as the validation part, to show overfitting
 */
record Parts(LabeledImages training, LabeledImages validation, LabeledImages sample) {

    private static final int SAMPLE = 1000;

    /** Splits a set at random. */
    static Parts split(LabeledImages images, int validation, long seed) {
        if (validation == 0) {
            return new Parts(images, null, first(images, SAMPLE));
        }
        LabeledImages.Split split = images.split(validation, seed);
        return new Parts(split.training(), split.validation(), first(split.training(), validation));
    }

    /** Validates on a set of its own. */
    static Parts of(LabeledImages training, LabeledImages validation) {
        return new Parts(training, validation, first(training, SAMPLE));
    }

    private static LabeledImages first(LabeledImages images, int most) {
        return images.subset(0, Math.min(most, images.size()));
    }
}
