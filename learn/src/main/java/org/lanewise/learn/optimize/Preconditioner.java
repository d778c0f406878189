package org.lanewise.learn.optimize;

/** A guess of the inverse of a function's Hessian: symmetric and positive definite. */
public interface Preconditioner {

    /**
     * Multiplies a vector by the guess.
     *
     * @param vector replaced by the product
     */
    void apply(double[] vector);
}
