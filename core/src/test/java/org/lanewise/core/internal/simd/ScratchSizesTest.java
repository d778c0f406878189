package org.lanewise.core.internal.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.testing.KernelsUnderTest;

/** Scratch arrays of more than 2^31 elements are refused, and not computed into small or negative numbers. */
class ScratchSizesTest {

    @BeforeEach
    void onlySimd() {
        assumeTrue(KernelsUnderTest.get().info().isSimd(), "Skipped: scalar kernels need no scratch.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 25, 1 << 26, 1 << 30, Integer.MAX_VALUE})
    void featuresOfABlock(int columns) {
        try (Arena arena = Arena.ofConfined()) {
            Features wide = Features.ofBytes(arena.allocate(1), 0, 0, columns, columns);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new FeatureBlock().room(wide, Blocking.EXAMPLES))
                    .getMessage();
            assertTrue(message.contains(columns + " features"), message);
        }
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
