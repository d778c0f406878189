package org.lanewise.bench.implementations;

import org.lanewise.core.data.FloatMatrix;

/** Softmax of the rows of a matrix. */
@FunctionalInterface
public interface Softmax {

    /**
     * Computes it.
     *
     * @param scores scores, a row an image
     * @param probabilities their softmax, overwritten
     */
    void run(FloatMatrix scores, FloatMatrix probabilities);
}
