package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Features;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;
import org.lanewise.testing.Allocation;

/** Distances between images are exact integers. */
class DistancesTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private static int[] expected(Metric metric, Features queries, Features images) {
        int[] distances = new int[queries.rows() * images.rows()];
        for (int q = 0; q < queries.rows(); q++) {
            for (int i = 0; i < images.rows(); i++) {
                int sum = 0;
                for (int d = 0; d < queries.columns(); d++) {
                    int difference = (int) (queries.get(q, d) - images.get(i, d));
                    sum += metric == Metric.L1 ? Math.abs(difference) : difference * difference;
                }
                distances[q * images.rows() + i] = sum;
            }
        }
        return distances;
    }

    private void check(Metric metric, Features queries, Features images) {
        int[] expected = expected(metric, queries, images);
        int[] distances = new int[expected.length + 1];
        distances[expected.length] = -7;
        kernels.distances(metric, queries, images, distances);
        assertEquals(-7, distances[expected.length], "behind the distances");
        assertArrayEquals(
                expected,
                Arrays.copyOf(distances, expected.length),
                () -> metric + ", " + queries.rows() + " x " + images.rows() + " of " + queries.columns() + " pixels");
    }

    /** Pixels on both sides of every vector; images of no, part of and more than a tile. */
    @ParameterizedTest
    @EnumSource
    void smallShapes(Metric metric) {
        SplittableRandom random = new SplittableRandom(190);
        for (int pixels : new int[] {0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 200}) {
            for (int images = 0; images <= 9; images++) {
                Features queries = Inputs.pixels(arena, random, 3, pixels, 1, 2);
                check(metric, queries, Inputs.pixels(arena, random, images, pixels, 0, 1));
            }
        }
    }

    /** More than a block of queries and of images. */
    @ParameterizedTest
    @EnumSource
    void severalBlocks(Metric metric) {
        SplittableRandom random = new SplittableRandom(191);
        Features queries = Inputs.pixels(arena, random, 130, 70, 0, 0);
        check(
                metric,
                queries,
                Inputs.pixels(arena, random, 67, 70, 0, 0)
                        .select(new SplittableRandom(1).ints(67, 0, 67).toArray()));
    }

    /** Black against white, where lanes of 16 and 32 bits are fullest, up to the largest images of all. */
    @ParameterizedTest
    @ValueSource(ints = {2047, 2048, 2049, 3072, 8191, 8192, 8193, 16_448, 33_025})
    void extremesDoNotOverflow(int pixels) {
        Features black = Features.ofBytes(arena.allocate(pixels), 0, 1, pixels, pixels);
        Features white = Features.ofBytes(arena.allocate(5L * pixels).fill((byte) 255), 0, 5, pixels, pixels);
        int[] distances = new int[5];
        kernels.distances(Metric.L1, black, white, distances);
        assertEquals(255 * pixels, distances[4]);
        kernels.distances(Metric.L2, black, white, distances);
        assertEquals(255 * 255 * pixels, distances[4]);
        kernels.distances(Metric.L1, white.rows(0, 1), white, distances);
        assertEquals(0, distances[4]);
    }

    @Test
    void everyPairOfPixelValues() {
        Features all = Features.ofBytes(arena.allocate(256), 0, 256, 1, 1);
        for (int i = 0; i < 256; i++) {
            all.segment(0).set(ValueLayout.JAVA_BYTE, i, (byte) i);
        }
        check(Metric.L1, all, all);
        check(Metric.L2, all, all);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("c2")
    void allocatesNothing(Metric metric) {
        SplittableRandom random = new SplittableRandom(192);
        Features queries = Inputs.pixels(arena, random, 3, 150, 0, 0);
        Features images = Inputs.pixels(arena, random, 10, 150, 0, 0);
        int[] distances = new int[30];
        Allocation.assertNoneInSteadyState(metric.name(), () -> kernels.distances(metric, queries, images, distances));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Features four = Features.ofBytes(arena.allocate(8), 0, 2, 4, 4);
        Features eight = Features.ofBytes(arena.allocate(8), 0, 1, 8, 8);
        refuses("4 features and the examples 8", () -> kernels.distances(Metric.L1, four, eight, new int[2]));
        refuses("has room for 3", () -> kernels.distances(Metric.L1, four, four, new int[3]));
        Features large = Features.ofBytes(arena.allocate(33_026), 0, 1, 33_026, 33_026);
        refuses("at most 33025", () -> kernels.distances(Metric.L2, large, large, new int[1]));
        kernels.distances(Metric.L1, large, large, new int[1]);
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
