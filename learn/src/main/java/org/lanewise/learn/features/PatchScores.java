package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;

/**
 * The features of one image after another: whitened patches, then for 128 pairs of filters and some columns of
 * patches at a time the products, thresholds and sums, so that scores stay in the cache. Every sum is a chain over the patches
 * of a quadrant, column after column. Has scratch, so one thread at a time.
 */
final class PatchScores {

    /** Pairs of filters of a block. */
    private static final int PAIRS = 128;

    /** Patches of a block, about. */
    private static final int PATCHES = 351;

    private final PatchFeatures map;
    private final PatchRows rows;
    private final int down;
    private final int across;
    private final int columnsOfBlock;

    private final float[] evenRows;
    private final float[] oddRows;
    private final FloatMatrix even;
    private final FloatMatrix odd;
    private final FloatMatrix evenComponents;
    private final FloatMatrix oddComponents;
    private final FloatMatrix evenScores;
    private final FloatMatrix oddScores;

    private final float[] e = new float[PAIRS];
    private final float[] o = new float[PAIRS];
    private final Quadrant[] quadrants;
    private final float[] features;

    PatchScores(Arena arena, PatchFeatures map) {
        this.map = map;
        rows = map.rows();
        down = PatchRows.down(map.shape());
        across = PatchRows.across(map.shape());
        columnsOfBlock = Math.clamp(PATCHES / down, 1, across);
        int half = PatchRows.half(map.shape());
        evenRows = new float[down * (half + 1)];
        oddRows = new float[down * half];
        for (int y = 0; y < down; y++) {
            evenRows[y * (half + 1) + half] = 1;
        }
        int patches = down * across;
        even = FloatMatrix.allocate(arena, patches, half + 1);
        odd = FloatMatrix.allocate(arena, patches, half);
        evenComponents = FloatMatrix.allocatePadded(
                arena, patches, map.whitening().even().columns());
        oddComponents =
                FloatMatrix.allocatePadded(arena, patches, map.whitening().odd().columns());
        evenScores = FloatMatrix.allocate(arena, columnsOfBlock * down, PAIRS);
        oddScores = FloatMatrix.allocate(arena, columnsOfBlock * down, PAIRS);
        quadrants = new Quadrant[] {
            new Quadrant(down, across, false, false),
            new Quadrant(down, across, false, true),
            new Quadrant(down, across, true, false),
            new Quadrant(down, across, true, true)
        };
        features = new float[map.outputs()];
    }

    /** Computes the features of an image. */
    void pool(Kernels kernels, Features images, int row, FloatMatrix target) {
        rows.load(images, row);
        whiten(kernels);
        int pairs = map.evenFilters().columns();
        for (int from = 0; from < pairs; from += PAIRS) {
            int count = Math.min(PAIRS, pairs - from);
            FloatMatrix evenFilters = map.evenFilters().columns(from, from + count);
            FloatMatrix oddFilters = map.oddFilters().columns(from, from + count);
            for (Quadrant quadrant : quadrants) {
                quadrant.clear();
            }
            for (int x = 0; x < across; x += columnsOfBlock) {
                int end = Math.min(x + columnsOfBlock, across);
                FloatMatrix e = evenScores.rows(0, (end - x) * down).columns(0, count);
                FloatMatrix o = oddScores.rows(0, (end - x) * down).columns(0, count);
                kernels.matmul(evenComponents.rows(x * down, end * down), evenFilters, e);
                kernels.matmul(oddComponents.rows(x * down, end * down), oddFilters, o);
                add(x, end, e, o);
            }
            store(from, count);
        }
        target.copyFrom(features);
    }

    private void whiten(Kernels kernels) {
        int half = PatchRows.half(map.shape());
        for (int x = 0; x < across; x++) {
            for (int y = 0; y < down; y++) {
                rows.write(x * down + y, evenRows, y * (half + 1), oddRows, y * half);
            }
            even.rows(x * down, (x + 1) * down).copyFrom(evenRows);
            odd.rows(x * down, (x + 1) * down).copyFrom(oddRows);
        }
        kernels.matmul(even, map.whitening().even(), evenComponents);
        kernels.matmul(odd, map.whitening().odd(), oddComponents);
    }

