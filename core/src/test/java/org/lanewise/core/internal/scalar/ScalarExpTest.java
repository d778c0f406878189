package org.lanewise.core.internal.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.internal.ExpConstants;
import org.lanewise.core.internal.Machine;

/** 2^64 exp in float against StrictMath's in double. SIMD kernels give its bits, which SoftmaxBitsTest shows. */
@Tag("any-kernels")
class ScalarExpTest {

    /** Prime, so that all low bits are visited; 1 visits every float, which found the worst ones below. */
    private static final int STRIDE = 1049;

    private static final double SCALE = 0x1p64;

    /** One ULP; each of the roundings that FMA saves may cost a little more. */
    private static final double BOUND = Machine.FMA ? 1 : 1.2;

    private double worst;
    private float worstAt;

    /** The error in units in the last place of the correctly rounded result. */
    private static double errorInUlp(float x) {
        float actual = ScalarExp.scaledExp(x);
        double exact = SCALE * StrictMath.exp(x);
        return Math.abs(actual - exact) / Math.ulp((float) exact);
    }

    private void visit(float x) {
        double error = errorInUlp(x);
        if (!(error <= worst)) {
            worst = error;
            worstAt = x;
        }
    }

    private void assertWorst(String range) {
        System.out.printf("exp, %s: largest error %.4f ULP at %s%n", range, worst, worstAt);
        assertTrue(worst <= BOUND, "error of " + worst + " ULP at " + worstAt);
    }

    @Test
    void sweepOverAllFloatsFromMinToZero() {
        int last = Float.floatToIntBits(ExpConstants.MIN);
        for (int bits = Float.floatToIntBits(-0f); bits <= last; bits += STRIDE) {
            visit(Float.intBitsToFloat(bits));
        }
        assertWorst("all floats from -104 to 0, every " + STRIDE);
    }

    /** Floats are mostly tiny; these are the ones that a softmax sees. */
    @Test
    void sweepOverTheUsefulRange() {
        for (int i = 0; i < 1_000_000; i++) {
            visit(i * (ExpConstants.MIN / 1_000_000));
        }
        assertWorst("from -104 to 0, evenly");
    }

    @Test
    void everyFloatAroundTheEnd() {
        for (float x = ExpConstants.MIN; x < ExpConstants.MIN + 0.1f; x = Math.nextUp(x)) {
            visit(x);
        }
        assertWorst("next to the end of the range");
    }

    /** Where round(x / ln 2) steps from one n to the next, the reduced argument is largest. */
    @Test
    void everyFloatAroundTheSteps() {
        for (int n = -149; n < 0; n++) {
            int bits = Float.floatToIntBits((float) ((n + 0.5) * StrictMath.log(2)));
            for (int i = -200; i <= 200; i++) {
                visit(Float.intBitsToFloat(bits + i));
            }
        }
        assertWorst("around the steps of n");
    }

    /** The worst of all 1.1 billion floats, found with a stride of 1: 0.8822 ULP, and without FMA 1.1622. */
    @Test
    void worstOfAllFloats() {
        visit(-0x1.aaf86cp4f);
        visit(-0x1.4c97p2f);
        assertWorst("worst of all floats");
        assertTrue(worst > 0.88, "no longer the worst, search again: " + worst);
    }

    @Test
    void specialValues() {
        float one = (float) SCALE;
        assertEquals(one, ScalarExp.scaledExp(0f));
        assertEquals(one, ScalarExp.scaledExp(-0f));
        assertEquals(one, ScalarExp.scaledExp(-Float.MIN_VALUE));
        assertEquals(Float.NaN, ScalarExp.scaledExp(Float.NaN));
        assertEquals(0f, ScalarExp.scaledExp(Float.NEGATIVE_INFINITY));
        assertEquals(0f, ScalarExp.scaledExp(-Float.MAX_VALUE));
    }

    /** What is cut off would be 0 as a float, and what is not keeps its digits, though exp x itself is subnormal. */
    @Test
    void endOfTheRange() {
        assertEquals(0f, ScalarExp.scaledExp(Math.nextDown(ExpConstants.MIN)));
        assertEquals(0f, (float) StrictMath.exp(Math.nextDown(ExpConstants.MIN)));
        assertTrue(ScalarExp.scaledExp(ExpConstants.MIN) > Float.MIN_NORMAL);
        assertEquals(Float.MIN_VALUE, ScalarExp.scaledExp(-103.5f) * ExpConstants.UNSCALE);
    }
}
