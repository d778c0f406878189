package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.model.LinearModel;

/** Scratch of kernels that need no packed layouts: folded parameters and sums of gradients as plain matrices. */
public final class MatrixWorkspace extends BatchWorkspace {

    /** How gradients are summed. */
    public interface Sums {

        /**
         * Sums over examples of a chunk, as a chain: {@code sum_i g_ik x_id} and {@code sum_i g_ik}.
         *
         * @param features x, N x D
         * @param scoreGradient g, N x K
         * @param from the first example
         * @param to the one after the last
         * @param sum overwritten
         */
        void chain(Features features, FloatMatrix scoreGradient, int from, int to, LinearModel sum);

        /**
         * Adds one sum to another.
         *
         * @param part what is added
         * @param sum what it is added to
         */
        void add(LinearModel part, LinearModel sum);
    }

    private final Class<?> owner;
    private final LinearModel folded;
    private final LinearModel[] sums;

    /**
     * Allocates scratch.
     *
     * @param owner the kernels that this is for
     * @param arena the owner of the memory
     * @param examples the largest minibatch
     * @param classes K
     * @param features D
     */
    public MatrixWorkspace(Class<?> owner, Arena arena, int examples, int classes, int features) {
        super(arena, examples, classes, features);
        this.owner = owner;
        folded = LinearModel.allocate(arena, classes, features);
        sums = new LinearModel[1 + Chunks.levels(Chunks.count(examples))];
        for (int level = 0; level < sums.length; level++) {
            sums[level] = LinearModel.allocate(arena, classes, features);
        }
    }

    /**
     * Whether this is for some kernels.
     *
     * @param kernels their class
     * @return whether it was made for them
     */
    public boolean isFor(Class<?> kernels) {
        return owner == kernels;
    }

    /** {@return the folded parameters} */
    public LinearModel folded() {
        return folded;
    }

    /** {@return the gradient of the folded parameters} */
    public LinearModel gradient() {
        return sums[0];
    }

    @Override
    public LinearModel spare() {
        return folded;
    }

    /**
     * Sums over all examples into {@link #gradient}, in the order of {@link Chunks}.
     *
     * @param features x, N x D
     * @param scoreGradient g, N x K
     * @param sums how chunks are summed
     */
    public void sum(Features features, FloatMatrix scoreGradient, Sums sums) {
        sum(features, scoreGradient, sums, 0, Chunks.count(features.rows()), 0);
    }

    private void sum(Features features, FloatMatrix scoreGradient, Sums by, int first, int chunks, int level) {
        int examples = features.rows();
        if (chunks == 1) {
            int to = Chunks.start(first + 1, examples);
            by.chain(features, scoreGradient, Chunks.start(first, examples), to, sums[level]);
        } else {
            int half = chunks / 2;
            sum(features, scoreGradient, by, first, half, level);
            sum(features, scoreGradient, by, first + half, half, level + 1);
            by.add(sums[level + 1], sums[level]);
        }
    }
}
