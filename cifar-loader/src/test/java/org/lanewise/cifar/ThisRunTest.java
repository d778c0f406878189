package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;

/** The suite ran where scripts/vm-modes.sh wanted it: from this path, with the kernels that such a VM gets. */
class ThisRunTest {

    private static String expected(String property) {
        String expected = System.getProperty(property, "");
        assumeTrue(!expected.isEmpty(), "Skipped: nothing is expected.");
        return expected;
    }

    @Test
    void pathIsTheOneExpected() {
        boolean onModulePath = CifarDataset.class.getModule().isNamed();
        assertEquals(expected("lanewise.test.modules"), String.valueOf(onModulePath));
    }

    @Test
    void kernelsAreThoseOfTheCompilersExpected() {
        boolean fast = Set.of("both", "C2").contains(expected("lanewise.test.compilers"));
        assertEquals(fast ? "simd" : "scalar", Kernels.best().info().name());
        System.out.println("[summary] suite of loader, " + Kernels.best().info().summary());
    }
}
