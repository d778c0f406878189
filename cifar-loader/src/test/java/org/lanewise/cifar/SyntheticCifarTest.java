package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticCifarTest {

    @TempDir
    Path directory;

    @Test
    void bytesAreFixedForEver() throws Exception {
        SyntheticCifar.write(directory, 30, 10, 42);
        assertEquals(
                "9ee61443806a6e89b451b1b1c606b7c84af4abda2a0ef92bd17dc5ec435fc893",
                sha256(directory.resolve("data_batch_1.bin")));
        assertEquals(
                "9d31138083a5dd5d440c74ffc6020e4fc8c47b588c9216bf482b70bbab6aff07",
                sha256(directory.resolve("test_batch.bin")));
    }

    @Test
    void twoWritesAreTheSameAndAnotherSeedIsNot() throws IOException {
        Path one = SyntheticCifar.write(directory.resolve("one"), 50, 20, 7);
        Path two = SyntheticCifar.write(directory.resolve("deep/er/two"), 50, 20, 7);
        Path other = SyntheticCifar.write(directory.resolve("other"), 50, 20, 8);
        assertEquals(List.of("batches.meta.txt", "data_batch_1.bin", "test_batch.bin"), names(one));
        for (String name : names(one)) {
            assertEquals(-1, Files.mismatch(one.resolve(name), two.resolve(name)), name);
        }
        assertTrue(Files.mismatch(one.resolve("test_batch.bin"), other.resolve("test_batch.bin")) >= 0);
        assertEquals(List.of("deep", "one", "other"), names(directory), "no temporary directory is left");
    }

    @Test
    void smallerSetIsTheBeginningOfALargerOne() throws IOException {
        Path small = SyntheticCifar.write(directory.resolve("small"), 5, 3, 7);
        Path large = SyntheticCifar.write(directory.resolve("large"), 9, 4, 7);
        for (String name : List.of("data_batch_1.bin", "test_batch.bin")) {
            byte[] start = Files.readAllBytes(small.resolve(name));
            assertArrayEquals(start, Arrays.copyOf(Files.readAllBytes(large.resolve(name)), start.length));
        }
        byte[] train = Files.readAllBytes(small.resolve("data_batch_1.bin"));
        byte[] test = Files.readAllBytes(small.resolve("test_batch.bin"));
        assertTrue(Arrays.mismatch(train, test) < 100, "test images are not training images");
    }

    @Test
    void filesHoldTenThousandRecordsEach() throws IOException {
        long start = System.nanoTime();
        SyntheticCifar.write(directory, 10_001, 0, 1);
        System.out.printf("Writing 10,001 synthetic records took %.0f ms.%n", (System.nanoTime() - start) / 1e6);
        assertEquals(List.of("batches.meta.txt", "data_batch_1.bin", "data_batch_2.bin"), names(directory));
        assertEquals(30_730_000, Files.size(directory.resolve("data_batch_1.bin")));
        assertEquals(3073, Files.size(directory.resolve("data_batch_2.bin")));
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            assertEquals(10_001, cifar.train().size());
            assertFalse(cifar.hasTest());
            assertEquals("synthetic_9", cifar.classNames().get(9));
            int[] counts = new int[10];
            for (int row = 0; row < 10_001; row++) {
                counts[cifar.train().label(row)]++;
            }
            assertTrue(Arrays.stream(counts).allMatch(n -> n > 880 && n < 1120), Arrays.toString(counts));
        }
    }

    @Test
    void theLargestTestSetAlone() throws IOException {
        SyntheticCifar.write(directory, 0, 10_000, 1);
        assertEquals(List.of("batches.meta.txt", "test_batch.bin"), names(directory));
        assertEquals(30_730_000, Files.size(directory.resolve("test_batch.bin")));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "mine");
        String message = assertThrows(FileAlreadyExistsException.class, () -> SyntheticCifar.write(directory, 1, 1, 1))
                .getMessage();
        assertTrue(message.contains(directory.toString()) && message.contains("remove it"), message);
        assertEquals(List.of("mine.txt"), names(directory));
        assertThrows(
                FileAlreadyExistsException.class, () -> SyntheticCifar.write(directory.resolve("mine.txt"), 1, 1, 1));
    }

    /** The longest that a file system takes, and links to where nothing is and to an empty directory. */
    @Test
    void anyNameIsWrittenAndLinksAreWrittenThrough() throws IOException {
        Path longest = SyntheticCifar.write(directory.resolve("s".repeat(255)), 1, 0, 1);
        Path empty = Files.createDirectory(directory.resolve("empty"));
        for (Path target : List.of(empty, directory.resolve("new"))) {
            Path link = Files.createSymbolicLink(directory.resolve("to-" + target.getFileName()), target);
            SyntheticCifar.write(link, 1, 0, 1);
            assertTrue(Files.isSymbolicLink(link));
            assertEquals(-1, Files.mismatch(target.resolve("data_batch_1.bin"), longest.resolve("data_batch_1.bin")));
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        for (int[] sizes : new int[][] {{-1, 1}, {1, -1}, {0, 0}, {50_001, 0}, {0, 10_001}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SyntheticCifar.write(directory.resolve("x"), sizes[0], sizes[1], 1));
        }
        assertFalse(Files.exists(directory.resolve("x")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return List.copyOf(
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
