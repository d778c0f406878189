package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassNamesTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeRecords() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        TinyFiles.cifar100(directory.resolve("train.bin"), new int[] {1, 1});
    }

    @ParameterizedTest
    @EnumSource
    void builtInNamesAreDistinctAndAsManyAsClasses(CifarFormat format) throws IOException {
        try (CifarDataset cifar = CifarDataset.open(directory, format)) {
            assertEquals(format.classes(), cifar.classNames().size());
            assertEquals(format.classes(), new HashSet<>(cifar.classNames()).size());
            assertEquals(List.copyOf(new TreeSet<>(cifar.classNames())), cifar.classNames(), "alphabetical");
        }
    }

    @Test
    void namesComeFromTheFileWithBlankLinesAndEitherLineEnd() throws IOException {
        Files.writeString(directory.resolve("batches.meta.txt"), "a\r\nb\r\nc d\r\ne\nf\ng\nh\ni\nj\n k \n\n\n");
        try (CifarDataset cifar = CifarDataset.open(directory, CifarFormat.CIFAR10)) {
            assertEquals(List.of("a", "b", "c d", "e", "f", "g", "h", "i", "j", "k"), cifar.classNames());
        }
    }

    @Test
    void namesAreLookedForBesideASingleFile() throws IOException {
        Files.writeString(directory.resolve("coarse_label_names.txt"), "name\n".repeat(20));
        try (CifarDataset cifar = CifarDataset.openFiles(
                CifarFormat.CIFAR100_COARSE, List.of(), List.of(directory.resolve("train.bin")))) {
            assertEquals("name", cifar.classNames().get(19));
        }
    }

    @Test
    void namesFileThatCannotBeReadIsNamed() throws IOException {
        Path file = Files.createDirectory(directory.resolve("batches.meta.txt"));
        String message = assertThrows(IOException.class, () -> CifarDataset.open(directory, CifarFormat.CIFAR10))
                .getMessage();
        assertTrue(message.contains(file + " cannot be read"), message);
        assertTrue(message.contains("a file of class names was expected"), message);
        assertTrue(message.contains("remove it"), message);
    }

    @Test
    void namesFileMayNotBeLarge() throws IOException {
        Path file = Files.writeString(directory.resolve("batches.meta.txt"), "name\n".repeat(20_000));
        String message = assertThrows(
                        CifarFormatException.class, () -> CifarDataset.open(directory, CifarFormat.CIFAR10))
                .getMessage();
        assertTrue(message.contains(file + " has more than 65536 bytes"), message);

        String ten = "name\n".repeat(10);
        Files.writeString(file, ten + "\n".repeat(65_536 - ten.length()));
        try (CifarDataset cifar = CifarDataset.open(directory, CifarFormat.CIFAR10)) {
            assertEquals(Collections.nCopies(10, "name"), cifar.classNames());
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongNumberOfNamesIsAnError(CifarFormat format) throws IOException {
        Path file = Files.writeString(directory.resolve(format.namesFile()), "name\n".repeat(format.classes() - 1));
        String message = assertThrows(CifarFormatException.class, () -> CifarDataset.open(directory, format))
                .getMessage();
        assertTrue(message.contains(file + " has " + (format.classes() - 1) + " names"), message);
        assertTrue(message.contains(format.classes() + " were expected"), message);
        assertTrue(message.contains("remove it"), message);
    }
}
