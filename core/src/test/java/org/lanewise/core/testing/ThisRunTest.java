package org.lanewise.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

/** The suite ran where the build wanted it: with these kernels and compilers, from this path. Comes last, and sums up. */
@Order(Integer.MAX_VALUE)
class ThisRunTest {

    private static final HotSpotDiagnosticMXBean VM =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    private static String option(String name) {
        return VM.getVMOption(name).getValue();
    }

    private static String compilers() {
        if (option("UseCompiler").equals("false")) {
            return "none";
        }
        if (option("TieredCompilation").equals("false")) {
            return "C2";
        }
        return option("TieredStopAtLevel").equals("4") ? "both" : "C1";
    }

    private static boolean onModulePath() {
        return Kernels.class.getModule().isNamed();
    }

    private static void assertExpected(String property, String actual) {
        String expected = System.getProperty(property, "");
        assumeTrue(!expected.isEmpty(), "Skipped: nothing is expected.");
        assertEquals(expected, actual);
    }

    @Test
    void compilersAreThoseExpected() {
        assertExpected("lanewise.test.compilers", compilers());
    }

    @Test
    void pathIsTheOneExpected() {
        assertExpected("lanewise.test.modules", String.valueOf(onModulePath()));
    }

    @Test
    void kernelsAreThoseExpected() {
        String kernels = KernelsUnderTest.get().info().summary();
        long[] walks = Scale.walks();
        assertTrue(walks[0] > 0 || walks[1] == 0, "walks left out everything");
        Scale.summary(
                "suite of core, %s; compilers: %s; %s path: walks took %d of %d shapes",
                kernels, compilers(), onModulePath() ? "module" : "class", walks[0], walks[0] + walks[1]);
    }
}
