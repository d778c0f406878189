package org.lanewise.core.internal.simd;

import org.lanewise.core.kernels.Kernels;

/** In the making. */
public final class SimdKernels {
    private SimdKernels() {}

    /** In the making.
     * @param bits b
     * @param reason r
     * @return k */
    public static Kernels create(int bits, String reason) {
        throw new IllegalStateException("in the making");
    }
}
