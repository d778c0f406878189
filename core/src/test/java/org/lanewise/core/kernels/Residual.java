package org.lanewise.core.kernels;

/**
 * How far a result is from one in double precision, in units of {@code u S} as docs/numerics.md defines S for each
 * operation.
 *
 * @param error the largest error of an element
 * @param bound what is proven of it
 * @param what the case, to be printed
 */
record Residual(double error, double bound, String what) {

    /** The worse of two, each by its own bound. */
    Residual orWorse(Residual other) {
        return other == null || error / bound >= other.error / other.bound ? this : other;
    }

    boolean holds() {
        return error <= bound;
    }
}
