package org.lanewise.learn.features;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
    private final QuadrantSums[] quadrants = new QuadrantSums[4];
    private final float[] features;

    /** For triangles alone. */
    private final PatchDistances distances;

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
        for (int quadrant = 0; quadrant < quadrants.length; quadrant++) {
            quadrants[quadrant] = new QuadrantSums(down, across, quadrant, PAIRS);
        }
        features = new float[map.outputs()];
        distances = new PatchDistances(patches, PAIRS);
    }

    /** What is done with the scores of a patch, which are in {@link #e} and {@link #o}. */
    private interface Use {

        void take(int y, int x, int count);
    }

    /** Computes the features of an image. */
    void pool(Kernels kernels, Features images, int row, FloatMatrix target) {
        rows.load(images, row);
        whiten(kernels);
        int pairs = map.evenFilters().columns();
        boolean isTriangle = map.activation() == PatchActivation.TRIANGLE;
        if (isTriangle) {
            distances.begin(evenComponents, oddComponents);
            for (int from = 0; from < pairs; from += PAIRS) {
                score(kernels, from, Math.min(PAIRS, pairs - from), this::addDistances);
            }
        }
        for (int from = 0; from < pairs; from += PAIRS) {
            int count = Math.min(PAIRS, pairs - from);
            for (QuadrantSums quadrant : quadrants) {
                quadrant.clear();
            }
            score(kernels, from, count, isTriangle ? this::addNearer : this::addBeyond);
            store(from, count);
        }
        target.copyFrom(features);
    }

    /** The scores of all patches for some pairs of filters, column after column. */
    private void score(Kernels kernels, int from, int count, Use use) {
        FloatMatrix evenFilters = map.evenFilters().columns(from, from + count);
        FloatMatrix oddFilters = map.oddFilters().columns(from, from + count);
        for (int x = 0; x < across; x += columnsOfBlock) {
            int end = Math.min(x + columnsOfBlock, across);
            FloatMatrix evenBlock = evenScores.rows(0, (end - x) * down).columns(0, count);
            FloatMatrix oddBlock = oddScores.rows(0, (end - x) * down).columns(0, count);
            kernels.matmul(evenComponents.rows(x * down, end * down), evenFilters, evenBlock);
            kernels.matmul(oddComponents.rows(x * down, end * down), oddFilters, oddBlock);
            for (int i = 0; i < evenBlock.rows(); i++) {
                load(evenBlock, i, e);
                load(oddBlock, i, o);
                use.take(i % down, x + i / down, count);
            }
        }
    }

    private void addBeyond(int y, int x, int count) {
        for (QuadrantSums quadrant : quadrants) {
            if (quadrant.contains(y, x)) {
                quadrant.addBeyond(e, o, count, map.threshold());
            }
        }
    }

    private void addDistances(int y, int x, int count) {
        distances.take(e, o, count, x * down + y);
        distances.addTo(x * down + y, count);
    }

    private void addNearer(int y, int x, int count) {
        distances.take(e, o, count, x * down + y);
        float mean = distances.mean(x * down + y, map.filters());
        for (QuadrantSums quadrant : quadrants) {
            if (quadrant.contains(y, x)) {
                quadrant.addNearer(distances.distances, distances.ofMirrors, count, mean);
            }
        }
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

    private static void load(FloatMatrix block, int row, float[] target) {
        MemorySegment.copy(block.segment(), ValueLayout.JAVA_FLOAT, block.offset(row), target, 0, block.columns());
    }

    /** Adds what a filter found on one side to what its mirror image found on the other. */
    private void store(int from, int count) {
        for (int quadrant = 0; quadrant < quadrants.length; quadrant++) {
            QuadrantSums one = quadrants[quadrant];
            QuadrantSums other = quadrants[quadrant ^ 1];
            put(one.above, other.mirrorAbove, count, at(from, quadrant, 0));
            if (map.activation().signs() > 1) {
                put(one.below, other.mirrorBelow, count, at(from, quadrant, 1));
            }
        }
    }

    private int at(int pair, int quadrant, int sign) {
        return map.activation().feature(map.filters() / 2, pair, quadrant, sign);
    }

    /** The sums are of twice what is beyond the threshold. */
    private void put(float[] one, float[] other, int count, int at) {
        for (int i = 0; i < count; i++) {
            features[at + i] = (one[i] + other[i]) * 0.5f;
        }
    }
}
