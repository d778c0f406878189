package org.lanewise.core.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The comparison of two gradients finds the component that agrees least. */
@Tag("any-kernels")
class GradientCheckTest {

    private static final double NAN = Double.NaN;

    /** So small that it decides nothing here. */
    private static final double TINY = 1e-6;

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void reportsTheWorstComponent() {
        GradientCheck check = GradientCheck.compare(of(1, 2, -4, 8), of(1, 2.2, -4.2, 8), TINY);

        assertEquals(1, check.index());
        assertEquals(2, check.analytic());
        assertEquals(2.2, check.numeric());
        assertEquals(0.2 / 2.2, check.relativeError(), 1e-15);
        assertEquals(4, check.checked());
        assertTrue(check.passes(0.1));
        assertFalse(check.passes(0.09));
    }

    @Test
    void theFirstOfEquallyBadComponentsIsReported() {
        GradientCheck check = GradientCheck.compare(of(1, 3, 1), of(1.5, 3, 1.5), 0);

        assertEquals(0, check.index());
        assertEquals(1, check.analytic());
        assertEquals(1.5, check.numeric());
        assertEquals(0, GradientCheck.compare(of(1, 3), of(2, 3.1), 0).index());
    }

    @Test
    void theOrderOfTheTwoDoesNotMatter() {
        assertEquals(
                GradientCheck.compare(of(3), of(4), TINY).relativeError(),
                GradientCheck.compare(of(4), of(3), TINY).relativeError());
    }

    @Test
    void equalComponentsHaveNoError() {
        GradientCheck check = GradientCheck.compare(
                of(0, -0.0, 5, Double.POSITIVE_INFINITY), of(0, 0, 5, Double.POSITIVE_INFINITY), 0);

        assertEquals(0, check.relativeError());
        assertTrue(check.passes(0));
    }

    @Test
    void oppositeSignsDisagreeFully() {
        assertEquals(2, GradientCheck.compare(of(1), of(-1), TINY).relativeError());
    }

    @Test
    void noiseBelowTheFloorIsJudgedByTheFloor() {
        assertEquals(1e-3, GradientCheck.compare(of(0), of(1e-9), TINY).relativeError(), 1e-12);
        assertEquals(0.5, GradientCheck.compare(of(0), of(0.1), 0.2).relativeError(), 1e-12);
        assertEquals(1, GradientCheck.compare(of(0), of(0.1), 0.1).relativeError(), 1e-12);
        assertEquals(0.5, GradientCheck.relativeError(1, 2, 1e-6));
    }

    @Test
    void nanIsNeverAccepted() {
        for (GradientCheck check : new GradientCheck[] {
            GradientCheck.compare(of(1, NAN, 3), of(1, 2, 4), TINY),
            GradientCheck.compare(of(1, 2, 3), of(1, NAN, 4), TINY),
            GradientCheck.compare(of(1, NAN, 3), of(1, NAN, 9), TINY)
        }) {
            assertEquals(1, check.index());
            assertFalse(check.passes(Double.POSITIVE_INFINITY));
        }
        assertFalse(
                GradientCheck.compare(of(Double.POSITIVE_INFINITY), of(1), TINY).passes(1e9));
        assertFalse(GradientCheck.compare(of(NAN), of(NAN), TINY).passes(1));
    }

    @Test
    void emptyGradientsAgree() {
        GradientCheck check = GradientCheck.compare(of(), of(), TINY);

        assertEquals(-1, check.index());
        assertTrue(check.passes(0));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> GradientCheck.compare(of(1, 2), of(1, 2, 3), TINY))
                .getMessage();
        assertTrue(message.contains("2 and 3"), message);
        for (double floor : of(-1, NAN)) {
            assertThrows(IllegalArgumentException.class, () -> GradientCheck.compare(of(1), of(1), floor));
        }
    }
}
