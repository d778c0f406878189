package org.lanewise.core.internal.simd.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.lanewise.core.testing.KernelsUnderTest;

class SimdRowsTest {

    /** Refused, and not computed into small or negative numbers. */
    @Test
    void rowsOfMoreScoresThanAnArrayHolds() {
        assumeTrue(KernelsUnderTest.get().info().isSimd(), "Skipped: scalar kernels need no scratch.");
        int most = Integer.MAX_VALUE;
        String message = assertThrows(IllegalArgumentException.class, () -> SimdRows.stride(most))
                .getMessage();
        assertTrue(message.contains(most + " scores"), message);
        assertEquals(32, SimdRows.stride(17));
    }
}
