package org.lanewise.bench.implementations;

import org.lanewise.core.data.FloatMatrix;

/** Scores of single examples, one call for each. */
@FunctionalInterface
public interface Prediction {

    /**
     * Scores the next example.
     *
     * @return its scores, a row; overwritten by the next call
     */
    FloatMatrix next();
}
