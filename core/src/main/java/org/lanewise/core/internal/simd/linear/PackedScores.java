package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.tiles.ByteScoreTiles;
import org.lanewise.core.internal.simd.tiles.FloatScoreTiles;

/**
 * Scores of a gathered block of examples with 32 registers, in tiles of 4 x 5, 2 x 5 and 4 x 2 accumulators. All examples pass by a group
 * of classes, whose weights stay in L1, before the next one: the weights of many classes come from memory once per block.
 */
final class PackedScores implements BlockScores {

    private final PartialSums sums;

    PackedScores(int examples) {
        sums = new PartialSums(Math.ceilDiv(examples, ROWS) * ROWS);
    }

    @Override
    public void compute(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first) {
        int classes = weights.classes();
        int group;
        for (int k = 0; k < classes; k += group) {
            group = FoldedWeights.group(k, classes);
            for (int i = 0; i < examples; i += ROWS) {
                tile(x, (from + i) * x.stride(), examples - i, weights, k, sums.lanes, i * group * VIRTUAL);
            }
            sums.addUp(examples, group, weights.bias(), k, scores, first);
        }
    }

    /** The partial sums of up to four examples; a block has room for whole tiles, and what lies there scores for nothing. */
    private static void tile(
            FeatureBlock x, int at, int examples, FoldedWeights weights, int k, float[] partial, int to) {
        if (FoldedWeights.group(k, weights.classes()) == FoldedWeights.SMALL_GROUP) {
            tile4x2(x, at, weights, k, partial, to);
        } else if (examples > 2) {
            tile4x5(x, at, weights, k, partial, to);
        } else {
            tile2x5(x, at, weights, k, partial, to);
        }
    }

    private static void tile4x5(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial, int to) {
        int x1 = x0 + x.stride();
        int x2 = x1 + x.stride();
        int x3 = x2 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile4x5(x.bytes(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
            } else {
                FloatScoreTiles.tile4x5(x.floats(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
            }
        }
    }

    private static void tile2x5(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial, int to) {
        int x1 = x0 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile2x5(x.bytes(), x0, x1, w, offset, lane, pairs, partial, to);
            } else {
                FloatScoreTiles.tile2x5(x.floats(), x0, x1, w, offset, lane, pairs, partial, to);
            }
        }
    }

    private static void tile4x2(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial, int to) {
        int x1 = x0 + x.stride();
        int x2 = x1 + x.stride();
        int x3 = x2 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile4x2(x.bytes(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
            } else {
                FloatScoreTiles.tile4x2(x.floats(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
            }
        }
    }
}
