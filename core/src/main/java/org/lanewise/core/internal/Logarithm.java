package org.lanewise.core.internal;

/**
 * Logarithm of a sum of exponentials: in double to about 1e-12, where the sum itself is a float, good to 1e-7. The same
 * bits everywhere, unlike {@code Math.log}, and in a sixth of the time of {@code StrictMath.log}.
 */
public final class Logarithm {

    private static final int SQRT_HALF_BITS = 0x3F3504F3;
    private static final int EXPONENT_SHIFT = 23;
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    private Logarithm() {}

    /**
     * Natural logarithm, by {@code x = 2^k m}, {@code m} around 1, {@code log m = 2 atanh((m - 1) / (m + 1))}.
     *
     * @param x a finite float of at least {@code Float.MIN_NORMAL}, or NaN
     * @return log x; NaN for NaN
     */
    public static double log(float x) {
        int bits = Float.floatToRawIntBits(x);
        int k = (bits - SQRT_HALF_BITS) >> EXPONENT_SHIFT;
        double m = Float.intBitsToFloat(bits - (k << EXPONENT_SHIFT));
        double t = (m - 1) / (m + 1);
        double z = t * t;
        double series = z * (2.0 / 9 + z * (2.0 / 11 + z * (2.0 / 13 + z * (2.0 / 15))));
        double log = t * (2 + z * (2.0 / 3 + z * (2.0 / 5 + z * (2.0 / 7 + series)))) + k * LN_2;
        // NaN minus itself is NaN, which k and m no longer show.
        return log + (x - x);
    }
}
