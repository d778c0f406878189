package org.lanewise.core.internal;

import static org.lanewise.core.internal.Machine.fma;

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
     * Natural logarithm, by {@code x = 2^k m}, {@code m} around 1, {@code log m = 2 atanh((m - 1) / (m + 1))}, whose series
     * is summed in two halves, so that the chain of operations is short.
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
        double w = z * z;
        double even = fma(fma(fma(2.0 / 13, w, 2.0 / 9), w, 2.0 / 5), w, 2);
        double odd = fma(fma(fma(2.0 / 15, w, 2.0 / 11), w, 2.0 / 7), w, 2.0 / 3);
        double log = fma(fma(odd, z, even), t, k * LN_2);
        // NaN minus itself is NaN, which k and m no longer show.
        return log + (x - x);
    }
}
