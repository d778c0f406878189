package org.lanewise.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;

/** Sums of parts have the bits of sums of the whole, and these are right. */
@Tag("any-kernels")
class FeatureSumsTest {

    private static final int COLUMNS = 3;

    /** Four blocks, the last one small. */
    private static final int ROWS = 3 * BlockSum.EXAMPLES + 5;

    private static FloatMatrix floats(Arena arena) {
        SplittableRandom random = new SplittableRandom(1);
        FloatMatrix matrix = FloatMatrix.allocate(arena, ROWS, COLUMNS);
        float[] row = new float[COLUMNS];
        for (int i = 0; i < ROWS; i++) {
            for (int d = 0; d < COLUMNS; d++) {
                row[d] = (float) (random.nextGaussian() * (d + 1) + 1000 * d);
            }
            matrix.rows(i, i + 1).copyFrom(row);
        }
        return matrix;
    }

    private static Features bytes(Arena arena) {
        var segment = arena.allocate((long) ROWS * COLUMNS);
        byte[] values = new byte[ROWS * COLUMNS];
        new java.util.Random(2).nextBytes(values);
        segment.copyFrom(java.lang.foreign.MemorySegment.ofArray(values));
        return Features.ofBytes(segment, 0, ROWS, COLUMNS, COLUMNS);
    }

    private static FeatureSums part(Features features, int firstBlock, int end) {
        float[] first = new float[COLUMNS];
        features.copyRow(0, first);
        int to = Math.min(ROWS, end * BlockSum.EXAMPLES);
        return FeatureSums.withSquares(features.rows(firstBlock * BlockSum.EXAMPLES, to), firstBlock, first);
    }

    @Test
    void partsMakeTheWhole() {
        try (Arena arena = Arena.ofShared()) {
            for (Features features : new Features[] {floats(arena), bytes(arena)}) {
                FeatureSums whole = FeatureSums.withSquares(features);
                for (int cut = 1; cut < 4; cut++) {
                    FeatureSums merged = part(features, 0, cut);
                    merged.merge(part(features, cut, 4));
                    for (int d = 0; d < COLUMNS; d++) {
                        assertEquals(whole.mean(d), merged.mean(d));
                        assertEquals(whole.standardDeviation(d), merged.standardDeviation(d));
                    }
                }
            }
        }
    }

    @Test
    void meansAndDeviationsAreRight() {
        try (Arena arena = Arena.ofShared()) {
            Features features = floats(arena);
            FeatureSums sums = FeatureSums.withSquares(features);
            for (int d = 0; d < COLUMNS; d++) {
                double mean = 0;
                for (int i = 0; i < ROWS; i++) {
                    mean += features.get(i, d) / (double) ROWS;
                }
                double variance = 0;
                for (int i = 0; i < ROWS; i++) {
                    variance += Math.pow(features.get(i, d) - mean, 2) / ROWS;
                }
                assertEquals(mean, sums.mean(d), 1e-9);
                assertEquals(Math.sqrt(variance), sums.standardDeviation(d), 1e-9);
            }
        }
    }

    @Test
    void partsThatDoNotFollowAreRefused() {
        try (Arena arena = Arena.ofShared()) {
            Features features = floats(arena);
            FeatureSums first = part(features, 0, 1);
            String message = assertThrows(IllegalArgumentException.class, () -> first.merge(part(features, 2, 3)))
                    .getMessage();
            assertTrue(message.contains("Block 1 comes next, but the sum begins with block 2."), message);
            assertThrows(IllegalArgumentException.class, () -> first.merge(FeatureSums.withSquares(bytes(arena))));
        }
    }
}
