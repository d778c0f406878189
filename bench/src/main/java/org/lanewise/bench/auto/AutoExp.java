package org.lanewise.bench.auto;

import static org.lanewise.bench.auto.Fma.fma;

/**
 * exp of an array, by the method of Moshier's Cephes: {@code exp x = 2^n exp r}. Two loops, because C2 of JDK 25
 * vectorizes the polynomial but not the construction of 2^n from its bits.
 */
final class AutoExp {

    private static final float MAX = 88.72284f;
    private static final float MIN = -103.97208f;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.62e400p-1f;
    private static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** Added and subtracted again, it rounds to a whole number. */
    private static final float ROUND = 0x1.8p23f;

    private AutoExp() {}

    /** Replaces each x by exp x; {@code exponents} is scratch of the same length. */
    static void exp(float[] values, float[] exponents, int count) {
        polynomial(values, exponents, count);
        for (int i = 0; i < count; i++) {
            int exponent = (int) exponents[i];
            int half = exponent >> 1;
            values[i] = values[i] * powerOfTwo(half) * powerOfTwo(exponent - half);
        }
    }

    private static void polynomial(float[] values, float[] exponents, int count) {
        for (int i = 0; i < count; i++) {
            float x = Math.max(Math.min(values[i], MAX + 1), MIN - 1);
            float n = fma(x, LOG2_E, ROUND) - ROUND;
            float r = fma(-n, LN2_LOW, fma(-n, LN2_HIGH, x));
            float q = fma(1.9875691500e-4f, r, 1.3981999507e-3f);
            q = fma(q, r, 8.3334519073e-3f);
            q = fma(q, r, 4.1665795894e-2f);
            q = fma(q, r, 1.6666665459e-1f);
            q = fma(q, r, 5.0000001201e-1f);
            values[i] = fma(r * r, q, r) + 1f;
            exponents[i] = n;
        }
    }

    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + 127) << 23);
    }
}
