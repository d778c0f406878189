package org.lanewise.core.internal.simd.matmul;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.GrowingMatrix;
import org.lanewise.core.internal.simd.lanes.Lanes;

/** Scratch memory of products for one thread, allocated at its first use and kept, so that no kernel call allocates. */
final class MatmulScratch {

    private static final ThreadLocal<MatmulScratch> OF_THREAD = ThreadLocal.withInitial(MatmulScratch::new);

    /** The product that this thread computes. */
    final Product product = new Product();

    /** How this thread shares it out. */
    final Shares shares = new Shares();

    /** A tile that C holds only in part. */
    final MemorySegment tile = Arena.ofAuto().allocate(4L * Blocking.MR * Blocking.NR, 64);

    /** Rows of op(A) of a flat product, k after k. */
    final float[] factors = new float[5 * Blocking.FACTORS * Blocking.FLAT_DEPTH];

    /** Virtual lanes of the pairs of a block of a narrow product; tiles may hang over by 8 rows and 3 columns. */
    final float[] sums = new float[Lanes.VIRTUAL * (Blocking.NARROW_ROWS + 8) * (Blocking.NARROW_PANEL + 3)];

    /** Their sums; the last vector may hang over. */
    final MemorySegment dots =
            Arena.ofAuto().allocate(4L * (Blocking.NARROW_ROWS * (Blocking.NARROW_PANEL + 3) + 2 * Lanes.L), 64);

    /** Columns of op(B) of a narrow product, each a row here. */
    final GrowingMatrix columnsOfB = new GrowingMatrix();

    /** Rows of op(A) of a narrow product. */
    final GrowingMatrix rowsOfA = new GrowingMatrix();

    private float[] packedA;
    private MemorySegment packedB;

    private MatmulScratch() {}

    static MatmulScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Packed A of a block. */
    float[] packedA() {
        if (packedA == null) {
            packedA = new float[Blocking.MC * Blocking.A_STRIDE];
        }
        return packedA;
    }

    /** Packed B of a block: 2 MiB that a dead thread holds until it is collected, and that small products never need. */
    MemorySegment packedB() {
        if (packedB == null) {
            packedB = Arena.ofAuto().allocate(4L * (Blocking.KC + Blocking.KC_SLACK) * Blocking.NC, 64);
        }
        return packedB;
    }
}
