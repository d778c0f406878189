package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertEquals(cifar.classNames(), CifarFormat.CIFAR10.classNames(directory));
        }
    }

    @Test
    void namesAreLookedForBesideASingleFile() throws IOException {
        Files.writeString(directory.resolve("coarse_label_names.txt"), names(20));
        try (CifarDataset cifar = CifarDataset.openFiles(
                CifarFormat.CIFAR100_COARSE, List.of(), List.of(directory.resolve("train.bin")))) {
            assertEquals("name 19", cifar.classNames().get(19));
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

        String ten = names(10);
        Files.writeString(file, ten + "\n".repeat(65_536 - ten.length()));
        try (CifarDataset cifar = CifarDataset.open(directory, CifarFormat.CIFAR10)) {
            assertEquals(ten.lines().toList(), cifar.classNames());
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

    private static String names(int number) {
        return IntStream.range(0, number).mapToObj(i -> "name " + i + "\n").collect(Collectors.joining());
    }

    private Path write(byte[] text) throws IOException {
        return Files.write(directory.resolve("batches.meta.txt"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void namesAreTextInUtf8WithOrWithoutAByteOrderMark(String mark) throws IOException {
        write((mark + "avi\u00f3n\n\u98db\u6a5f\n\ud83d\udc31\nd\ne\nf\ng\nh\ni\nj").getBytes(StandardCharsets.UTF_8));
        try (CifarDataset cifar = CifarDataset.open(directory, CifarFormat.CIFAR10)) {
            assertEquals(
                    List.of("avi\u00f3n", "\u98db\u6a5f", "\ud83d\udc31", "d", "e", "f", "g", "h", "i", "j"),
                    cifar.classNames());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void namesHaveAnyLineEndAndBlanksAround(String end) throws IOException {
        String text = names(10).replace("\n", "\u00a0\t " + end).replace("name 4", end + " \u3000name 4");
        write(text.getBytes(StandardCharsets.UTF_8));
        try (CifarDataset cifar = CifarDataset.open(directory, CifarFormat.CIFAR10)) {
            assertEquals(names(10).lines().toList(), cifar.classNames());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ISO-8859-1, line 3 has the byte 0xf3",
        "UTF-16, line 1 has the byte 0xfe",
        "UTF-16LE, line 3 has the byte 0xf3",
    })
    void anotherEncodingIsNamedWithItsLine(String charset, String found) throws IOException {
        assertRefused(write(names(10).replace("name 2", "avi\u00f3n").getBytes(charset)), found);
    }

    @ParameterizedTest
    @CsvSource({
        "80, a byte that only goes on",
        "c3, a character that is cut short",
        "c080, a longer form of NUL",
        "eda080, half of a character",
        "f5808080, beyond the last character",
    })
    void badBytesAreNamedWithTheirLine(String hex, String what) throws IOException {
        String text = HexFormat.of().formatHex(names(10).getBytes(StandardCharsets.US_ASCII));
        String six = HexFormat.of().formatHex("name 6".getBytes(StandardCharsets.US_ASCII));
        byte[] bad = HexFormat.of().parseHex(text.replace(six, six + hex));
        assertRefused(write(bad), "line 7 has the byte 0x" + hex.substring(0, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x07, 0x1b, 0x7f, 0x85, 0x9b, 0x200b, 0x202e, 0x2028, 0xfeff})
    void whatCannotBeSeenInANameIsNamedWithItsLine(int character) throws IOException {
        String text = names(10).replace("name 8", "na" + Character.toString(character) + "me");
        assertRefused(
                write(text.getBytes(StandardCharsets.UTF_8)),
                String.format("line 9 has the character \\u%04x", character));
    }

    @Test
    void aNameOfTwoClassesIsNamedWithItsLines() throws IOException {
        String text = "\n" + names(10).replace("name 8", "name 3 ");
        assertRefused(write(text.getBytes(StandardCharsets.UTF_8)), "line 10 has the name name 3, as line 5 has");
    }

    private void assertRefused(Path file, String found) {
        String message = assertThrows(
                        CifarFormatException.class, () -> CifarDataset.open(directory, CifarFormat.CIFAR10))
                .getMessage();
        assertTrue(message.startsWith(file + ": " + found), message);
        assertTrue(message.contains("was expected") && message.contains("remove it"), message);
    }
}
