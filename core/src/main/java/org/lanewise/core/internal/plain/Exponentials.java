package org.lanewise.core.internal.plain;

import static org.lanewise.core.internal.ExpConstants.*;
import static org.lanewise.core.internal.Machine.fma;

/**
 * 2^64 exp of an array, as {@link org.lanewise.core.internal.scalar.ScalarExp} computes it. Two loops, because C2 of JDK 25
 * vectorizes the polynomial but not the power of two that is made of bits.
 */
final class Exponentials {

    private Exponentials() {}

    /** Replaces each x, at most 0; the others are scratch of the same length. */
    static void scaled(float[] x, float[] polynomials, float[] rounded, int count) {
        polynomials(x, polynomials, rounded, count);
        scale(x, polynomials, rounded, count);
    }

    private static void polynomials(float[] x, float[] polynomials, float[] rounded, int count) {
        for (int i = 0; i < count; i++) {
            float power = fma(x[i], LOG2_E, ROUND);
            float minusN = ROUND - power;
            float r = fma(minusN, LN2_LOW, fma(minusN, LN2_HIGH, x[i]));
            float q = fma(fma(fma(fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
            polynomials[i] = fma(fma(q, r, 1f), r, 1f);
            rounded[i] = power;
        }
    }

    private static void scale(float[] x, float[] polynomials, float[] rounded, int count) {
        for (int i = 0; i < count; i++) {
            float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded[i]) << EXPONENT_SHIFT);
            x[i] = x[i] < MIN ? 0 : polynomials[i] * power;
        }
    }
}