    private void add(int from, int to, FloatMatrix evenBlock, FloatMatrix oddBlock) {
        int row = 0;
        for (int x = from; x < to; x++) {
            for (int y = 0; y < down; y++, row++) {
                load(evenBlock, row, e);
                load(oddBlock, row, o);
                for (Quadrant quadrant : quadrants) {
                    if (quadrant.contains(y, x)) {
                        quadrant.add(e, o, evenBlock.columns(), map.threshold());
                    }
                }
            }
        }
    }

    private static void load(FloatMatrix block, int row, float[] target) {
        MemorySegment.copy(block.segment(), ValueLayout.JAVA_FLOAT, block.offset(row), target, 0, block.columns());
    }

    /** Adds what a filter found on one side to what its mirror image found on the other. */
    private void store(int from, int count) {
        int pairs = features.length / PatchFeatures.PER_PAIR;
        int at = from;
        for (int top = 0; top < quadrants.length; top += 2) {
            Quadrant left = quadrants[top];
            Quadrant right = quadrants[top + 1];
            put(left.above, right.mirrorAbove, count, at);
            put(left.below, right.mirrorBelow, count, at + pairs);
            put(right.above, left.mirrorAbove, count, at + 2 * pairs);
            put(right.below, left.mirrorBelow, count, at + 3 * pairs);
            at += 4 * pairs;
        }
    }

    /** The sums are of twice what is beyond the threshold. */
    private void put(float[] one, float[] other, int count, int at) {
        for (int i = 0; i < count; i++) {
            features[at + i] = (one[i] + other[i]) * 0.5f;
        }
    }

    /** Sums over a quadrant; where the number of patches is odd, those in the middle are of both sides, as mirroring wants it. */
    private static final class Quadrant {

        private final int fromRow;
        private final int toRow;
        private final int fromColumn;
        private final int toColumn;
        private final float[] above = new float[PAIRS];
        private final float[] below = new float[PAIRS];
        private final float[] mirrorAbove = new float[PAIRS];
        private final float[] mirrorBelow = new float[PAIRS];

        Quadrant(int down, int across, boolean isLower, boolean isRight) {
            fromRow = isLower ? down / 2 : 0;
            toRow = isLower ? down : (down + 1) / 2;
            fromColumn = isRight ? across / 2 : 0;
            toColumn = isRight ? across : (across + 1) / 2;
        }

        boolean contains(int y, int x) {
            return y >= fromRow && y < toRow && x >= fromColumn && x < toColumn;
        }

        void clear() {
            Arrays.fill(above, 0);
            Arrays.fill(below, 0);
            Arrays.fill(mirrorAbove, 0);
            Arrays.fill(mirrorBelow, 0);
        }

        void add(float[] e, float[] o, int count, float threshold) {
            add(e, o, count, threshold, above, below, mirrorAbove, mirrorBelow);
        }

        /** Adds {@code x + |x|}, which is exactly {@code 2 max(x, 0)}, and a form that C2 makes vectors of. */
        private static void add(
                float[] e,
                float[] o,
                int count,
                float threshold,
                float[] above,
                float[] below,
                float[] mirrorAbove,
                float[] mirrorBelow) {
            for (int i = 0; i < count; i++) {
                float score = e[i] + o[i];
                float mirror = e[i] - o[i];
                float a = score - threshold;
                float b = -score - threshold;
                float c = mirror - threshold;
                float d = -mirror - threshold;
                above[i] += a + Math.abs(a);
                below[i] += b + Math.abs(b);
                mirrorAbove[i] += c + Math.abs(c);
                mirrorBelow[i] += d + Math.abs(d);
            }
        }
    }
}
