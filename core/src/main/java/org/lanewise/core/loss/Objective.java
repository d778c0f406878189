package org.lanewise.core.loss;

import java.util.Objects;

/**
 * What training minimizes: {@code L = 1/N sum_i w_y L_i + R(W)}, the mean loss of the examples and a regularization.
 *
 * {@snippet :
 * Objective objective = new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(1e-4f));
 * }
 *
 * @param loss the loss L_i of an example, with weights w of the classes
 * @param regularization R
 */
public record Objective(Loss loss, Regularization regularization) {

    /** Checks that both are there. */
    public Objective {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(regularization, "regularization");
    }

    /**
     * A loss without regularization.
     *
     * @param loss the loss of an example
     * @return the objective
     */
    public static Objective of(Loss loss) {
        return new Objective(loss, Regularization.none());
    }

    /**
     * The same loss without regularization.
     *
     * @return the objective
     */
    public Objective withoutRegularization() {
        return of(loss);
    }
}
