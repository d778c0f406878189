package org.lanewise.core.internal;

/**
 * The constants of exp in float, shared by the scalar and the SIMD form so that both give the same bits.
 *
 * <p>{@code x = n ln 2 + r} with {@code n = round(x / ln 2)}, ln 2 in two parts (Cody and Waite); {@code exp r = 1 + r (1
 * + r q(r))} with the degree-5 q of Moshier's Cephes {@code expf} on {@code |r| <= ln 2 / 2}; the result is scaled by
 * {@code 2^n} in two exact steps, so that subnormal results are rounded once.
 */
public final class ExpConstants {

    /** Above it exp is +infinity in float. */
    public static final float MAX = 88.72284f;

    /** Below it exp is 0 in float: less than half of the smallest subnormal. */
    public static final float MIN = -103.97208f;

    /** Added and subtracted again, it rounds a float of magnitude up to 2^21 to a whole number, ties to even. */
    public static final float ROUND = 0x1.8p23f;

    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p0f;

    /** ln 2, its upper bits: n times it is exact for |n| up to 2^9. */
    public static final float LN2_HIGH = 0x1.62e400p-1f;

    /** ln 2 minus {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** Coefficient of r^7. */
    public static final float Q5 = 1.9875691500e-4f;

    /** Coefficient of r^6. */
    public static final float Q4 = 1.3981999507e-3f;

    /** Coefficient of r^5. */
    public static final float Q3 = 8.3334519073e-3f;

    /** Coefficient of r^4. */
    public static final float Q2 = 4.1665795894e-2f;

    /** Coefficient of r^3. */
    public static final float Q1 = 1.6666665459e-1f;

    /** Coefficient of r^2. */
    public static final float Q0 = 5.0000001201e-1f;

    private ExpConstants() {}
}
