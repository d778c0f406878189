package org.lanewise.core.internal.adaptive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

/** What a gate decides from what it is told. */
@Tag("any-kernels")
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
    void aCallThatIsMuchSlowerThanPlainLoopsClosesIt() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        gate.fastTook(1000, 1000);
        assertTrue(gate.isOpen());
        gate.fastTook(20 * SECOND, 1000);
        assertFalse(gate.isOpen());
    }

    /** What is around the innermost loops may be compiled later than they: the small problem will not get any faster. */
    @Test
    void afterABadCallItIsTriedAgainWhenTimeAllows() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        for (int bad = 0; bad < 3; bad++) {
            gate.fastTook(20 * SECOND, 1000);
            assertFalse(gate.isOpen());
            int calls = 0;
            while (!gate.isOpen() && calls < 2000) {
                gate.plainTook(SECOND, 1000, kernels);
                calls++;
            }
            assertTrue(gate.isOpen(), "after 2000 s of plain loops");
            assertTrue(calls > 10, "20 s were spent, but it was tried again after " + calls + " s");
        }
    }

    /** Slow calls bring about that all is compiled: they are paid for like small problems. */
    @Test
    void callsThatAreSomewhatSlowerGoOnUntilTheTimeForWarmingUpIsUsedUp() {
        Gate gate = gate(ALWAYS_FASTER);
        gate.plainTook(SECOND, 1000, kernels);
        gate.fastTook(2 * SECOND, 1000);
        assertTrue(gate.isOpen(), "one second of 1.5 is spent");
        gate.fastTook(4 * SECOND, 1000);
        assertFalse(gate.isOpen(), "four seconds are spent");
        gate.plainTook(SECOND, 1000, kernels);
        assertFalse(gate.isOpen());
    }

    /** A kernel that never gets fast takes at most a third of the time for a while, then a fiftieth. */
    @Test
    void whatStaysSlowCostsLittle() {
        Gate gate = gate(ALWAYS_FASTER);
        double plain = 0;
        double spent = 0;
        for (int call = 0; call < 10_000; call++) {
            if (gate.isOpen()) {
                gate.fastTook(SECOND / 10 * 3, 1000);
                spent += 0.2;
                plain += 0.1;
            } else {
                gate.plainTook(SECOND / 10, 1000, kernels);
                plain += 0.1;
            }
        }
        assertFalse(gate.isSettled());
        assertEquals(1.5 + 10 / 3.0 + (plain - 11.5) / 50, spent, 0.5);
    }

    @Test
    void aCallOfLittleWorkIsTriedBeforeTheSmallProblemIsAsFast() {
        Gate gate = gate(1e-6);
        gate.plainTook(SECOND, 1e-6, kernels);
        assertTrue(gate.isOpen(), "it costs no more than the small problem");
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
