package org.lanewise.core.internal.simd.gather;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.testing.KernelsUnderTest;

class FeatureBlockTest {

    /** Refused, and not computed into small or negative numbers. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 25, 1 << 26, 1 << 30, Integer.MAX_VALUE})
    void blocksOfMoreThanAnArrayHolds(int columns) {
        assumeTrue(KernelsUnderTest.get().info().isSimd(), "Skipped: scalar kernels need no scratch.");
        try (Arena arena = Arena.ofShared()) {
            Features wide = Features.ofBytes(arena.allocate(1), 0, 0, columns, columns);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new FeatureBlock().room(wide, Blocking.EXAMPLES))
                    .getMessage();
            assertTrue(message.contains(columns + " features"), message);
        }
    }
}
