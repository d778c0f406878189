package org.lanewise.core.internal.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.testing.KernelsUnderTest;

/** Scratch arrays of more than 2^31 elements are refused, and not computed into small or negative numbers. */
class ScratchSizesTest {

    @BeforeEach
    void onlySimd() {
        assumeTrue(KernelsUnderTest.get().info().isSimd(), "Skipped: scalar kernels need no scratch.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 25, 1 << 26, 1 << 30, Integer.MAX_VALUE})
    void pixelsOfABlock(int features) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> PixelBlock.room(new byte[0], Blocking.IMAGES, features))
                .getMessage();
        assertTrue(message.contains(features + " pixels"), message);
    }

    @Test
    void aRowOfScores() {
        int most = Integer.MAX_VALUE;
        String message = assertThrows(IllegalArgumentException.class, () -> SimdRows.stride(most))
                .getMessage();
        assertTrue(message.contains(most + " scores"), message);
        assertEquals(32, SimdRows.stride(17));
    }
}
