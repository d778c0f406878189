package org.lanewise.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.testing.Scale;
import org.lanewise.testing.ThisRun;

/**
 * The kernels that this run of the suite is about. Surefire runs it once per width and says with
 * {@code lanewise.test.expect} which kernels it must get; getting others fails every test that asks, so that a silent
 * fallback cannot pass. Only a width that this CPU does not have skips them.
 */
public final class KernelsUnderTest {

    private static final String EXPECTED = System.getProperty("lanewise.test.expect", "");

    private KernelsUnderTest() {}

    /** {@return {@link Kernels#best()}, after checking that it is what this run expects} */
    public static Kernels get() {
        switch (EXPECTED) {
            case "" -> {
                return Kernels.best();
            }
            case "scalar" -> {
                return withoutVectors("scalar", "lanewise.simd=off");
            }
            case "no-incubator" -> {
                return withoutVectors("plain", "--add-modules jdk.incubator.vector");
            }
            case "128", "256", "512" -> {
                return simd(Integer.parseInt(EXPECTED));
            }
            default -> {
                return fail("lanewise.test.expect=" + EXPECTED + " is not one of scalar, no-incubator, 128, 256, 512");
            }
        }
    }

    /** {@return whether this is the run of the scalar kernels, or one without expectations: for tests that need no other} */
    public static boolean isScalarRun() {
        return EXPECTED.isEmpty() || EXPECTED.equals("scalar");
    }

    /**
     * {@return whether a test goes all the way here: in the scalar run, and in a long one} Elsewhere a sample is enough if the result
     * depends on bits alone, which other tests compare with those of the scalar kernels.
     */
    public static boolean isThorough() {
        return isScalarRun() || Scale.isLong();
    }

    /**
     * Skips a test that takes long where wider kernels do it in another run of the suite. The long run does it at every width.
     */
    public static void assumeNoWider() {
        boolean narrow = Set.of("128", "256").contains(EXPECTED) && Integer.parseInt(EXPECTED) < Machine.VECTOR_BITS;
        assumeTrue(!narrow || Scale.isLong(), "Skipped: the run of wider kernels does it.");
    }

    /**
     * Fails unless the kernels are those that a VM with such compilers gets, and sums up.
     *
     * @param suite the name of the suite
     */
    public static void assertThoseOfTheVm(String suite) {
        KernelInfo info = EXPECTED.isEmpty() ? Kernels.best().info() : get().info();
        if (EXPECTED.isEmpty()) {
            boolean fast = Set.of("both", "C2").contains(ThisRun.compilers());
            assertEquals(fast ? "simd" : "plain", info.name(), info.summary());
        }
        Scale.summary("suite of %s, %s", suite, info.summary());
    }

    private static Kernels withoutVectors(String name, String reason) {
        Kernels kernels = Kernels.best();
        KernelInfo info = kernels.info();
        assertEquals(name, info.name(), info.summary());
        assertEquals(Float.SIZE, info.bits(), info.summary());
        assertTrue(info.reason().contains(reason), () -> "reason should name " + reason + ": " + info.summary());
        return kernels;
    }

    private static Kernels simd(int bits) {
        assumeTrue(
                bits <= Machine.VECTOR_BITS,
                () -> "Skipped: this CPU and VM have vectors of " + Machine.VECTOR_BITS + " bits, not of " + bits
                        + ".");
        Kernels kernels = Kernels.best();
        KernelInfo info = kernels.info();
        assertTrue(info.isSimd(), info.summary());
        assertEquals(bits, info.bits(), info.summary());
        return kernels;
    }
}
