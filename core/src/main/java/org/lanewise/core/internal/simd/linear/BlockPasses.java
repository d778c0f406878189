package org.lanewise.core.internal.simd.linear;

import static org.lanewise.core.internal.simd.lanes.Lanes.L;
import static org.lanewise.core.internal.simd.lanes.Lanes.VIRTUAL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.lanes.Lanes;
import org.lanewise.core.internal.simd.tiles.ByteGradientTiles;
import org.lanewise.core.internal.simd.tiles.ByteScoreTiles;
import org.lanewise.core.internal.simd.tiles.FloatGradientTiles;
import org.lanewise.core.internal.simd.tiles.FloatScoreTiles;

/** Scores and weight gradient of a gathered block of examples, straight from their stored form. */
final class BlockPasses {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private BlockPasses() {}

    /**
     * Scores of gathered examples, from row {@code from} of the block on.
     *
     * @param scores rows from {@code first} are written
     */
    static void scores(FeatureBlock x, int from, int examples, FoldedWeights weights, FloatMatrix scores, int first) {
        if (!Blocking.MANY_REGISTERS) {
            DenseScores.compute(x, from, examples, weights, scores, first);
            return;
        }
        for (int i = 0; i < examples; i += 4) {
            scoresOfFour(x, (from + i) * x.stride(), Math.min(4, examples - i), weights, scores, first + i);
        }
    }

