package org.lanewise.learn.neighbours;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.testing.KernelsUnderTest;

/** Bounds are never larger than distances, and where images are what outlines keep, nearly as large. */
@Tag("large")
@Tag("slow")
class OutlinesTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();
    private final SplittableRandom random = new SplittableRandom(210);

    @AfterEach
    void close() {
        arena.close();
    }

    /** Images of which pixel d of image i is given. */
    private Features images(int rows, int columns, IntBinaryOperator pixel) {
        MemorySegment memory = arena.allocate((long) rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int d = 0; d < columns; d++) {
                memory.set(ValueLayout.JAVA_BYTE, (long) i * columns + d, (byte) pixel.applyAsInt(i, d));
            }
        }
        return Features.ofBytes(memory, 0, rows, columns, columns);
    }

    private int[] bounds(Metric metric, Features queries, Features images) {
        int[] bounds = new int[queries.rows() * images.rows()];
        Outlines.of(arena, kernels, metric, images)
                .bounds(arena, kernels, queries, images.rows())
                .compute(0, images.rows(), bounds);
        return bounds;
    }

    private int[] distances(Metric metric, Features queries, Features images) {
        int[] distances = new int[queries.rows() * images.rows()];
        kernels.distances(metric, queries, images, distances);
        return distances;
    }

    private void checkBounds(Features images) {
        for (Metric metric : Metric.values()) {
            int[] bounds = bounds(metric, images, images);
            int[] distances = distances(metric, images, images);
            for (int i = 0; i < bounds.length; i++) {
                assertTrue(bounds[i] <= distances[i], metric + ", " + bounds[i] + " > " + distances[i]);
            }
        }
    }

    /** Planes of even and odd sides, three and one, and images that are no planes, of any length. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12, 27, 31, 49, 64, 75, 300, 1000, 3072, 3 * 33 * 33})
    void boundsAreNeverLargerThanDistances(int columns) {
        checkBounds(images(20, columns, (i, d) -> random.nextInt(256)));
        checkBounds(images(20, columns, (i, d) -> 255 * random.nextInt(2)));
        checkBounds(images(20, columns, (i, d) -> i * 13));
        checkBounds(images(20, columns, (i, d) -> i * d * 255 / (20 * columns)));
    }

    /** Brightness that falls from one side to the other is made of the lowest frequencies. */
    @Test
    void boundsOfSmoothImagesTellTheirDistances() {
        Features smooth = images(40, 3072, (i, d) -> 128 + (i - 20) * (d % 32 - 16) / 4 + d % 1024 / 32 - 16);
        double bounds =
                IntStream.of(bounds(Metric.L2, smooth, smooth)).average().orElseThrow();
        double distances =
                IntStream.of(distances(Metric.L2, smooth, smooth)).average().orElseThrow();
        assertTrue(bounds > 0.95 * distances, bounds + " of " + distances);
    }

    @Test
    void boundsOfSmallImagesAreThoseOfTheirBlocks() {
        Features flat = images(16, 3072, (i, d) -> 16 * i);
        int[] bounds = bounds(Metric.L1, flat, flat);
        assertEquals(3072 * 16 * 15 - 7 * 384, bounds[15]);
        assertEquals(0, bounds[0]);
    }

    /** Orthonormal: of patterns that are not, no bound would be one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 75, 100, 3072, 3 * 33 * 33})
    void patternsAreOrthonormal(int pixels) {
        BlockSums sums = BlockSums.of(pixels);
        FloatMatrix vectors = Patterns.of(arena, sums).vectors();
        for (int i = 0; i < vectors.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int block = 0; block < sums.count(); block++) {
                    product += (double) vectors.get(i, block) * vectors.get(j, block);
                }
                assertEquals(i == j ? 1 : 0, product, 1e-6, "patterns " + i + " and " + j);
            }
        }
    }
}
