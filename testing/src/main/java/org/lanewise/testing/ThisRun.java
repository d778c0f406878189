package org.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Checks that a suite ran where the build wanted it: from this path, with these compilers. */
public final class ThisRun {

    private static final HotSpotDiagnosticMXBean VM =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    private ThisRun() {}

    private static String option(String name) {
        return VM.getVMOption(name).getValue();
    }

    /** {@return the compilers of this VM: both, C1, C2 or none} */
    public static String compilers() {
        if (option("UseCompiler").equals("false")) {
            return "none";
        }
        if (option("TieredCompilation").equals("false")) {
            return "C2";
        }
        return option("TieredStopAtLevel").equals("4") ? "both" : "C1";
    }

    /** Fails unless the compilers are those that the build wanted; skips where it wanted none in particular. */
    public static void assertCompilers() {
        assertExpected("lanewise.test.compilers", compilers());
    }

    /**
     * Fails unless the product is on the path that the build wanted.
     *
     * @param product a class of it
     */
    public static void assertPath(Class<?> product) {
        assertExpected(
                "lanewise.test.modules", String.valueOf(product.getModule().isNamed()));
    }

    private static void assertExpected(String property, String actual) {
        String expected = System.getProperty(property, "");
        assumeTrue(!expected.isEmpty(), "Skipped: nothing is expected.");
        assertEquals(expected, actual);
    }
}
