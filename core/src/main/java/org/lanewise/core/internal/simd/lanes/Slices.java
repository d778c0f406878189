package org.lanewise.core.internal.simd.lanes;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Makes C2 inline {@link MemorySegment#asSlice(long, long)}, by which tiles give a row a range of its own.
 *
 * <p>Unlike the accesses to segments it is an ordinary method of the JDK: C2 inlines it if a profile says that it is called,
 * and there is one only if C1 has compiled it while few methods waited for C2. When kernels warm up many do: then
 * each slice of a tile is allocated, for good, in every second VM or so. So it is called before: 2 ms, once. See
 * docs/kernel-rules.md, rule 6.
 */
public final class Slices {

    private static final int CALLS = 20_000;

    private Slices() {}

    /** Calls it so often that C1 compiles it with a profile, and the profile is there. */
    public static void profile() {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment segment = arena.allocate(2 * Long.BYTES);
            long bytes = 0;
            for (int i = 0; i < CALLS; i++) {
                bytes += segment.asSlice(i % Long.BYTES, Long.BYTES).byteSize();
            }
            if (bytes != (long) CALLS * Long.BYTES) {
                throw new AssertionError(bytes);
            }
        }
    }
}
