package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Loops over all parameters, and the rules that count epochs. */
class ParametersTest {

    @Test
    void oneNumberThatIsNotFiniteIsFound() {
        assertTrue(Parameters.areFinite(new float[0]));
        for (int length = 1; length < 9; length++) {
            for (int at = 0; at < length; at++) {
                float[] vector = new float[length];
                vector[at] = -Float.MAX_VALUE;
                assertTrue(Parameters.areFinite(vector));
                for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                    vector[at] = bad;
                    assertFalse(Parameters.areFinite(vector), bad + " at " + at + " of " + length);
                }
            }
        }
    }

    @Test
    void dotProductsOfEveryLength() {
        for (int length = 0; length < 13; length++) {
            float[] a = new float[length];
            float[] b = new float[length];
            double expected = 0;
            for (int i = 0; i < length; i++) {
                a[i] = i + 1;
                b[i] = 10 - i;
                expected += (i + 1.0) * (10 - i);
            }
            assertEquals(expected, Parameters.dot(a, b), "length " + length);
        }
    }

    @Test
    void clippingShortensWhatIsTooLong() {
        float[] vector = {3, 0, -4};
        Parameters.clip(vector, 5);
        assertArrayEquals(new float[] {3, 0, -4}, vector);
        Parameters.clip(vector, 2.5);
        assertArrayEquals(new float[] {1.5f, 0, -2}, vector);
    }

    @Test
    void approachingGoesAShareOfTheWay() {
        float[] vector = {1, -2, 8};
        Parameters.approach(vector, new float[] {5, 2, 8}, 0.25f);
        assertArrayEquals(new float[] {2, -1, 8}, vector);
    }

    @Test
    void rulesRefuseNumbersOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.after(0));
        for (double delta : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new EarlyStopping(1, delta));
        }
        assertThrows(IllegalArgumentException.class, () -> WeightAveraging.mean(-1));
        assertEquals(0, WeightAveraging.mean(0).fromEpoch());
        assertThrows(IllegalArgumentException.class, () -> WeightAveraging.exponential(0));
    }
}
