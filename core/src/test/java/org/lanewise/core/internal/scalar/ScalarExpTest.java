package org.lanewise.core.internal.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lanewise.core.internal.ExpConstants;

/** exp in float against StrictMath's in double. SIMD kernels give its bits, which SoftmaxBitsTest shows. */
class ScalarExpTest {

    /** Prime, so that all low bits are visited; 4.1 million values of all 2^32. */
    private static final long STRIDE = 1049;

    private double worst;
    private float worstAt;

    /** The error in units in the last place of the correctly rounded result. */
    private static double errorInUlp(float x) {
        float actual = ScalarExp.exp(x);
        double exact = StrictMath.exp(x);
        float rounded = (float) exact;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
            return Float.compare(actual, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - exact) / Math.ulp(rounded);
    }

    private void visit(float x) {
        double error = errorInUlp(x);
        if (!(error <= worst)) {
            worst = error;
            worstAt = x;
        }
    }

    private void assertWorst(String range, double bound) {
        System.out.printf("exp, %s: largest error %.4f ULP at %s%n", range, worst, worstAt);
        assertTrue(worst <= bound, "error of " + worst + " ULP at " + worstAt);
    }

    @Test
    void sweepOverAllBitPatterns() {
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            visit(Float.intBitsToFloat((int) bits));
        }
        assertWorst("all bit patterns, every " + STRIDE, 1);
    }

    /** Bit patterns are mostly tiny or huge numbers; these are the ones that a softmax sees. */
    @Test
    void sweepOverTheUsefulRange() {
        for (int i = 0; i < 1_000_000; i++) {
            visit(-104 + i * (193f / 1_000_000));
        }
        assertWorst("from -104 to 89", 1);
    }

    @Test
    void everyFloatAroundTheEnds() {
        around(ExpConstants.MAX, 20_000);
        around(ExpConstants.MIN, 20_000);
        around((float) StrictMath.log(Float.MIN_NORMAL), 20_000);
        assertWorst("around the ends of the range", 1);
    }

    /** Where round(x / ln 2) steps from one n to the next, the reduced argument is largest. */
    @Test
    void everyFloatAroundTheSteps() {
        for (int n = -150; n < 128; n++) {
            around((float) ((n + 0.5) * StrictMath.log(2)), 200);
        }
        assertWorst("around the steps of n", 1);
    }

    private void around(float centre, int neighbours) {
        int bits = Float.floatToIntBits(centre);
        for (int i = -neighbours; i <= neighbours; i++) {
            visit(Float.intBitsToFloat(bits + i));
        }
    }

    /** Worst of all floats, found by an exhaustive search, when p was fma(r * r, q, r) + 1: 1.0128 ULP. */
    @Test
    void worstOfAllFloats() {
        visit(59.306038f);
        assertWorst("worst of all floats", 1);
    }

    @Test
    void specialValues() {
        assertEquals(1f, ScalarExp.exp(0f));
        assertEquals(1f, ScalarExp.exp(-0f));
        assertEquals(Float.NaN, ScalarExp.exp(Float.NaN));
        assertEquals(Float.POSITIVE_INFINITY, ScalarExp.exp(Float.POSITIVE_INFINITY));
        assertEquals(0f, ScalarExp.exp(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, ScalarExp.exp(Float.MAX_VALUE));
        assertEquals(0f, ScalarExp.exp(-Float.MAX_VALUE));
        assertEquals(1f, ScalarExp.exp(Float.MIN_VALUE));
        assertEquals(1f, ScalarExp.exp(-Float.MIN_VALUE));
    }

    @Test
    void endsOfTheRange() {
        assertEquals(Float.POSITIVE_INFINITY, ScalarExp.exp(Math.nextUp(ExpConstants.MAX)));
        assertTrue(ScalarExp.exp(Math.nextDown(ExpConstants.MAX)) < Float.POSITIVE_INFINITY);
        assertEquals(0f, ScalarExp.exp(Math.nextDown(ExpConstants.MIN)));
        assertEquals(Float.MIN_VALUE, ScalarExp.exp(-103.5f), "2^-149.3 rounds to the smallest subnormal");
    }

    @Test
    void subnormalResultsAreRoundedOnce() {
        for (float x = -103.9f; x < -87.4f; x += 0.001f) {
            visit(x);
        }
        assertTrue(ScalarExp.exp(-95f) > 0 && ScalarExp.exp(-95f) < Float.MIN_NORMAL);
        assertWorst("subnormal results", 1);
    }
}
