package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.util.Arrays;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.tiles.ByteScoreTiles;
import org.lanewise.core.internal.simd.tiles.FloatScoreTiles;

/**
 * Scores of a gathered block of examples with 16 registers, in tiles of 2 x 5, 1 x 10, 1 x 5 and 4 x 2 accumulators. All examples pass by a
 * group of classes, whose weights stay in L1, before the next one: the weights of many classes come from memory once per block.
 */
final class DenseScores implements BlockScores {

    /** Pairs of 32 features of a chunk: 5 x 1024 floats of weights are 20 KiB of L1. */
    private static final int CHUNK = 32;

    /** Classes of two large groups, which one example passes by together. */
    private static final int TWO_GROUPS = 2 * FoldedWeights.GROUP;

    private final PartialSums sums;

    /** The virtual lanes of {@link #sums}. */
    private final float[] partial;

    DenseScores(int examples) {
        sums = new PartialSums(Math.ceilDiv(examples, ROWS) * ROWS);
        partial = sums.lanes;
    }

    @Override
    public void compute(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first) {
        int at = from * x.stride();
        int k = 0;
        if (examples == 1) {
            for (; k + TWO_GROUPS <= weights.classes(); k += TWO_GROUPS) {
                sumOne(x, at, weights, k);
                sums.addUp(1, TWO_GROUPS, weights.bias(), k, scores, first);
            }
        }
        int group;
        for (; k < weights.classes(); k += group) {
            group = FoldedWeights.group(k, weights.classes());
            Arrays.fill(partial, 0, VIRTUAL * group * Math.ceilDiv(examples, ROWS) * ROWS, 0f);
            for (int pair = 0; pair < weights.pairs(); pair += CHUNK) {
                int pairs = Math.min(CHUNK, weights.pairs() - pair);
                tiles(x, at + 2 * VIRTUAL * pair, examples, weights, k, pair, pairs, partial);
            }
            sums.addUp(examples, group, weights.bias(), k, scores, first);
        }
    }

    /** The sums of one example and ten classes: with fewer, each chain of multiply-adds would wait for itself. */
    private void sumOne(FeatureBlock x, int at, FoldedWeights weights, int k) {
        Arrays.fill(partial, 0, VIRTUAL * TWO_GROUPS, 0f);
        float[] w = weights.dense();
        int offset = weights.denseOffset(k);
        int next = weights.denseOffset(k + FoldedWeights.GROUP) - offset;
        for (int pair = 0; pair < weights.pairs(); pair += CHUNK / 2) {
            int pairs = Math.min(CHUNK / 2, weights.pairs() - pair);
            int x0 = at + 2 * VIRTUAL * pair;
            int w0 = offset + 2 * VIRTUAL * pair * FoldedWeights.GROUP;
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                if (x.element() == Element.BYTE) {
                    ByteScoreTiles.dense1x10(x.bytes(), x0, w, w0, next, lane, pairs, partial, 0);
                } else {
                    FloatScoreTiles.dense1x10(x.floats(), x0, w, w0, next, lane, pairs, partial, 0);
                }
            }
        }
    }

    /** Some features' part of the sums; what lies behind the last example scores for nothing. */
    private static void tiles(
            FeatureBlock x, int at, int examples, FoldedWeights weights, int k, int pair, int pairs, float[] partial) {
        int group = FoldedWeights.group(k, weights.classes());
        float[] w = weights.dense();
        int offset = weights.denseOffset(k) + 2 * VIRTUAL * pair * group;
        int stride = x.stride();
        for (int i = 0; i < examples; i += ROWS) {
            int x0 = at + i * stride;
            int x2 = x0 + 2 * stride;
            int to = i * group * VIRTUAL;
            int to2 = to + 2 * group * VIRTUAL;
            for (int lane = 0; lane < VIRTUAL; lane += L) {
                if (group == FoldedWeights.SMALL_GROUP) {
                    tile4x2(x, x0, w, offset, lane, pairs, partial, to);
                } else if (i + 1 == examples) {
                    tile1x5(x, x0, w, offset, lane, pairs, partial, to);
                } else {
                    tile2x5(x, x0, w, offset, lane, pairs, partial, to);
                    if (i + 2 < examples) {
                        tile2x5(x, x2, w, offset, lane, pairs, partial, to2);
                    }
                }
            }
        }
    }

    private static void tile1x5(
            FeatureBlock x, int x0, float[] w, int offset, int lane, int pairs, float[] partial, int to) {
        if (x.element() == Element.BYTE) {
            ByteScoreTiles.dense1x5(x.bytes(), x0, w, offset, lane, pairs, partial, to);
        } else {
            FloatScoreTiles.dense1x5(x.floats(), x0, w, offset, lane, pairs, partial, to);
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
}
