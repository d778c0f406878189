package org.lanewise.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every message names the file, what was found, what was expected and what to do. */
class LoaderErrorsTest {

    @TempDir
    Path directory;

    @Test
    void lengthThatIsNoWholeNumberOfRecords() throws IOException {
        Path file = Files.write(directory.resolve("data_batch_3.bin"), new byte[2 * 3073 + 100]);
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory),
                file + " has 6246 bytes",
                "whole number of CIFAR-10 records of 3073 bytes was expected",
                "100 bytes are left over after 2 records",
                "download it again");
    }

    @Test
    void cutOffCifar100File() throws IOException {
        Path file = Files.write(directory.resolve("train.bin"), new byte[3074 - 1]);
        Files.write(directory.resolve("test.bin"), new byte[3074]);
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory, CifarFormat.CIFAR100_COARSE),
                file + " has 3073 bytes",
                "CIFAR-100 records of 3074 bytes was expected",
                "1 whole records of CIFAR-10",
                "open it as CIFAR-10");
    }

    @Test
    void emptyFile() throws IOException {
        Path file = Files.write(directory.resolve("test_batch.bin"), new byte[0]);
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory),
                file + " is empty",
                "at least one CIFAR-10 record of 3073 bytes was expected",
                "download the file again");
    }

    @Test
    void missingFile() {
        Path file = directory.resolve("nowhere.bin");
        assertSays(
                NoSuchFileException.class,
                () -> openSingle(file),
                file.toString(),
                "there is no such file",
                "CIFAR-10 records was expected",
                "check the path");
    }

    @Test
    void linkThatLeadsNowhereIsNotPassedOver() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        Path link = directory.resolve("data_batch_2.bin");
        try {
            Files.createSymbolicLink(link, directory.resolve("gone.bin"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "no symbolic links here: " + e);
        }
        assertSays(
                NoSuchFileException.class,
                () -> CifarDataset.open(directory),
                link.toString(),
                "this link leads nowhere",
                "was expected",
                "repair the link");
    }

    @Test
    void missingDirectory() {
        Path missing = directory.resolve("cifar");
        for (Executable open : opens(missing)) {
            assertSays(
                    NoSuchFileException.class,
                    open,
                    missing.toString(),
                    "there is no such directory",
                    "give the directory that the official archive was unpacked to");
        }
    }

    @Test
    void fileInPlaceOfADirectory() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        for (Executable open : opens(file)) {
            assertSays(
                    CifarFormatException.class,
                    open,
                    file.toString(),
                    "a directory with data_batch_1.bin",
                    "this is a file",
                    "give the directory that it is in");
        }
    }

    @Test
    void directoryInPlaceOfAFile() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("data_batch_1.bin"));
        for (Executable open : Arrays.<Executable>asList(() -> openSingle(inner), () -> CifarDataset.open(directory))) {
            assertSays(
                    CifarFormatException.class,
                    open,
                    inner.toString(),
                    "this is a directory",
                    "a file of CIFAR-10 records was expected",
                    "give one");
        }
    }

    @Test
    void deviceInPlaceOfAFile() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "no /dev/null here");
        assertSays(CifarFormatException.class, () -> openSingle(device), "/dev/null", "a device or a pipe", "expected");
    }

    @Test
    void directoryWithoutCifarFiles() throws IOException {
        Files.writeString(directory.resolve("readme.html"), "nothing here");
        for (Executable open : opens(directory)) {
            assertSays(
                    NoSuchFileException.class,
                    open,
                    directory.toString(),
                    "the directory holds no CIFAR",
                    "data_batch_1.bin to data_batch_5.bin and test_batch.bin",
                    "were expected",
                    "unpack the binary version");
        }
    }

    @Test
    void directoryAboveTheRightOne() throws IOException {
        Files.createDirectory(directory.resolve("cifar-10-batches-bin"));
        assertSays(
                NoSuchFileException.class,
                () -> CifarDataset.open(directory),
                "holds no CIFAR file",
                "give its subdirectory cifar-10-batches-bin");
    }

    @Test
    void directoryOfThePythonVersion() throws IOException {
        Files.write(directory.resolve("data_batch_1"), new byte[10]);
        assertSays(
                NoSuchFileException.class,
                () -> CifarDataset.open(directory, CifarFormat.CIFAR10),
                "holds no CIFAR-10 file",
                "Python version: download the binary version");
    }

    @Test
    void cifar10LabelOutOfRange() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 0, 1);
        Path file = TinyFiles.cifar10(directory.resolve("data_batch_2.bin"), 9, 3, 10, 255);
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory),
                file + ": record 2 (the first is 0) has the label 10",
                "CIFAR-10 has labels 0 to 9",
                "download it again");
    }

    @Test
    void labelAbove127IsUnsigned() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("single.bin"), 255);
        assertSays(CifarFormatException.class, () -> openSingle(file), "record 0", "the label 255");
    }

    @Test
    void lastLabelIsChecked() throws IOException {
        int[] labels = new int[50];
        labels[49] = 200;
        Path file = TinyFiles.cifar10(directory.resolve("single.bin"), labels);
        assertSays(CifarFormatException.class, () -> openSingle(file), "record 49", "the label 200");
    }

    @Test
    void bothCifar100LabelsAreCheckedWhicheverIsRead() throws IOException {
        Path file = TinyFiles.cifar100(directory.resolve("train.bin"), new int[] {1, 1}, new int[] {20, 1});
        for (CifarFormat format : List.of(CifarFormat.CIFAR100_FINE, CifarFormat.CIFAR100_COARSE)) {
            assertSays(
                    CifarFormatException.class,
                    () -> CifarDataset.open(directory, format),
                    file + ": record 1 (the first is 0) has the coarse label 20",
                    "CIFAR-100 has coarse labels 0 to 19");
        }
        TinyFiles.cifar100(file, new int[] {1, 100});
        for (CifarFormat format : List.of(CifarFormat.CIFAR100_FINE, CifarFormat.CIFAR100_COARSE)) {
            assertSays(
                    CifarFormatException.class,
                    () -> CifarDataset.open(directory, format),
                    file + ": record 0 (the first is 0) has the fine label 100",
                    "CIFAR-100 has fine labels 0 to 99");
        }
    }

    @Test
    void cifar100FileOpenedAsCifar10() throws IOException {
        Path file = TinyFiles.cifar100(directory.resolve("x.bin"), new int[] {1, 1}, new int[] {2, 2});
        assertSays(
                CifarFormatException.class,
                () -> openSingle(file),
                file + " has 6148 bytes",
                "CIFAR-10 records of 3073 bytes was expected",
                "2 whole records of CIFAR-100",
                "open it as CIFAR-100");
    }

    @Test
    void cifar100UnderAnOfficialCifar10Name() throws IOException {
        Path file = TinyFiles.cifar100(directory.resolve("data_batch_1.bin"), new int[] {1, 1});
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory),
                file.toString(),
                "1 whole records of CIFAR-100");
    }

    /** 3073 records of CIFAR-100 are as long as 3074 of CIFAR-10: only the labels tell. */
    @Test
    void cifar100FileOfAnAmbiguousLength() throws IOException {
        int[][] labels = new int[3073][];
        Arrays.setAll(labels, record -> new int[] {record % 20, record % 100});
        Path file = TinyFiles.cifar100(directory.resolve("x.bin"), labels);
        assertSays(
                CifarFormatException.class,
                () -> openSingle(file),
                file.toString(),
                "CIFAR-10 has labels 0 to 9",
                "also 3073 whole records of CIFAR-100",
                "open it as CIFAR-100");
    }

    @Test
    void directoryOfTheOtherDataSet() throws IOException {
        TinyFiles.cifar100(directory.resolve("train.bin"), new int[] {1, 1});
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory, CifarFormat.CIFAR10),
                directory + " holds train.bin, a file of CIFAR-100",
                "data_batch_1.bin to data_batch_5.bin and test_batch.bin was expected",
                "open it as CIFAR-100");
        Files.delete(directory.resolve("train.bin"));
        TinyFiles.cifar10(directory.resolve("test_batch.bin"), 1);
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory, CifarFormat.CIFAR100_FINE),
                directory + " holds test_batch.bin, a file of CIFAR-10",
                "train.bin and test.bin was expected",
                "open it as CIFAR-10");
    }

    @Test
    void directoryOfBothDataSetsNeedsAFormat() throws IOException {
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        TinyFiles.cifar100(directory.resolve("test.bin"), new int[] {1, 1});
        assertSays(
                CifarFormatException.class,
                () -> CifarDataset.open(directory),
                directory.toString(),
                "CIFAR-10 (data_batch_1.bin)",
                "CIFAR-100 (test.bin)",
                "name the CifarFormat");
    }

    @Test
    void fileWithoutReadPermission() throws IOException {
        assumePosix();
        Path file = TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user (root?) may read every file");
        assertSays(
                AccessDeniedException.class,
                () -> CifarDataset.open(directory),
                file.toString(),
                "this user may not read it",
                "a readable file was expected",
                "chmod +r");
    }

    @Test
    void directoryWithoutPermission() throws IOException {
        assumePosix();
        Path closed = Files.createDirectory(directory.resolve("closed"));
        TinyFiles.cifar10(closed.resolve("data_batch_1.bin"), 1);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isExecutable(closed), "this user (root?) may enter every directory");
            assertSays(
                    AccessDeniedException.class,
                    () -> CifarDataset.open(closed),
                    closed.toString(),
                    "may not enter it",
                    "was expected",
                    "chmod +rx");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void anInterruptIsNamedAndKept() throws IOException {
        Path file = TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        Thread.currentThread().interrupt();
        assertSays(
                InterruptedIOException.class, () -> CifarDataset.open(directory), file.toString(), "was interrupted");
        assertTrue(Thread.interrupted());
        CifarDataset.open(directory).close();
    }

    @Test
    void failedOpeningLeavesNothingMapped() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")), "no /proc/self/maps to look into");
        TinyFiles.cifar10(directory.resolve("data_batch_1.bin"), 1);
        TinyFiles.cifar10(directory.resolve("data_batch_2.bin"), 10);
        assertThrows(CifarFormatException.class, () -> CifarDataset.open(directory));
        String maps = Files.readString(Path.of("/proc/self/maps"));
        assertEquals(-1, maps.indexOf(directory.toRealPath().toString()), maps);
    }

    private static void assumePosix() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
                "this file system has no permissions to take away");
    }

    private static List<Executable> opens(Path path) {
        return List.of(() -> CifarDataset.open(path), () -> CifarDataset.open(path, CifarFormat.CIFAR10));
    }

    private static CifarDataset openSingle(Path file) throws IOException {
        return CifarDataset.openFiles(CifarFormat.CIFAR10, List.of(file), List.of());
    }

    private static void assertSays(Class<? extends IOException> type, Executable open, String... parts) {
        String message = assertThrows(type, open).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
        assertEquals(-1, message.indexOf('\n'), "one sentence: " + message);
    }
}
