package org.lanewise.core.testing;

/** Rounding errors in units of {@code u S}: u = 2^-24, half a unit in the last place of 1; S is the sum of the terms' magnitudes. */
public final class Ulps {

    /** The largest relative error of a rounding to float. */
    public static final double U = 0x1p-24;

    /** What a rounding to a subnormal float may add to that. */
    private static final double SUBNORMAL = Float.MIN_VALUE;

    private Ulps() {}

    /** {@return the error in u S; not finite, so beyond every bound, if the error is not a number} */
    public static double of(double error, double magnitude) {
        double beyond = Math.abs(error) - SUBNORMAL;
        if (beyond <= 0) {
            return 0;
        }
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : beyond / (U * magnitude);
    }
}
