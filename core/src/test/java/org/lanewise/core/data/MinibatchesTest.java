package org.lanewise.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lanewise.core.testing.CountedFeatures;
import org.lanewise.testing.Allocation;

/** The walk through a set in minibatches. */
@Tag("any-kernels")
class MinibatchesTest {

    private static final long SEED = 3;

    private final Arena arena = Arena.ofShared();

    @AfterEach
    void close() {
        arena.close();
    }

    private static List<Integer> identity(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Walks to the end of the epoch and returns the images' numbers. */
    private static List<Integer> epoch(Minibatches batches) {
        List<Integer> numbers = new ArrayList<>();
        while (batches.next()) {
            assertEquals(batches.size(), batches.features().rows());
            for (int row = 0; row < batches.size(); row++) {
                int number = CountedFeatures.number(batches.features(), row);
                assertEquals(number % 7, batches.labels()[row], "label of image " + number);
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The other one would change the minibatch that the first one learns from. */
    @Test
    void twoThreadsDoNotWalkThroughOneEpoch() throws InterruptedException {
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, 10, 7), 3);
        assertTrue(batches.next());
        Throwable[] thrown = new Throwable[1];
        Thread other = new Thread(() -> thrown[0] = assertThrows(IllegalStateException.class, batches::next));
        other.start();
        other.join();
        assertTrue(thrown[0].getMessage().startsWith("Another thread walks through these minibatches"));
        assertTrue(batches.next());
    }

    /** An epoch that was just begun belongs to whoever takes its first minibatch. */
    @Test
    void anotherThreadMayTakeTheNextEpoch() throws InterruptedException {
        try (Arena shared = Arena.ofShared()) {
            Minibatches batches = new Minibatches(CountedFeatures.of(shared, 10, 7), 3);
            assertEquals(identity(10), epoch(batches));
            batches.rewind();
            List<Integer> ofOther = new ArrayList<>();
            Thread other = new Thread(() -> ofOther.addAll(epoch(batches)));
            other.start();
            other.join();
            assertEquals(identity(10), ofOther);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 3", "10, 5", "10, 10", "10, 11", "1, 1", "0, 4"})
    void coversEveryImageOncePerEpoch(int count, int batchSize) {
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, count, 7), batchSize);

        assertEquals(identity(count), epoch(batches), "in the order of the set at first");
        for (int epoch = 0; epoch < 3; epoch++) {
            batches.shuffle(SEED, epoch);
            assertEquals(identity(count), epoch(batches).stream().sorted().toList());
        }
        batches.rewind();
        assertEquals(identity(count), epoch(batches), "in the order of the set after rewind");
    }

    @Test
    void lastMinibatchMayBeSmaller() {
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, 10, 7), 4);
        List<Integer> sizes = new ArrayList<>();
        while (batches.next()) {
            sizes.add(batches.size());
        }

        assertEquals(List.of(4, 4, 2), sizes);
        assertEquals(3, batches.batchesPerEpoch());
        assertFalse(batches.next(), "stays at the end");
        assertEquals(0, batches.size());
        assertThrows(IndexOutOfBoundsException.class, () -> batches.features().get(0, 0));
    }

    @Test
    void orderDependsOnSeedAndEpochAlone() {
        Examples data = CountedFeatures.of(arena, 50, 7);
        Minibatches batches = new Minibatches(data, 8);
        batches.shuffle(SEED, 0);
        batches.next();
        batches.shuffle(SEED, 4);
        List<Integer> afterDetour = epoch(batches);
        Minibatches fresh = new Minibatches(data, 13);
        fresh.shuffle(SEED, 4);
        assertEquals(epoch(fresh), afterDetour, "whatever was walked before, whatever the batch size");

        fresh.shuffle(SEED, 5);
        assertNotEquals(afterDetour, epoch(fresh), "another epoch");
        fresh.shuffle(SEED + 1, 4);
        assertNotEquals(afterDetour, epoch(fresh), "another seed");
        fresh.shuffle(SEED + 1, 3);
        assertNotEquals(afterDetour, epoch(fresh), "not the sum of both");
    }

    @Test
    void everyPlaceIsAsLikelyForEveryImage() {
        int count = 8;
        int epochs = 8000;
        int[][] seen = new int[count][count];
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, count, 7), 1);
        for (int epoch = 0; epoch < epochs; epoch++) {
            batches.shuffle(SEED, epoch);
            for (int place = 0; batches.next(); place++) {
                seen[place][CountedFeatures.number(batches.features(), 0)]++;
            }
        }
        // Binomial of mean 1000 and deviation 30: 150 is five deviations.
        for (int[] place : seen) {
            for (int times : place) {
                assertEquals(1000, times, 150);
            }
        }
    }

    @Test
    void outsideTheMinibatchThereIsNothing() {
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, 10, 7), 4);

        assertEquals(0, batches.size(), "before the first");
        assertTrue(batches.next());
        assertThrows(IndexOutOfBoundsException.class, () -> batches.features().segment(4));
        assertThrows(IndexOutOfBoundsException.class, () -> batches.features().offset(-1));
        assertThrows(IllegalArgumentException.class, () -> new Minibatches(CountedFeatures.of(arena, 10, 7), 0));
    }

    @Test
    void imagesAndLabelsStayTheSameObjects() {
        Minibatches batches = new Minibatches(CountedFeatures.of(arena, 10, 7), 4);
        Features images = batches.features();
        int[] labels = batches.labels();
        batches.shuffle(SEED, 1);
        batches.next();

        assertSame(images, batches.features());
        assertSame(labels, batches.labels());
    }

    @Test
    void walkingAllocatesNothing() {
        Examples data = CountedFeatures.of(arena, 1000, 7).subset(100, 900);
        Minibatches batches = new Minibatches(data, 64);
        int[] sum = new int[1];

        Allocation.assertNoneInSteadyState("a minibatch", () -> {
            if (!batches.next()) {
                batches.rewind();
            }
            for (int row = 0; row < batches.size(); row++) {
                sum[0] += CountedFeatures.number(batches.features(), row) + batches.labels()[row];
            }
        });
    }
}
