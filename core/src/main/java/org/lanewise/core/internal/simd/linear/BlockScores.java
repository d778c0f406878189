package org.lanewise.core.internal.simd.linear;

import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;

/** Scores of gathered examples by folded weights, in the tiles that the registers of the machine have room for. Has scratch. */
interface BlockScores {

    /** Examples that tiles take at a time: a block has room for whole tiles, and what lies there scores for nothing. */
    int ROWS = 4;

    /** For up to so many examples at a time. */
    static BlockScores of(int examples) {
        return Blocking.MANY_REGISTERS ? new PackedScores(examples) : new DenseScores(examples);
    }

    /**
     * Scores of gathered examples, from row {@code from} of the block on.
     *
     * @param scores rows from {@code first} are written
     */
    void compute(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first);
}
