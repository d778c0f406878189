package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The logarithm of a sum against StrictMath's. */
@Tag("any-kernels")
class LogarithmTest {

    private static final int STRIDE = 257;

    private static void check(float x) {
        double expected = StrictMath.log(x);
        double error = Math.abs(Logarithm.log(x) - expected);
        assertTrue(error <= 2e-14 + 3e-13 * expected, () -> "log " + x + " is off by " + error);
    }

    /** From 1, the smallest sum of exponentials, to more columns than a matrix can have. */
    @Test
    void everySum() {
        for (int bits = Float.floatToIntBits(1); bits < Float.floatToIntBits(0x1p31f); bits += STRIDE) {
            check(Float.intBitsToFloat(bits));
        }
    }

    @Test
    void everyFloatNextToOne() {
        for (float x = 1; x < 1.001f; x = Math.nextUp(x)) {
            check(x);
        }
    }

    @Test
    void specialValues() {
        assertEquals(0, Logarithm.log(1f));
        assertEquals(Double.NaN, Logarithm.log(Float.NaN));
    }
}
