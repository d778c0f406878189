package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.tiles.ByteScoreTiles;
import org.lanewise.core.internal.simd.tiles.FloatScoreTiles;

/** Scores with 32 registers, in tiles of 4 x 5, 2 x 5 and 4 x 2 accumulators: four examples pass by all classes. */
final class PackedScores implements BlockScores {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Partial sums of a tile, 16 virtual lanes per pair of example and class. */
    private final float[] partial = new float[ROWS * FoldedWeights.GROUP * VIRTUAL];

    @Override
    public void compute(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first) {
        for (int i = 0; i < examples; i += ROWS) {
            scoresOfFour(x, (from + i) * x.stride(), Math.min(ROWS, examples - i), weights, scores, first + i);
        }
    }

    /**
     * Scores of up to four examples, in tiles of 4 x 5 accumulators; a block has room for whole tiles, and what lies there
     * scores for nothing.
     */
    private void scoresOfFour(
            FeatureBlock x, int at, int examples, FoldedWeights weights, FloatMatrix scores, int row) {
        int classes = weights.classes();
        int group;
        for (int k = 0; k < classes; k += group) {
            group = FoldedWeights.group(k, classes);
            if (group == FoldedWeights.SMALL_GROUP) {
                tile4x2(x, at, weights, k, partial);
                addUp(partial, examples, group, weights.bias(), k, scores, row);
            } else if (examples > 2) {
                tile4x5(x, at, weights, k, partial);
                addUp(partial, examples, group, weights.bias(), k, scores, row);
            } else {
                tile2x5(x, at, weights, k, partial);
                addUp(partial, examples, group, weights.bias(), k, scores, row);
            }
        }
    }

    private static void tile4x5(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial) {
        int x1 = x0 + x.stride();
        int x2 = x1 + x.stride();
        int x3 = x2 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile4x5(x.bytes(), x0, x1, x2, x3, w, offset, lane, pairs, partial);
            } else {
                FloatScoreTiles.tile4x5(x.floats(), x0, x1, x2, x3, w, offset, lane, pairs, partial);
            }
        }
    }

    private static void tile2x5(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial) {
        int x1 = x0 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile2x5(x.bytes(), x0, x1, w, offset, lane, pairs, partial);
            } else {
                FloatScoreTiles.tile2x5(x.floats(), x0, x1, w, offset, lane, pairs, partial);
            }
        }
    }

    private static void tile4x2(FeatureBlock x, int x0, FoldedWeights weights, int k, float[] partial) {
        int x1 = x0 + x.stride();
        int x2 = x1 + x.stride();
        int x3 = x2 + x.stride();
        MemorySegment w = weights.segment();
        long offset = weights.offset(k);
        int pairs = weights.pairs();
        for (int lane = 0; lane < VIRTUAL; lane += L) {
            if (x.element() == Element.BYTE) {
                ByteScoreTiles.tile4x2(x.bytes(), x0, x1, x2, x3, w, offset, lane, pairs, partial);
            } else {
                FloatScoreTiles.tile4x2(x.floats(), x0, x1, x2, x3, w, offset, lane, pairs, partial);
            }
        }
    }

    /** Adds the virtual lanes of a tile up, and the bias to the sums. */
    private static void addUp(
            float[] partial, int examples, int group, FloatMatrix bias, int k, FloatMatrix scores, int row) {
        int columns = Math.min(group, scores.columns() - k);
        MemorySegment target = scores.segment();
        for (int c = 0; c < columns; c++) {
            float b = bias.get(k + c, 0);
            for (int r = 0; r < examples; r++) {
                float sum = Lanes.tree(partial, (r * group + c) * VIRTUAL) + b;
                target.set(FLOAT, scores.offset(row + r) + 4L * (k + c), sum);
            }
        }
    }
}
