package org.lanewise.bench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private static final int QUIET_MILLIS = 100;

    private int calls;

    @Test
    void whatGetsFasterIsWaitedFor() {
        SteadyState.reach(() -> compute(Math.max(1, 40 - calls)), 0, QUIET_MILLIS);
        assertTrue(calls > 40, "it was as fast as it gets after 40 calls, not after " + calls);
    }

    @Test
    void patienceEnds() {
        long start = System.nanoTime();
        SteadyState.reach(() -> sleep(60), 0, 1);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds < 30, "given up after " + seconds + " s");
    }

    @Test
    void aVmThatWasToldNothingDoesNothing() {
        SteadyState.reach(() -> compute(1));
        assertEquals(0, calls);
    }

    private Object compute(int milliseconds) {
        calls++;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return calls;
    }

    /** Takes no processor time, by which quiet is measured. */
    private Object sleep(int milliseconds) {
        try {
            TimeUnit.MILLISECONDS.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return calls;
    }
}
