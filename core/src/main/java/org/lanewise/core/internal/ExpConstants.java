package org.lanewise.core.internal;

/**
 * The constants of exp in float, shared by all kernels so that they give the same bits.
 *
 * <p>A softmax takes exp of x up to 0 only, and divides the results by their sum. So both forms compute
 * {@code 2^64 exp x}, which no x that counts makes subnormal: a probability is rounded to a subnormal once, at the end.
 *
 * <p>{@code x = n ln 2 + r} with {@code n = round(x / ln 2)}, ln 2 in two parts (Cody and Waite); {@code exp r = 1 + r (1
 * + r q(r))} with the minimax q of degree 4 on {@code |r| <= ln 2 / 2}, off by 0.05 ULP; then the scale
 * {@code 2^(n + 64)}, whose bits the rounding of x / ln 2 leaves behind. Largest error of all floats from -104 to 0:
 * 0.8822 ULP, and 1.1622 ULP on machines without FMA. With q of degree 5 (Cephes) it was 0.8800 and 1.1638.
 */
public final class ExpConstants {

    /** Below it exp is less than half of the smallest subnormal, and 0 here. */
    public static final float MIN = -103.97208f;

    /** The exponent of the scale that results keep. */
    public static final int SCALE_EXPONENT = 64;

    /** 2 to the power of minus {@link #SCALE_EXPONENT}. */
    public static final float UNSCALE = 0x1p-64f;

    /**
     * Added to x / ln 2, it rounds it to a whole number n, ties to even; the low bits of the sum are then
     * {@code n + 64 + 127}, the biased exponent of the scale.
     */
    public static final float ROUND = 0x1.8p23f + SCALE_EXPONENT + 127;

    /** Where a float has its exponent. */
    public static final int EXPONENT_SHIFT = 23;

    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p0f;

    /** ln 2, its upper bits: n times it is exact for |n| up to 2^9. */
    public static final float LN2_HIGH = 0x1.62e400p-1f;

    /** ln 2 minus {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** Coefficient of r^6. */
    public static final float Q4 = 0x1.6a241ap-10f;

    /** Coefficient of r^5. */
    public static final float Q3 = 0x1.1239f2p-7f;

    /** Coefficient of r^4. */
    public static final float Q2 = 0x1.5558f2p-5f;

    /** Coefficient of r^3. */
    public static final float Q1 = 0x1.555492p-3f;

    /** Coefficient of r^2. */
    public static final float Q0 = 0x1.fffffcp-2f;

    private ExpConstants() {}
}
