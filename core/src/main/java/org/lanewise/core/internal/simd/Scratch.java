package org.lanewise.core.internal.simd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Scratch memory of one thread, allocated at its first use and kept, so that no kernel call allocates. */
final class Scratch {

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

    /** A matmul tile that C holds only in part. */
    final MemorySegment tile = Arena.ofAuto().allocate(4L * Blocking.MR * Blocking.NR, 64);

    /** The product that this thread computes. */
    final Product product = new Product();

    /** How this thread shares it out. */
    final Shares shares = new Shares();

    /** Partial sums of a tile of scores, 16 virtual lanes a pair of image and class. */
    final float[] partial = new float[4 * 5 * Lanes.VIRTUAL];

    /** How this thread shares out a minibatch. */
    final BatchTask batch = new BatchTask();

    /** How this thread computes distances. */
    final SimdDistances distances = new SimdDistances();

    /** How this thread gathers examples. */
    final Gathering gathering = new Gathering();

    /** The features of a small minibatch. */
    final FeatureBlock block = new FeatureBlock();

    /** Score gradient of a block of examples and a group of classes. */
    final float[] scoreGradient = new float[10 * Blocking.EXAMPLES];

    /** Tiles of {@link Blocking#UPDATED} features of the gradient. */
    final MemorySegment partOfGradient = Arena.ofAuto()
            .allocate((long) Math.ceilDiv(Blocking.UPDATED, PackedGradient.WIDTH) * PackedGradient.TILE, 64);

    /** A block of a small minibatch's gradient, 5 classes. */
    final MemorySegment preparedGradient = Arena.ofAuto().allocate(4L * 5 * Blocking.PREPARED, 64);

    /** Rows of op(A) of a flat product, k after k. */
    final float[] factors = new float[5 * Blocking.FACTORS * Blocking.FLAT_DEPTH];

    /** Virtual lanes of the pairs of a block of a narrow product; tiles may hang over by 8 rows and 3 columns. */
    final float[] sums = new float[Lanes.VIRTUAL * (Blocking.NARROW_ROWS + 8) * (Blocking.NARROW_PANEL + 3)];

    /** Their sums; the last vector may hang over. */
    final MemorySegment dots =
            Arena.ofAuto().allocate(4L * (Blocking.NARROW_ROWS * (Blocking.NARROW_PANEL + 3) + 2 * Lanes.L), 64);

    /** Columns of op(B) of a narrow product, one a row. */
    final GrowingMatrix columnsOfB = new GrowingMatrix();

    /** Rows of op(A) of a narrow product. */
    final GrowingMatrix rowsOfA = new GrowingMatrix();

    /** Virtual lanes of a dot product in double. */
    final double[] doubleLanes = new double[Lanes.VIRTUAL_DOUBLE];

    private float[] packedA;
    private MemorySegment packedB;
    private float[] row = new float[0];

    private Scratch() {}

    static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** Packed A of a matmul block. */
    float[] packedA() {
        if (packedA == null) {
            packedA = new float[Blocking.MC * Blocking.A_STRIDE];
        }
        return packedA;
    }

    /** Packed B of a matmul block: 2 MiB that a dead thread holds until it is collected, and one that only trains never needs. */
    MemorySegment packedB() {
        if (packedB == null) {
            packedB = Arena.ofAuto().allocate(4L * (Blocking.KC + Blocking.KC_SLACK) * Blocking.NC, 64);
        }
        return packedB;
    }

    /** At least {@code length} floats for a row of scores. */
    float[] row(int length) {
        if (row.length < length) {
            row = new float[length];
        }
        return row;
    }
}
