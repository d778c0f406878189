package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;

class CifarDatasetTest {

    @TempDir
    Path directory;

    @Test
    void cifar10DirectoryIsReadInTheOrderOfItsFiles() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_2.bin"), 4, 5);
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 9, 0, 3);
        TinyFiles.cifar10(directory.resolve("test_batch.bin"), 7);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            assertEquals(CifarFormat.CIFAR10, cifar.format());
            assertLabels(cifar.train(), 9, 0, 3, 4, 5);
            assertLabels(cifar.test(), 7);
            assertPixels(cifar.train().features(), 0, 1, 2, 0, 1);
            assertPixels(cifar.test().features(), 0);
            assertEquals(10, cifar.train().classes());
            assertEquals(
                    List.of(
                            directory.resolve("data_batch_1.bin"),
                            directory.resolve("data_batch_2.bin"),
                            directory.resolve("test_batch.bin")),
                    cifar.files());
            assertEquals("CIFAR-10 in " + directory + ": 5 training and 1 test images, 10 classes", cifar.toString());
        }
    }

    @Test
    void cifar100DirectoryHasFineAndCoarseLabels() throws IOException {
        TinyFiles.cifar100(directory.resolve("train.bin"), new int[] {19, 99}, new int[] {0, 1});
        TinyFiles.cifar100(directory.resolve("test.bin"), new int[] {2, 50});
        try (CifarDataset detected = CifarDataset.open(directory);
                CifarDataset fine = CifarDataset.open(directory, CifarFormat.CIFAR100_FINE);
                CifarDataset coarse = CifarDataset.open(directory, CifarFormat.CIFAR100_COARSE)) {
            assertEquals(CifarFormat.CIFAR100_FINE, detected.format());
            assertLabels(fine.train(), 99, 1);
            assertLabels(coarse.train(), 19, 0);
            assertLabels(coarse.test(), 2);
            assertEquals(100, fine.train().classes());
            assertEquals(20, coarse.train().classes());
            assertPixels(fine.train().features(), 0, 1);
            assertPixels(coarse.test().features(), 0);
        }
    }

    @Test
    void singleFilesMayHaveAnyName() throws IOException {
        Path a = TinyFiles.cifar10(directory.resolve("a.bin"), 1, 2);
        Path b = TinyFiles.cifar10(directory.resolve("b"), 3);
        try (CifarDataset cifar = CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(b, a), List.of())) {
            assertLabels(cifar.train(), 3, 1, 2);
            assertTrue(cifar.hasTrain());
            assertFalse(cifar.hasTest());
        }
    }

    @Test
    void namedFormatChoosesWhereBothSetsLieTogether() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        TinyFiles.cifar100(directory.resolve("train.bin"), new int[] {2, 3});
        try (CifarDataset ten = CifarDataset.open(directory, CifarFormat.CIFAR10);
                CifarDataset hundred = CifarDataset.open(directory, CifarFormat.CIFAR100_COARSE)) {
            assertLabels(ten.train(), 1);
            assertLabels(hundred.train(), 2);
        }
    }

    @Test
    void missingPartIsToldAndAsked() throws IOException {
        TinyFiles.cifar10(directory.resolve("test_batch.bin"), 7);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            assertFalse(cifar.hasTrain());
            assertTrue(cifar.hasTest());
            String message =
                    assertThrows(IllegalStateException.class, cifar::train).getMessage();
            assertTrue(message.contains(directory + " has no training set"), message);
            assertTrue(message.contains("data_batch_1.bin"), message);
        }
    }

    @Test
    void labelOutsideTheSetIsAnIndexError() throws IOException {
        TinyFiles.cifar10(directory.resolve("test_batch.bin"), 7, 8);
        try (CifarDataset cifar = CifarDataset.open(directory)) {
            assertThrows(IndexOutOfBoundsException.class, () -> cifar.test().label(2));
            assertThrows(IndexOutOfBoundsException.class, () -> cifar.test().label(-1));
        }
    }

    @Test
    void noFileAtAllIsAnArgumentError() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(), List.of()))
                .getMessage();
        assertTrue(message.contains("at least one"), message);
    }

    private static void assertLabels(Examples images, int... expected) {
        assertEquals(expected.length, images.size());
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row], images.label(row), "label of row " + row);
        }
    }

    /** Every pixel of every row against the number of its record within its file. */
    private static void assertPixels(Features images, int... records) {
        assertEquals(records.length, images.rows());
        assertEquals(3072, images.columns());
        IntStream.range(0, records.length).forEach(row -> {
            for (int column = 0; column < 3072; column++) {
                assertEquals(TinyFiles.pixel(records[row], column), images.get(row, column));
            }
        });
    }
}
