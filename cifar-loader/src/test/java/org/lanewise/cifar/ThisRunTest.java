package org.lanewise.cifar;

import org.junit.jupiter.api.Test;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.ThisRun;

/** The suite ran where the build wanted it: from this path, with the kernels that such a VM gets. */
class ThisRunTest {

    @Test
    void pathIsTheOneExpected() {
        ThisRun.assertPath(CifarDataset.class);
    }

    @Test
    void kernelsAreThoseExpected() {
        KernelsUnderTest.assertThoseOfTheVm("cifar-loader");
    }
}
