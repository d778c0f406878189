package org.lanewise.core.internal.scalar;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.Machine.fma;

/** exp in float, the same bits as the SIMD form: see {@link org.lanewise.core.internal.ExpConstants}. */
public final class ScalarExp {

    private ScalarExp() {}

    /**
     * exp(x).
     *
     * @param x any float
     * @return exp(x) to within 1 ULP; +infinity above {@code MAX}, 0 below {@code MIN}, NaN for NaN
     */
    public static float exp(float x) {
        float clamped = Math.max(Math.min(x, MAX + 1), MIN - 1);
        float n = fma(clamped, LOG2_E, ROUND) - ROUND;
        float r = fma(-n, LN2_LOW, fma(-n, LN2_HIGH, clamped));
        float q = fma(fma(fma(fma(fma(Q5, r, Q4), r, Q3), r, Q2), r, Q1), r, Q0);
        float p = fma(fma(q, r, 1f), r, 1f);
        int exponent = (int) n;
        int half = exponent >> 1;
        return p * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /** 2^n for n from -126 to 127. */
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }
}
