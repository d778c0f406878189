package org.lanewise.cifar;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lanewise.core.internal.files.Replacement;

/**
 * A made-up data set in the layout of CIFAR-10, for tests without the real one: ten classes of random coloured clouds.
 * A linear classifier is right in about 70 to 75 % of the cases. {@link CifarDataset} reads it like the real one.
 *
 * <p>The bytes depend on the numbers of records and the seed alone, and are the same on every machine and Java version.
 * Record i depends on the seed and i alone, so a smaller set is the beginning of a larger one. Writing 10,000 records (31 MB) takes a
 * fraction of a second.
 */
public final class SyntheticCifar {

    /** The largest training set: the five files of the layout, full. */
    public static final int MAX_TRAIN_RECORDS = 50_000;

    /** The largest test set: the one file of the layout, full. */
    public static final int MAX_TEST_RECORDS = 10_000;

    /** The names of the classes, {@code synthetic_0} and so on; no other set has them. */
    static final List<String> CLASS_NAMES = IntStream.range(0, CifarFormat.CIFAR10.classes())
            .mapToObj(k -> "synthetic_" + k)
            .toList();

    private static final int RECORDS_PER_FILE = 10_000;

    /** The number of the first test record, so that no test record is a training record. */
    private static final long FIRST_TEST_RECORD = 1L << 32;

    private SyntheticCifar() {}

    /**
     * Writes a set: {@code data_batch_1.bin} and so on with 10,000 records each, {@code test_batch.bin} and
     * {@code batches.meta.txt}. It is written to a temporary directory beside the target, which is renamed when it is
     * complete. So the final name has the whole set or does not exist. Several processes may call this; one of them
     * writes the set, the others get {@link FileAlreadyExistsException}.
     *
     * @param directory where the set will be; must not exist or be empty; parents are made
     * @param trainRecords images of the training set, 0 (no training set) to {@value #MAX_TRAIN_RECORDS}
     * @param testRecords images of the test set, 0 (no test set) to {@value #MAX_TEST_RECORDS}; not 0 both
     * @param seed chooses the classes and the images
     * @return the directory
     * @throws IllegalArgumentException if a number is out of range, or both are 0
     * @throws FileAlreadyExistsException if the directory exists and is not empty, or is a file
     * @throws IOException if the files cannot be written
     */
    public static Path write(Path directory, int trainRecords, int testRecords, long seed) throws IOException {
        requireSize("training", trainRecords, MAX_TRAIN_RECORDS);
        requireSize("test", testRecords, MAX_TEST_RECORDS);
        if (trainRecords + testRecords == 0) {
            throw new IllegalArgumentException(
                    "A synthetic set of no image at all was asked for; ask for one or more.");
        }
        requireFree(directory);
        Path target = Replacement.followed(directory);
        Files.createDirectories(target.getParent());
        // It is shorter than most names of directories, so that it fits where they do.
        Path temporary = target.resolveSibling(".lanewise-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectory(temporary);
            writeFiles(temporary, trainRecords, testRecords, new SyntheticImages(seed));
            moveTo(target, temporary);
        } finally {
            delete(temporary);
        }
        return directory;
    }

    private static void requireSize(String part, int records, int most) {
        if (records < 0 || records > most) {
            throw new IllegalArgumentException(
                    "A synthetic " + part + " set of " + records + " images was asked for; ask for 0 to " + most + ".");
        }
    }

    private static void requireFree(Path directory) throws IOException {
        if (Files.exists(directory) && !isEmptyDirectory(directory)) {
            throw new FileAlreadyExistsException(
                    directory.toString(),
                    null,
                    "there is something already, but a new or empty directory was expected for the synthetic set; remove"
                            + " it or give another directory");
        }
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void writeFiles(Path directory, int trainRecords, int testRecords, SyntheticImages images)
            throws IOException {
        int written = 0;
        for (String name : CifarFormat.CIFAR10.trainFiles()) {
            int records = Math.min(RECORDS_PER_FILE, trainRecords - written);
            writeRecords(directory.resolve(name), images, written, records);
            written += records;
        }
        for (String name : CifarFormat.CIFAR10.testFiles()) {
            writeRecords(directory.resolve(name), images, FIRST_TEST_RECORD, testRecords);
        }
        String names = String.join("\n", CLASS_NAMES) + "\n";
        Files.writeString(directory.resolve(CifarFormat.CIFAR10.namesFile()), names, StandardCharsets.UTF_8);
    }

    /** Writes no file where there is no record. */
    private static void writeRecords(Path file, SyntheticImages images, long first, int records) throws IOException {
        if (records == 0) {
            return;
        }
        byte[] record = new byte[CifarFormat.CIFAR10.recordBytes()];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18)) {
            for (int i = 0; i < records; i++) {
                images.write(first + i, record);
                out.write(record);
            }
        }
    }

    private static void moveTo(Path target, Path temporary) throws IOException {
        try {
            Files.deleteIfExists(target);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // If another process was faster, this is the plainer message.
            requireFree(target);
            throw e;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(directory);
    }
}
