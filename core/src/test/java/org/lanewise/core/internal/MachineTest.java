package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read from the VM's options is what the Vector API itself says; widths are skipped on the strength of it. */
class MachineTest {

    @Test
    void widestVectorIsThatOfTheVectorApi() {
        assumeTrue(Machine.hasVectorModule(), "Skipped: this run is without the incubator module.");
        assertEquals(Math.min(512, PreferredShape.bits()), Machine.VECTOR_BITS);
    }

    @Test
    @Tag("c2")
    void nothingSlowsVectorsHere() {
        assertNull(Machine.obstacle());
    }

    /** Apart, so that the test can be loaded without the module. */
    private static final class PreferredShape {

        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }
}
