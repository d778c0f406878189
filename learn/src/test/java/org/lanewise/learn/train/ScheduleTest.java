package org.lanewise.learn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Learning rates over time. */
@Tag("any-kernels")
class ScheduleTest {

    private static void assertRates(Schedule schedule, double... epochsAndRates) {
        for (int i = 0; i < epochsAndRates.length; i += 2) {
            double epochs = epochsAndRates[i];
            assertEquals(epochsAndRates[i + 1], schedule.at(epochs), 1e-6, schedule + " at " + epochs);
        }
    }

    @Test
    void everyKind() {
        assertRates(Schedule.constant(0.3f), 0, 0.3, 7.5, 0.3);
        assertRates(new Schedule.Step(0.8f, 0.5, 2), 0, 0.8, 1.99, 0.8, 2, 0.4, 3.9, 0.4, 4, 0.2);
        assertRates(new Schedule.Exponential(1, 0.25), 0, 1, 0.5, 0.5, 1, 0.25, 2, 0.0625);
        assertRates(new Schedule.InverseTime(1, 0.5), 0, 1, 2, 0.5, 6, 0.25);
        assertRates(Schedule.cosine(1, 4), 0, 1, 1, 0.5 + Math.sqrt(0.125), 2, 0.5, 4, 0, 9, 0);
        assertRates(new Schedule.Cosine(1, 0.2f, 4), 0, 1, 2, 0.6, 4, 0.2, 5, 0.2);
    }

    @Test
    void warmUpGrowsInALineAndThenFollows() {
        assertRates(Schedule.constant(1).withWarmUp(2), 0, 0, 0.5, 0.25, 1, 0.5, 2, 1, 5, 1);
        double half = (1 + Math.cos(Math.PI / 8)) / 4;
        assertRates(Schedule.cosine(1, 4).withWarmUp(1), 0, 0, 0.5, half, 2, 0.5, 4, 0);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.constant(-1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.constant(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(1, 0));
        for (float rate : new float[] {-1, Float.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Step(rate, 0.5, 1));
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Exponential(rate, 0.5));
            assertThrows(IllegalArgumentException.class, () -> new Schedule.InverseTime(rate, 1));
            assertThrows(IllegalArgumentException.class, () -> Schedule.cosine(rate, 1));
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(1, rate, 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Step(1, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Step(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Exponential(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Schedule.InverseTime(1, -1));
        Schedule constant = Schedule.constant(1);
        String message = assertThrows(IllegalArgumentException.class, () -> constant.withWarmUp(0))
                .getMessage();
        assertEquals("The number of epochs of a schedule must be positive and finite, but it is 0.0.", message);
    }
}
