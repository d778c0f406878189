package org.lanewise.core.data;

import java.util.Objects;

/**
 * Some examples that a gradient is computed from: features and their labels. {@link Minibatches} walks a set in them.
 *
 * <p>Never owns its memory. Not to be changed while a kernel reads it.
 */
public interface Minibatch {

    /** {@return the features, N x D, one example per row} */
    Features features();

    /** {@return the correct class of each example; at least N, further ones are not read} */
    int[] labels();

    /** {@return the number of examples N} */
    default int size() {
        return features().rows();
    }

    /**
     * A minibatch of given features and labels.
     *
     * @param features N x D
     * @param labels at least N, the array itself, which is not copied
     * @return the minibatch
     */
    static Minibatch of(Features features, int[] labels) {
        return new Given(features, labels);
    }

    /**
     * What {@link #of} makes.
     *
     * @param features N x D
     * @param labels at least N
     */
    record Given(Features features, int[] labels) implements Minibatch {

        /** Checks that there is something. */
        public Given {
            Objects.requireNonNull(features, "features");
            Objects.requireNonNull(labels, "labels");
        }
    }
}
