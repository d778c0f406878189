package org.lanewise.core.internal.simd.linear;

import java.lang.foreign.Arena;
import org.lanewise.core.internal.base.BatchWorkspace;
import org.lanewise.core.model.LinearModel;

/** Scratch of the SIMD kernels: folded parameters and a gradient, packed as the tiles read and write them. */
public final class SimdWorkspace extends BatchWorkspace {

    private final FoldedWeights folded;
    private final PackedGradient packed;

    public SimdWorkspace(Arena arena, int examples, int classes, int features) {
        super(arena, examples, classes, features);
        folded = new FoldedWeights(arena, classes, features);
        packed = new PackedGradient(arena, classes, features);
    }

    FoldedWeights folded() {
        return folded;
    }

    PackedGradient packed() {
        return packed;
    }

    @Override
    public LinearModel spare() {
        return folded.unpacked();
    }
}
