package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatches;

/** Splits, shuffles and minibatches of core over a data set of several files. */
class WalkTest {

    private static final int IMAGES = 103;

    @TempDir
    Path directory;

    private CifarDataset cifar;
    private Examples train;

    /** Two files; the first pixel of an image is its number. */
    @BeforeEach
    void openTwoFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int from = 0; from < IMAGES; from += 60) {
            files.add(numbered(from, Math.min(IMAGES, from + 60)));
        }
        cifar = CifarDataset.openFiles(CifarFormat.CIFAR10, files, List.of());
        train = cifar.train();
        assertEquals(IMAGES, train.size());
    }

    private Path numbered(int from, int to) throws IOException {
        byte[] bytes = new byte[(to - from) * 3073];
        for (int number = from; number < to; number++) {
            bytes[(number - from) * 3073] = (byte) (number % 10);
            bytes[(number - from) * 3073 + 1] = (byte) number;
        }
        return Files.write(directory.resolve("from" + from + ".bin"), bytes);
    }

    @AfterEach
    void close() {
        cifar.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 102, 103, 104, 1000})
    void minibatchesCoverEveryImageOnceWithItsLabel(int batchSize) {
        Minibatches batches = new Minibatches(train, batchSize);
        for (int epoch = 0; epoch < 3; epoch++) {
            batches.shuffle(5, epoch);
            int[] order = walk(batches);
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertArrayEquals(identity(), sorted);
            assertFalse(Arrays.equals(identity(), order));
        }
        batches.rewind();
        assertArrayEquals(identity(), walk(batches));
    }

    @Test
    void shuffleDependsOnSeedAndEpochAlone() {
        Minibatches one = new Minibatches(train, 10);
        Minibatches two = new Minibatches(train, 33);
        two.shuffle(9, 9);
        walk(two);
        one.shuffle(5, 2);
        two.shuffle(5, 2);
        int[] order = walk(one);
        assertArrayEquals(order, walk(two));
        one.shuffle(5, 3);
        assertFalse(Arrays.equals(order, walk(one)));
        one.shuffle(6, 2);
        assertFalse(Arrays.equals(order, walk(one)));
    }

    @Test
    void splitIsDisjointCompleteAndTheSameForASeed() {
        Examples.Split split = train.split(20, 42);
        assertEquals(83, split.training().size());
        assertEquals(20, split.validation().size());
        boolean[] seen = new boolean[IMAGES];
        for (Examples part : List.of(split.training(), split.validation())) {
            for (int number : numbers(part)) {
                assertFalse(seen[number], "image " + number + " is in both parts");
                seen[number] = true;
            }
        }
        assertArrayEquals(
                numbers(split.validation()), numbers(train.split(20, 42).validation()));
        assertFalse(Arrays.equals(
                numbers(split.validation()), numbers(train.split(20, 43).validation())));
    }

    @Test
    void subsetCrossesTheEdgeOfAFile() {
        assertArrayEquals(new int[] {58, 59, 60, 61}, numbers(train.subset(58, 62)));
        assertArrayEquals(new int[] {102, 0, 60}, numbers(train.select(102, 0, 60)));
    }

    private static int[] identity() {
        int[] order = new int[IMAGES];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static int[] walk(Minibatches batches) {
        int[] order = new int[IMAGES];
        int seen = 0;
        while (batches.next()) {
            for (int i = 0; i < batches.size(); i++) {
                order[seen] = (int) batches.features().get(i, 0);
                assertEquals(order[seen] % 10, batches.labels()[i]);
                seen++;
            }
        }
        assertTrue(seen == IMAGES, "saw " + seen);
        return order;
    }

    private static int[] numbers(Examples part) {
        Features images = part.features();
        int[] numbers = new int[part.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = (int) images.get(row, 0);
            assertEquals(numbers[row] % 10, part.label(row));
        }
        return numbers;
    }
}
