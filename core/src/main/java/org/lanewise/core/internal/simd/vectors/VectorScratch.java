package org.lanewise.core.internal.simd.vectors;

import org.lanewise.core.internal.simd.lanes.Lanes;

/** Virtual lanes of sums over vectors for one thread, kept so that no kernel call allocates. */
final class VectorScratch {

    private static final ThreadLocal<VectorScratch> OF_THREAD = ThreadLocal.withInitial(VectorScratch::new);

    final float[] lanes = new float[Lanes.VIRTUAL];
    final double[] doubleLanes = new double[Lanes.VIRTUAL_DOUBLE];

    private VectorScratch() {}

    static VectorScratch ofThread() {
        return OF_THREAD.get();
    }
}
