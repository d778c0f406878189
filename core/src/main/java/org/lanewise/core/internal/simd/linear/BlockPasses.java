package org.lanewise.core.internal.simd.linear;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.tiles.ByteGradientTiles;
import org.lanewise.core.internal.simd.tiles.FloatGradientTiles;

/** Weight gradient of a gathered block of examples, straight from their stored form. */
final class BlockPasses {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private BlockPasses() {}

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
        float[] part = LinearScratch.ofThread().partOfGradient;
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
                    tiles(x, at, g, where, gradient, k, d, to, gradient.buffer(where.open()), gradient.offset(k, d));
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
        float[] part = LinearScratch.ofThread().partOfGradient;
        float[] target = used ? part : gradient.buffer(where.target());
        int offset = gradient.offset(k, d);
        int to = used ? 0 : offset;
        int floats = PackedGradient.floats(end - d);
        int carries = where.carries();
        if (carries == 0) {
            tiles(x, at, g, where, gradient, k, d, end, target, to);
            return;
        }
        tiles(x, at, g, where, gradient, k, d, end, part, 0);
        for (int level = 0; level < carries; level++) {
            boolean isLast = level == carries - 1;
            float[] left = gradient.buffer(where.level(level));
            PackedGradient.add(left, offset, part, 0, isLast ? target : part, isLast ? to : 0, floats);
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
            float[] target,
            int to) {
        boolean begins = where.begins();
        float[] begin = begins ? LinearScratch.ofThread().zeros : gradient.buffer(where.open());
        int from = begins ? 0 : gradient.offset(k, d);
        int next = begins ? 0 : PackedGradient.TILE;
        int group = PackedGradient.group(k, gradient.classes());
        int examples = where.count();
        int stride = x.stride();
        boolean bytes = x.element() == Element.BYTE;
        for (int t = 0; t < Math.ceilDiv(end - d, PackedGradient.WIDTH); t++) {
            int column = at + t * PackedGradient.WIDTH;
            int source = from + t * next;
            int tile = to + t * PackedGradient.TILE;
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
        float[] part = LinearScratch.ofThread().partOfGradient;
        for (int k = 0; k < gradient.classes(); k += PackedGradient.GROUP) {
            for (int d = start; d < end; d += Blocking.UPDATED) {
                int to = Math.min(end, d + Blocking.UPDATED);
                int floats = PackedGradient.floats(to - d);
                int at = gradient.offset(k, d);
                for (int step = 1; step < parts; step *= 2) {
                    boolean isLast = 2 * step == parts && descent != null;
                    for (int p = 0; p < parts; p += 2 * step) {
                        float[] left = gradient.buffer(p * distance);
                        float[] right = gradient.buffer((p + step) * distance);
                        PackedGradient.add(left, at, right, at, isLast ? part : left, isLast ? 0 : at, floats);
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
