package org.lanewise.cifar;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Which files of the official layout a directory holds. */
record Layout(CifarFormat format, List<Path> train, List<Path> test) {

    /** Finds out which of the data sets lies in the directory; CIFAR-100 with fine labels. */
    static Layout detect(Path directory) throws IOException {
        requireDirectory(directory);
        Layout ten = in(directory, CifarFormat.CIFAR10);
        Layout hundred = in(directory, CifarFormat.CIFAR100_FINE);
        if (!ten.isEmpty() && !hundred.isEmpty()) {
            throw new CifarFormatException(directory + " holds files of CIFAR-10 (" + ten.firstName()
                    + ") and of CIFAR-100 (" + hundred.firstName()
                    + "), but one data set per directory was expected: name the CifarFormat to open.");
        }
        if (ten.isEmpty() && hundred.isEmpty()) {
            throw nothingFound(directory, "CIFAR");
        }
        return ten.isEmpty() ? hundred : ten;
    }

    /** Finds the files of one data set. */
    static Layout find(Path directory, CifarFormat format) throws IOException {
        requireDirectory(directory);
        Layout found = in(directory, format);
        if (!found.isEmpty()) {
            return found;
        }
        Layout mistaken = in(directory, format.other());
        if (!mistaken.isEmpty()) {
            throw new CifarFormatException(directory + " holds " + mistaken.firstName() + ", a file of "
                    + mistaken.format.title() + ", but " + expected(format) + " was expected: open it as "
                    + mistaken.format.title() + ", or give the directory of " + format.title() + ".");
        }
        throw nothingFound(directory, format.title());
    }

    static Layout in(Path directory, CifarFormat format) {
        return new Layout(format, present(directory, format.trainFiles()), present(directory, format.testFiles()));
    }

    /** A dangling link counts as present: opening it then says what is wrong, where passing it over would not. */
    private static List<Path> present(Path directory, List<String> names) {
        return names.stream()
                .map(directory::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    boolean isEmpty() {
        return train.isEmpty() && test.isEmpty();
    }

    private String firstName() {
        Path first = train.isEmpty() ? test.get(0) : train.get(0);
        return first.getFileName().toString();
    }

    private static void requireDirectory(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            throw new NoSuchFileException(
                    directory.toString(),
                    null,
                    "there is no such directory; give the directory that the official archive was unpacked to, such as"
                            + " cifar-10-batches-bin");
        }
        if (Files.isDirectory(directory) && !Files.isExecutable(directory)) {
            throw new AccessDeniedException(directory.toString(), null, unreadable());
        }
        if (!Files.isDirectory(directory)) {
            throw new CifarFormatException(directory + ": a directory with " + expected(CifarFormat.CIFAR10) + " or "
                    + expected(CifarFormat.CIFAR100_FINE)
                    + " was expected, but this is a file; give the directory that it is in");
        }
    }

    private static String unreadable() {
        return "the directory is there, but this user may not enter it, and a directory of CIFAR files was expected;"
                + " give permission (chmod +rx) to it";
    }

    private static NoSuchFileException nothingFound(Path directory, String title) {
        return new NoSuchFileException(
                directory.toString(),
                null,
                "the directory holds no " + title + " file; " + expected(CifarFormat.CIFAR10) + " or "
                        + expected(CifarFormat.CIFAR100_FINE) + " were expected; " + whatToDo(directory));
    }

    private static String whatToDo(Path directory) {
        for (String inner : List.of("cifar-10-batches-bin", "cifar-100-binary")) {
            if (Files.isDirectory(directory.resolve(inner))) {
                return "give its subdirectory " + inner;
            }
        }
        if (Files.exists(directory.resolve("data_batch_1")) || Files.exists(directory.resolve("train"))) {
            return "these look like the files of the Python version: download the binary version";
        }
        return "unpack the binary version of the data set (cifar-10-binary.tar.gz, cifar-100-binary.tar.gz) there";
    }

    static String expected(CifarFormat format) {
        return format == CifarFormat.CIFAR10
                ? "data_batch_1.bin to data_batch_5.bin and test_batch.bin"
                : "train.bin and test.bin";
    }
}
