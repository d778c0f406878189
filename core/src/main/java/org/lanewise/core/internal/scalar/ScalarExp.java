package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.Machine.fma;

/** exp in float, the same bits as the SIMD form: see {@link org.lanewise.core.internal.ExpConstants}. */
public final class ScalarExp {

    private ScalarExp() {}

    /**
     * 2^64 exp(x).
     *
     * @param x a float up to 0, or NaN
     * @return 2^64 exp(x) to within 1 ULP; 0 below {@code MIN}, NaN for NaN
     */
    public static float scaledExp(float x) {
        if (x < MIN) {
            return 0;
        }
        float rounded = fma(x, LOG2_E, ROUND);
        float minusN = ROUND - rounded;
        float r = fma(minusN, LN2_LOW, fma(minusN, LN2_HIGH, x));
        float q = fma(fma(fma(fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
        float p = fma(fma(q, r, 1f), r, 1f);
        return p * Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << EXPONENT_SHIFT);
    }
}
