package org.lanewise.bench.implementations;

import org.lanewise.core.data.FloatMatrix;

/** A matrix product, ready to be computed again and again. */
public interface Product {

    /** Computes C. */
    void run();

    /** {@return C as it was last computed, for the check} */
    FloatMatrix result();
}
