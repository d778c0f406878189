package org.lanewise.core.internal.simd.linear;

import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.gather.Gathering;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Lanes;

/** Scratch memory of minibatches for one thread, allocated at its first use and kept, so that no kernel call allocates. */
final class LinearScratch {

    private static final ThreadLocal<LinearScratch> OF_THREAD = ThreadLocal.withInitial(LinearScratch::new);

    /** How this thread shares out a minibatch. */
    final BatchTask batch = new BatchTask();

    /** How this thread gathers examples. */
    final Gathering gathering = new Gathering();

    /** The features of a small minibatch. */
    final FeatureBlock block = new FeatureBlock();

    /** Scores of a block of examples. */
    final BlockScores scores = BlockScores.of(Blocking.EXAMPLES);

    /** Two sums of each of a group of classes, 16 virtual lanes each. */
    final float[] lanes = new float[2 * FoldedWeights.GROUP * Lanes.VIRTUAL];

    /** Score gradient of a block of examples and a group of classes. */
    final float[] scoreGradient = new float[10 * Blocking.EXAMPLES];

    /** Tiles of {@link Blocking#UPDATED} features of the gradient. */
    final float[] partOfGradient = new float[PackedGradient.floats(Blocking.UPDATED)];

    /** A tile of zeros, with which the sum of a chunk begins. */
    final float[] zeros = new float[PackedGradient.TILE];

    /** Where the sum of some examples goes. */
    final ChunkSum chunkSum = new ChunkSum();

    /** What prepared examples need besides. */
    private PreparedScratch prepared;

    private LinearScratch() {}

    static LinearScratch ofThread() {
        return OF_THREAD.get();
    }

    PreparedScratch prepared() {
        if (prepared == null) {
            prepared = new PreparedScratch();
        }
        return prepared;
    }
}
