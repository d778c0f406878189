package org.lanewise.learn.neighbours;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.KernelsUnderTest;

/** The nearest images, the same as by looking at all of them one after another. */
@Tag("large")
@Tag("slow")
class KNearestNeighboursTest {

    private final Kernels kernels = KernelsUnderTest.get();
    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private record Labeled(Features features, int classes, int... labels) implements Examples {

        @Override
        public int label(int row) {
            return labels[row];
        }
    }

    private Features pixels(int columns, int... values) {
        MemorySegment memory = arena.allocate(Math.max(1, values.length));
        for (int i = 0; i < values.length; i++) {
            memory.set(ValueLayout.JAVA_BYTE, i, (byte) values[i]);
        }
        return Features.ofBytes(memory, 0, values.length / columns, columns, columns);
    }

    /** Images of one brightness with a little noise, as real ones are: their outlines tell a lot. */
    private Features smooth(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] values = new int[rows * columns];
        for (int row = 0; row < rows; row++) {
            int brightness = random.nextInt(20, 236);
            for (int d = 0; d < columns; d++) {
                values[row * columns + d] = brightness + random.nextInt(-20, 20);
            }
        }
        return pixels(columns, values);
    }

    private static int distance(Metric metric, Features x, int i, Features y, int j) {
        int sum = 0;
        for (int d = 0; d < x.columns(); d++) {
            int difference = (int) (x.get(i, d) - y.get(j, d));
            sum += metric == Metric.L1 ? Math.abs(difference) : difference * difference;
        }
        return sum;
    }

    private void check(Kernels by, Metric metric, Features training, Features queries, int k) {
        int[] labels = new int[training.rows()];
        Neighbours found = new KNearestNeighbours(arena, by, metric, new Labeled(training, 1, labels)).find(queries, k);
        assertEquals(queries.rows(), found.queries());
        for (int q = 0; q < queries.rows(); q++) {
            int query = q;
            int[] expected = IntStream.range(0, training.rows())
                    .boxed()
                    .sorted(Comparator.comparingInt(row -> distance(metric, queries, query, training, row)))
                    .mapToInt(row -> row)
                    .limit(k)
                    .toArray();
            int[] rows = IntStream.range(0, k).map(nth -> found.row(query, nth)).toArray();
            assertArrayEquals(expected, rows, () -> metric + ", query " + query);
            assertEquals(distance(metric, queries, q, training, expected[k - 1]), found.distance(q, k - 1));
        }
    }

    /** Pixels in three square planes, in one, in neither; k of one, some and all. */
    @ParameterizedTest
    @CsvSource({"192, 1", "192, 7", "64, 3", "100, 5", "147, 2", "75, 60", "31, 60", "1, 4"})
    void findsTheNearestInOrder(int columns, int k) {
        Features training = smooth(200 + columns, 60, columns);
        Features queries = smooth(300 + columns, 9, columns);
        for (Metric metric : Metric.values()) {
            check(kernels, metric, training, queries, k);
        }
    }

    /** Outlines of noise are all alike, so none can be told to be too far. */
    @ParameterizedTest
    @EnumSource
    void findsTheNearestInNoise(Metric metric) {
        SplittableRandom random = new SplittableRandom(201);
        Features training = Inputs.pixels(arena, random, 300, 48, 1, 1);
        check(kernels, metric, training, Inputs.pixels(arena, random, 5, 48, 0, 0), 10);
    }

    /** Flat images are their outlines, and the bounds are the distances: every rounding would show. */
    @ParameterizedTest
    @EnumSource
    void flatImagesAreAtTheBound(Metric metric) {
        SplittableRandom random = new SplittableRandom(202);
        int[] values = new int[200 * 192];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 192 == 0 ? random.nextInt(256) : values[i - 1];
        }
        Features flat = pixels(192, values);
        check(kernels, metric, flat, flat.rows(0, 20), 5);
    }

    /** Counts the rows that are read. */
    private record Counting(Features images, AtomicInteger reads) implements Features {

        @Override
        public Element element() {
            return images.element();
        }

        @Override
        public int rows() {
            return images.rows();
        }

        @Override
        public int columns() {
            return images.columns();
        }

        @Override
        public MemorySegment segment(int row) {
            reads.incrementAndGet();
            return images.segment(row);
        }

        @Override
        public long offset(int row) {
            return images.offset(row);
        }

        @Override
        public boolean overlaps(FloatMatrix matrix) {
            return images.overlaps(matrix);
        }
    }

    @ParameterizedTest
    @EnumSource
    void mostImagesAreNotReadAgain(Metric metric) {
        AtomicInteger reads = new AtomicInteger();
        Features training = new Counting(smooth(205, 2000, 192), reads);
        Examples labeled = new Labeled(training, 1, new int[2000]);
        KNearestNeighbours neighbours = new KNearestNeighbours(arena, kernels, metric, labeled);
        reads.set(0);
        neighbours.find(smooth(206, 10, 192), 1);
        assertTrue(reads.get() < 10 * 2000 / 5, reads + " rows read for 10 queries");
    }

    /** More neighbours than images are bounded at a time. */
    @ParameterizedTest
    @EnumSource
    void findsMoreThanABlock(Metric metric) {
        check(kernels, metric, smooth(207, 1300, 12), smooth(208, 2, 12), 700);
    }

    @ParameterizedTest
    @EnumSource
    void threadsAgree(Metric metric) {
        Features training = smooth(203, 1500, 48);
        Features queries = smooth(204, 140, 48);
        try (Workers workers = Workers.of(2)) {
            check(kernels.on(workers), metric, training, queries, 3);
        }
    }

    /** Of images 1 3 5 7 9 two are equally near to 4: the first of them comes first. */
    @ParameterizedTest
    @EnumSource
    void ofEqualDistancesTheFirstImageWins(Metric metric) {
        Examples training = new Labeled(pixels(1, 5, 1, 3, 5, 3), 2, 1, 0, 0, 0, 0);
        Neighbours found = new KNearestNeighbours(arena, kernels, metric, training).find(pixels(1, 4), 4);
        assertArrayEquals(
                new int[] {0, 2, 3, 4},
                IntStream.range(0, 4).map(nth -> found.row(0, nth)).toArray());
        assertArrayEquals(new int[] {1}, found.vote(1));
    }

    /** Distances from 10: 1 (class 2), 2 (class 1), 3 (class 1), 4 (class 0), 4 (class 2), 5 (class 0). */
    @Test
    void theMajorityWinsThenTheNearerThenTheLowerClass() {
        Examples training = new Labeled(pixels(1, 11, 8, 13, 6, 14, 15), 3, 2, 1, 1, 0, 2, 0);
        Neighbours found = new KNearestNeighbours(arena, kernels, Metric.L1, training).find(pixels(1, 10), 6);
        assertEquals(2, found.vote(1)[0]);
        assertEquals(2, found.vote(2)[0], "one vote each, class 2 is nearer");
        assertEquals(1, found.vote(3)[0], "two votes");
        assertEquals(1, found.vote(5)[0], "two votes each, distances 2 + 3 and 1 + 4: the lower class");
        assertEquals(1, found.vote(6)[0], "two votes each, class 0 at 4 + 5");
        assertEquals(
                1,
                new KNearestNeighbours(arena, kernels, Metric.L2, training).predict(pixels(1, 10), 5)[0],
                "4 + 9 and 1 + 16");
    }

    @Test
    void noQueriesHaveNoNeighbours() {
        Examples training = new Labeled(pixels(1, 5), 1, 0);
        for (Metric metric : Metric.values()) {
            assertEquals(0, new KNearestNeighbours(arena, kernels, metric, training).predict(pixels(1), 1).length);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        Examples training = new Labeled(pixels(2, 5, 6), 1, 0);
        KNearestNeighbours neighbours = new KNearestNeighbours(arena, kernels, Metric.L1, training);
        refuses("2 pixels, but the queries have 1", () -> neighbours.find(pixels(1, 4), 1));
        refuses("k is 0", () -> neighbours.find(pixels(2, 4, 4), 0));
        refuses("k is 2", () -> neighbours.find(pixels(2, 4, 4), 2));
        refuses("2 were asked", () -> neighbours.find(pixels(2, 4, 4), 1).vote(2));
        Examples none = new Labeled(pixels(2), 1);
        refuses("at least one", () -> new KNearestNeighbours(arena, kernels, Metric.L2, none));
    }

    private static void refuses(String part, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
