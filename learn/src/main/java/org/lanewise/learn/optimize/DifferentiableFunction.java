package org.lanewise.learn.optimize;

/** A function of a vector, with its gradient: which a {@link Minimizer} minimizes. */
public interface DifferentiableFunction {

    /** {@return the number of coordinates of a point} */
    int size();

    /**
     * The value at a point, and the gradient there.
     *
     * @param point where, {@link #size()} coordinates; not changed
     * @param gradient takes the gradient, as many
     * @return the value; NaN or infinite where there is none
     */
    double at(double[] point, double[] gradient);
}
