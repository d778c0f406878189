package org.lanewise.core.model;

import java.util.Objects;

/**
 * The linear score function {@code f(x) = W ((x - m) s) + b}: parameters, and the preprocessing that features get before.
 *
 * <p>Memory belongs to the arenas of the matrices; the elements of the parameters may change, as in a training.
 *
 * {@snippet :
 * ScoreFunction f = new ScoreFunction(LinearModel.allocate(arena, 10, 3072), Preprocessing.none(arena, 3072));
 * kernels.scores(f, features, scores, workspace);
 * }
 *
 * @param model W, K x D, and b, K x 1
 * @param preprocessing m and s, D features each
 */
public record ScoreFunction(LinearModel model, Preprocessing preprocessing) {

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the numbers of features differ
     */
    public ScoreFunction {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(preprocessing, "preprocessing");
        if (preprocessing.features() != model.features()) {
            throw new IllegalArgumentException("The model has " + model.features()
                    + " features, but the preprocessing has " + preprocessing.features() + ".");
        }
    }

    /** {@return the number of classes K} */
    public int classes() {
        return model.classes();
    }

    /** {@return the number of features D of an example} */
    public int features() {
        return model.features();
    }

    /**
     * The same preprocessing with other parameters.
     *
     * @param other the parameters
     * @return the function
     * @throws IllegalArgumentException if the numbers of features differ
     */
    public ScoreFunction with(LinearModel other) {
        return new ScoreFunction(other, preprocessing);
    }
}
