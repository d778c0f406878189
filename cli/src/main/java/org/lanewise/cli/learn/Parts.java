package org.lanewise.cli.learn;

import org.lanewise.cli.InputException;
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

    /** Refuses a number of folds of which one would be empty, or the only one. */
    static void requireFolds(int folds, Examples all) throws InputException {
        if (folds < 2 || folds > all.size()) {
            throw new InputException(
                    "--folds is " + folds + ", but 2 to " + all.size() + " are possible; give another number.");
        }
    }

    private static Examples first(Examples images, int most) {
        return images.subset(0, Math.min(most, images.size()));
    }
}
