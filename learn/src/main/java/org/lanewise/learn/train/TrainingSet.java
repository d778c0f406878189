package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.time.Duration;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Preprocessing;

/**
 * A training set as full-batch training sees it: sums over it and a sample, wherever its examples lie. {@link #of} is one in the
 * memory of this machine; the examples of another may be spread over a cluster. All sums are those of blocks of {@link
 * org.lanewise.core.model.BlockSum#EXAMPLES} examples, so the place does not change a bit.
 */
public interface TrainingSet {

    /** {@return the number of examples N} */
    long size();

    /** {@return the number of features D} */
    int features();

    /** {@return the number of classes K} */
    int classes();

    /** {@return what makes each feature's mean 0 and its deviation 1 over the whole set; computed once} */
    Preprocessing standardization();

    /**
     * The features of examples at equal distances through the set.
     *
     * @param arena the owner of memory that is needed for them
     * @param count how many, 1 to N; example i of them is example {@code floor(i N / count)} of the set
     * @return count x D
     */
    Features sample(Arena arena, int count);

    /**
     * Prepares passes over the set.
     *
     * @param loss a loss with a gradient
     * @param preprocessing the map of the features; it stays as it is while passes are made
     * @return the passes
     */
    Passes passes(Loss loss, Preprocessing preprocessing);

    /** Passes over all examples. Not for several threads at once. */
    interface Passes extends AutoCloseable {

        /**
         * The loss and its gradient, summed over blocks of examples.
         *
         * @param parameters the weights, class after class, then the biases
         * @return the sum over all blocks; may change with the next pass
         */
        GradientSum at(float[] parameters);

        /**
         * Has the kernels compiled that passes need, before they are needed.
         *
         * @param most the time that it may take
         */
        default void warmUp(Duration most) {}

        /** Frees what the passes needed. */
        @Override
        void close();
    }

    /**
     * A training set in the memory of this machine.
     *
     * @param kernels the kernels to use
     * @param examples the examples
     * @return the set
     */
    static TrainingSet of(Kernels kernels, Examples examples) {
        return new LocalTrainingSet(kernels, examples);
    }
}
