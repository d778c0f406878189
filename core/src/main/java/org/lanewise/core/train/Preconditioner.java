package org.lanewise.core.train;

/** An approximation of the inverse Hessian, symmetric and positive, up to a factor. */
interface Preconditioner {

    /** Replaces a vector by its product with the inverse Hessian. */
    void apply(double[] vector);
}
