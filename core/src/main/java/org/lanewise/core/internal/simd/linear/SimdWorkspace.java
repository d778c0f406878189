package org.lanewise.core.internal.simd.linear;

import java.lang.foreign.Arena;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.model.LinearModel;

/** Scratch of the SIMD kernels: folded parameters and gradients, packed as the tiles read and write them. */
public final class SimdWorkspace extends BatchWorkspace {

    private final FoldedWeights folded;
    private final double[] losses;
    private PackedGradient packed;

    /**
     * Allocates scratch.
     *
     * @param arena the owner of the memory
     * @param threads how many are to share a minibatch
     * @param examples the largest minibatch
     * @param classes K
     * @param features D
     */
    public SimdWorkspace(Arena arena, int threads, int examples, int classes, int features) {
        super(arena, examples, classes, features);
        folded = new FoldedWeights(arena, classes, features);
        losses = new double[examples];
        int chunks = Chunks.count(examples);
        int parts = BatchTask.parts(threads, chunks, classes, features);
        packed = new PackedGradient(classes, features, parts * ChunkSum.buffers(chunks / parts));
    }

    FoldedWeights folded() {
        return folded;
    }

    /** The loss of each example. */
    double[] losses() {
        return losses;
    }

    /** The gradient, in the first of as many buffers as are asked for: more than before if more threads share it. */
    PackedGradient packed(int buffers) {
        if (packed.buffers() < buffers) {
            packed = new PackedGradient(classes(), features(), buffers);
        }
        return packed;
    }

    /** The gradient that is complete. */
    PackedGradient packed() {
        return packed;
    }

    @Override
    public LinearModel spare() {
        return folded.unpacked();
    }
}
