package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.LaneSums;
import org.lanewise.core.internal.simd.tiles.ByteScoreTiles;
import org.lanewise.core.internal.simd.tiles.FloatScoreTiles;

/**
 * Scores of a gathered block of examples with 16 registers, in tiles of 2 x 5 and 4 x 2 accumulators. All examples pass by a
 * group of classes, whose weights stay in L1, before the next one: the weights of many classes come from memory once per block.
 */
final class DenseScores {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Examples of two tiles, for which a block always has room. */
    private static final int TILES = 4;

    /** Pairs of 32 features of a chunk: 5 x 1024 floats of weights are 20 KiB of L1. */
    private static final int CHUNK = 32;

    /** Sums of a block of examples and a group of classes at most: whole vectors of pairs, at every width. */
    static final int PAIRS = Blocking.EXAMPLES * FoldedWeights.GROUP;

    private DenseScores() {}

    /** {@link BlockPasses#scores}. */
    static void compute(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first) {
        LinearScratch scratch = LinearScratch.ofThread();
        int at = from * x.stride();
        int group;
        for (int k = 0; k < weights.classes(); k += group) {
            group = FoldedWeights.group(k, weights.classes());
            Arrays.fill(scratch.partial, 0, VIRTUAL * group * Math.ceilDiv(examples, TILES) * TILES, 0f);
            for (int pair = 0; pair < weights.pairs(); pair += CHUNK) {
                int pairs = Math.min(CHUNK, weights.pairs() - pair);
                tiles(x, at + 2 * VIRTUAL * pair, examples, weights, k, pair, pairs, scratch.partial);
            }
            addUp(scratch, examples, group, weights.bias(), k, scores, first);
        }
    }

    /** Some features' part of the sums; what lies behind the last example scores for nothing. */
    private static void tiles(
            FeatureBlock x, int at, int examples, FoldedWeights weights, int k, int pair, int pairs, float[] partial) {
        int group = FoldedWeights.group(k, weights.classes());
        float[] w = weights.dense();
        int offset = weights.denseOffset(k) + 2 * VIRTUAL * pair * group;
        int stride = x.stride();
        for (int i = 0; i < examples; i += TILES) {
            int x0 = at + i * stride;
            int to = i * group * VIRTUAL;
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                if (group == FoldedWeights.SMALL_GROUP) {
                    tile4x2(x, x0, w, offset, lane, pairs, partial, to);
                } else {
                    tile2x5(x, x0, w, offset, lane, pairs, partial, to);
                    tile2x5(x, x0 + 2 * stride, w, offset, lane, pairs, partial, to + 2 * group * VIRTUAL);
                }
            }
        }
    }

    private static void tile2x5(
            FeatureBlock x, int x0, float[] w, int offset, int lane, int pairs, float[] partial, int to) {
        int x1 = x0 + x.stride();
        if (x.element() == Element.BYTE) {
            ByteScoreTiles.dense2x5(x.bytes(), x0, x1, w, offset, lane, pairs, partial, to);
        } else {
            FloatScoreTiles.dense2x5(x.floats(), x0, x1, w, offset, lane, pairs, partial, to);
        }
    }

    private static void tile4x2(
            FeatureBlock x, int x0, float[] w, int offset, int lane, int pairs, float[] partial, int to) {
        int x1 = x0 + x.stride();
        int x2 = x1 + x.stride();
        int x3 = x2 + x.stride();
        if (x.element() == Element.BYTE) {
            ByteScoreTiles.dense4x2(x.bytes(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
        } else {
            FloatScoreTiles.dense4x2(x.floats(), x0, x1, x2, x3, w, offset, lane, pairs, partial, to);
        }
    }

    /** Adds the virtual lanes of some examples up, and the bias to the sums. */
    private static void addUp(
            LinearScratch scratch, int examples, int group, FloatMatrix bias, int k, FloatMatrix scores, int row) {
        MemorySegment sums = scratch.sums;
        int pairs = examples * group;
        for (int p = 0; p < pairs; p += L) {
            LaneSums.add(scratch.partial, p * VIRTUAL, sums, 4L * p);
        }
        int columns = Math.min(group, scores.columns() - k);
        MemorySegment target = scores.segment();
        for (int c = 0; c < columns; c++) {
            float b = bias.get(k + c, 0);
            for (int r = 0; r < examples; r++) {
                float sum = sums.get(FLOAT, 4L * (r * group + c)) + b;
                target.set(FLOAT, scores.offset(row + r) + 4L * (k + c), sum);
            }
        }
    }
}
