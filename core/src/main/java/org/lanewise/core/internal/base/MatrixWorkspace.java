package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.model.LinearModel;

/** Scratch of kernels that need no packed layouts: folded parameters and sums of gradients as plain matrices. */
public final class MatrixWorkspace extends BatchWorkspace {

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
    LinearModel folded() {
        return folded;
    }

    /** {@return the gradient of the folded parameters} */
    LinearModel gradient() {
        return sums[0];
    }

    /** A sum of chunks that waits on a level of their tree; on level 0 at last the gradient. */
    LinearModel sum(int level) {
        return sums[level];
    }

    @Override
    public LinearModel spare() {
        return folded;
    }
}
