package org.lanewise.cli.learn;

import org.lanewise.core.data.Examples;

/**
 * The images of a training: what is learned from, and what judges it.
 *
 * @param training what is learned from
 * @param validation what decides when to stop; null for none
 * @param sample a part of the training set as large as the validation part, to show overfitting
 */
record Parts(Examples training, Examples validation, Examples sample) {

    private static final int SAMPLE = 1000;

    /** Splits a set at random. */
    static Parts split(Examples images, int validation, long seed) {
        if (validation == 0) {
            return new Parts(images, null, first(images, SAMPLE));
        }
        Examples.Split split = images.split(validation, seed);
        return new Parts(split.training(), split.validation(), first(split.training(), validation));
    }

    /** Validates on a set of its own. */
    static Parts of(Examples training, Examples validation) {
        return new Parts(training, validation, first(training, SAMPLE));
    }

    private static Examples first(Examples images, int most) {
        return images.subset(0, Math.min(most, images.size()));
    }
}