    /**
     * Scores of up to four examples, in tiles of 4 x 5 accumulators; a block has room for whole tiles, and what lies there
     * scores for nothing.
     */
    private static void scoresOfFour(
            FeatureBlock x, int at, int examples, FoldedWeights weights, FloatMatrix scores, int row) {
        int classes = weights.classes();
        float[] partial = LinearScratch.ofThread().partial;
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

    /**
     * Adds examples of a gathered block to the gradient of the folded weights, some features of it.
     *
     * @param from the first row of the block
     * @param scoreGradient N x K
     * @param where which examples, and where their sum goes
     * @param start a multiple of {@link PackedGradient#WIDTH}: the first feature
     * @param end the feature after the last
     * @param descent the step that uses the sum of the last chunk, a part as soon as it is complete, so that it is never
     *     stored; null if there is none
     */
    static void gradient(
            FeatureBlock x,
            int from,
            FloatMatrix scoreGradient,
            ChunkSum where,
            PackedGradient gradient,
            int start,
            int end,
            Descent descent) {
        MemorySegment part = LinearScratch.ofThread().partOfGradient;
        boolean used = descent != null && where.isLast();
        for (int k = 0; k < gradient.classes(); k += PackedGradient.GROUP) {
            int group = PackedGradient.group(k, gradient.classes());
            float[] g = packScoreGradient(scoreGradient, where.first(), where.count(), k, group);
            for (int d = start; d < end; d += Blocking.UPDATED) {
                int to = Math.min(end, d + Blocking.UPDATED);
                int at = from * x.stride() + d;
                if (where.completes()) {
                    complete(x, at, g, where, gradient, k, d, to, used);
                } else {
                    MemorySegment packed = gradient.segment();
                    tiles(x, at, g, where, gradient, k, d, to, packed, gradient.offset(where.open(), k, d));
                }
                if (used) {
                    gradient.update(descent, part, 0, k, d, to);
                }
            }
        }
    }

    /** Adds the last examples of a chunk, and to that the sums of chunks that wait for it. */
    private static void complete(
            FeatureBlock x,
            int at,
            float[] g,
            ChunkSum where,
            PackedGradient gradient,
            int k,
            int d,
            int end,
            boolean used) {
        MemorySegment packed = gradient.segment();
        MemorySegment part = LinearScratch.ofThread().partOfGradient;
        MemorySegment target = used ? part : packed;
        long to = used ? 0 : gradient.offset(where.target(), k, d);
        int floats = PackedGradient.floats(end - d);
        int carries = where.carries();
        if (carries == 0) {
            tiles(x, at, g, where, gradient, k, d, end, target, to);
            return;
        }
        tiles(x, at, g, where, gradient, k, d, end, part, 0);
        for (int level = 0; level < carries; level++) {
            boolean isLast = level == carries - 1;
            long left = gradient.offset(where.level(level), k, d);
            PackedGradient.add(packed, left, part, 0, isLast ? target : part, isLast ? to : 0, floats);
        }
    }

    /** The tiles of one group of classes: their chunk's sum so far, and these examples. */
    private static void tiles(
            FeatureBlock x,
            int at,
            float[] g,
            ChunkSum where,
            PackedGradient gradient,
            int k,
            int d,
            int end,
            MemorySegment target,
            long to) {
        boolean begins = where.begins();
        MemorySegment begin = begins ? LinearScratch.ofThread().zeros : gradient.segment();
        long from = begins ? 0 : gradient.offset(where.open(), k, d);
        int next = begins ? 0 : PackedGradient.TILE;
        int group = PackedGradient.group(k, gradient.classes());
        int examples = where.count();
        int stride = x.stride();
        boolean bytes = x.element() == Element.BYTE;
        for (int t = 0; t < Math.ceilDiv(end - d, PackedGradient.WIDTH); t++) {
            int column = at + t * PackedGradient.WIDTH;
            long source = from + (long) t * next;
            long tile = to + (long) t * PackedGradient.TILE;
            if (group == 10 && bytes) {
                ByteGradientTiles.tile10x2(x.bytes(), column, stride, examples, g, begin, source, target, tile);
            } else if (group == 10) {
                FloatGradientTiles.tile10x2(x.floats(), column, stride, examples, g, begin, source, target, tile);
            } else if (bytes) {
                ByteGradientTiles.tile5x2(x.bytes(), column, stride, examples, g, begin, source, target, tile);
            } else {
                FloatGradientTiles.tile5x2(x.floats(), column, stride, examples, g, begin, source, target, tile);
            }
        }
    }

    /**
     * Adds the sums of parts of a minibatch, some features of them, as a tree.
     *
     * @param parts how many, a power of two
     * @param distance buffers from one to the next, the first first
     * @param descent the step that uses the sum; null if it stays in the first buffer
     */
    static void addParts(PackedGradient gradient, int parts, int distance, int start, int end, Descent descent) {
        MemorySegment packed = gradient.segment();
        MemorySegment part = LinearScratch.ofThread().partOfGradient;
        for (int k = 0; k < gradient.classes(); k += PackedGradient.GROUP) {
            for (int d = start; d < end; d += Blocking.UPDATED) {
                int to = Math.min(end, d + Blocking.UPDATED);
                int floats = PackedGradient.floats(to - d);
                for (int step = 1; step < parts; step *= 2) {
                    boolean isLast = 2 * step == parts && descent != null;
                    for (int p = 0; p < parts; p += 2 * step) {
                        long left = gradient.offset(p * distance, k, d);
                        long right = gradient.offset((p + step) * distance, k, d);
                        PackedGradient.add(
                                packed, left, packed, right, isLast ? part : packed, isLast ? 0 : left, floats);
                    }
                }
                if (descent != null) {
                    gradient.update(descent, part, 0, k, d, to);
                }
            }
        }
    }

    /** The score gradient of a group of classes, example after example; classes that do not exist are zero. */
    private static float[] packScoreGradient(FloatMatrix scoreGradient, int first, int examples, int k, int group) {
        float[] g = LinearScratch.ofThread().scoreGradient;
        MemorySegment source = scoreGradient.segment();
        int valid = Math.min(group, scoreGradient.columns() - k);
        for (int i = 0; i < examples; i++) {
            long row = scoreGradient.offset(first + i) + 4L * k;
            for (int c = 0; c < valid; c++) {
                g[i * group + c] = source.get(FLOAT, row + 4L * c);
            }
            for (int c = valid; c < group; c++) {
                g[i * group + c] = 0;
            }
        }
        return g;
    }
}
