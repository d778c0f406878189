package org.lanewise.core.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.testing.Scale;
import org.lanewise.testing.ThisRun;

/** The suite ran where the build wanted it: with these kernels and compilers, from this path. Comes last, and sums up. */
@Order(Integer.MAX_VALUE)
class ThisRunTest {

    @Test
    void compilersAreThoseExpected() {
        ThisRun.assertCompilers();
    }

    @Test
    void pathIsTheOneExpected() {
        ThisRun.assertPath(Kernels.class);
    }

    @Test
    void kernelsAreThoseExpected() {
        String kernels = KernelsUnderTest.get().info().summary();
        long[] walks = Scale.walks();
        assertTrue(walks[0] > 0 || walks[1] == 0, "walks left out everything");
        Scale.summary(
                "suite of core, %s; compilers: %s; %s path: walks took %d of %d shapes",
                kernels,
                ThisRun.compilers(),
                Kernels.class.getModule().isNamed() ? "module" : "class",
                walks[0],
                walks[0] + walks[1]);
    }
}
