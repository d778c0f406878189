package org.lanewise.core.internal.adaptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

/** What a gate decides from what it is told. */
class GateTest {

    private static final long SECOND = 1_000_000_000;
    private static final double ALWAYS_FASTER = 1e12;
    private static final double NEVER_FASTER = 0;

    private final Kernels kernels = Kernels.scalar();
    private int smallCalls;

    private Gate gate(double work) {
        return new Gate(Kind.DOT, () -> new SmallProblem(ignored -> smallCalls++, work));
    }

    @Test
    void plainLoopsComputeFirst() {
        Gate gate = gate(ALWAYS_FASTER);
        assertFalse(gate.isOpen());
        assertFalse(gate.isSettled());
    }

    @Test
    void aSingleShortCallBringsNoSmallProblem() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(100_000_000, 1000, kernels);
        assertEquals(0, smallCalls);
        assertFalse(gate.isOpen());
    }

    @Test
    void opensWhenTheSmallProblemIsFasterPerWork() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        assertEquals(1, smallCalls);
        assertTrue(gate.isOpen());
        assertFalse(gate.isSettled());
    }

    @Test
    void staysClosedWhileItIsSlower() {
        Gate gate = gate(NEVER_FASTER);
        for (int i = 0; i < 5; i++) {
            int before = smallCalls;
            gate.plainTook(SECOND, 1000, kernels);
            assertTrue(smallCalls > before, "small problems go on");
        }
        assertFalse(gate.isOpen());
    }

    /** What fails beside the caller's call, which is done, is none of its business. */
    @Test
    void aSmallProblemThatFailsIsTriedAgainLater() {
        int[] calls = new int[1];
        Gate gate = new Gate(
                Kind.DOT,
                () -> new SmallProblem(
                        ignored -> {
                            if (calls[0]++ == 0) {
                                throw new IllegalStateException("workers are closed");
                            }
                        },
                        ALWAYS_FASTER));
        gate.plainTook(SECOND, 1000, kernels);
        assertFalse(gate.isOpen());
        assertEquals(1, calls[0]);
        gate.plainTook(SECOND, 1000, kernels);
        assertTrue(gate.isOpen());
    }

    @Test
    void settlesAfterGoodCallsAndIsNotMeasuredAnyLonger() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        for (int i = 0; i < 19; i++) {
            gate.fastTook(1000, 1000);
            assertFalse(gate.isSettled());
        }
        gate.fastTook(1000, 1000);
        assertTrue(gate.isSettled());
        assertEquals(SECOND / 1000.0, gate.plainRate());
    }

    @Test
    void aCallThatIsSlowerThanPlainLoopsClosesIt() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        gate.fastTook(1000, 1000);
        gate.fastTook(2 * SECOND, 1000);
        assertFalse(gate.isOpen());
        gate.plainTook(SECOND, 1000, kernels);
        assertTrue(gate.isOpen());
    }

    @Test
    void gatesOfAKindThatIsCompiledOpenAtOnce() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.tryAtOnce(kernels, 1);
        assertTrue(gate.isOpen());
        Gate other = gate(NEVER_FASTER);
        other.tryAtOnce(kernels, 1);
        assertFalse(other.isOpen());
    }
}
