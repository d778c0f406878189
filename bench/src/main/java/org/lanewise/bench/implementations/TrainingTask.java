package org.lanewise.bench.implementations;

import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * What is trained on what. All implementations begin with the same minibatches and parameters.
 *
 * @param images the training set
 * @param preprocessing the map of the pixels
 * @param start the parameters before the first step
 * @param batchSize images of a minibatch
 * @param lambda strength of the regularization
 */
public record TrainingTask(
        Examples images, Preprocessing preprocessing, LinearModel start, int batchSize, float lambda) {

    /** The seed of all shuffling. */
    public static final long SEED = 1;

    /** {@return the minibatches of the first epoch} */
    public Minibatches shuffled() {
        Minibatches batches = new Minibatches(images, batchSize);
        batches.shuffle(SEED, 0);
        return batches;
    }
}
