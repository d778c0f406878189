package org.lanewise.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
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

    /** SVE has up to 2048 bits; the 16 virtual lanes of a sum are 512. */
    @Test
    void widerVectorsAreCutWithAReason() {
        assertEquals(128, Machine.vectorBits(128, 3));
        assertEquals(512, Machine.vectorBits(512, 3));
        assertEquals(512, Machine.vectorBits(1024, 3));
        assertEquals(512, Machine.vectorBits(2048, 3));
        assertEquals(128, Machine.vectorBits(256, 1));
        assertEquals("", Machine.widthNote(512));
        assertTrue(Machine.widthNote(2048).contains("2048 bits 512 are used"));
    }

    /** Apart, so that the test can be loaded without the module. */
    private static final class PreferredShape {

        static int bits() {
            return VectorShape.preferredShape().vectorBitSize();
        }
    }
}
