package org.lanewise.bench.implementations;

import org.lanewise.core.model.LinearModel;

/** Minibatch training under way. */
public interface Training {

    /**
     * Takes the next minibatch and makes its step: scores, loss, gradient, update.
     *
     * @param learningRate the step size
     * @return the loss before the step, regularization included
     */
    double step(float learningRate);

    /** {@return the parameters as they are now, for the check} */
    LinearModel model();
}
