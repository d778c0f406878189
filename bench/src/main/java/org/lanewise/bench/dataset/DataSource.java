package org.lanewise.bench.dataset;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.SyntheticCifar;

/**
 * The CIFAR-10 directory that is read, and how it was found.
 *
 * @param directory the directory
 * @param foundBy who named it, for the report
 */
public record DataSource(Path directory, String foundBy) {

    /** The environment variable that names a directory. */
    public static final String VARIABLE = "LANEWISE_DATA";

    /** The system property by which the forks learn of the directory. */
    private static final String PROPERTY = "lanewise.bench.data";

    private static final long SEED = 1;

    /**
     * Looks for data: the option, the environment variable, {@code data/cifar-10-batches-bin} under the root, else the
     * synthetic set, which need not exist yet.
     *
     * @param option the directory given with {@code --data}, or null
     * @param variable the value of {@link #VARIABLE}, or null
     * @param root the root of the repository
     * @return the first that is there
     */
    public static DataSource find(Path option, String variable, Path root) {
        if (option != null) {
            return new DataSource(option, "--data");
        }
        if (variable != null && !variable.isBlank()) {
            return new DataSource(Path.of(variable), VARIABLE);
        }
        Path usual = root.resolve("data").resolve("cifar-10-batches-bin");
        if (Files.isDirectory(usual)) {
            return new DataSource(usual, "the usual place");
        }
        return new DataSource(root.resolve("data").resolve("synthetic"), "synthetic, no CIFAR-10 given");
    }

    /** {@return whether this is the synthetic set} */
    public boolean isSynthetic() {
        return foundBy.startsWith("synthetic");
    }

    /**
     * Opens the set, after writing it if it is the synthetic one and does not exist.
     *
     * @return the set, to be closed by the caller
     * @throws IOException if there is no CIFAR-10 set in the directory, or it cannot be read; the message says what to do
     */
    public CifarDataset open() throws IOException {
        if (isSynthetic() && !Files.exists(directory)) {
            generate();
        }
        return CifarDataset.open(directory, CifarFormat.CIFAR10);
    }

    private void generate() throws IOException {
        try {
            SyntheticCifar.write(directory, SyntheticCifar.MAX_TRAIN_RECORDS, SyntheticCifar.MAX_TEST_RECORDS, SEED);
        } catch (FileAlreadyExistsException anotherProcessWasFaster) {
            // It wrote the same bytes.
        }
    }

    /** {@return the option that passes the directory to a fork} */
    public String asVmOption() {
        return "-D" + PROPERTY + "=" + directory.toAbsolutePath();
    }

    /** {@return the directory that was passed to this fork} */
    public static Path ofThisFork() {
        String directory = System.getProperty(PROPERTY);
        if (directory == null) {
            throw new IllegalStateException("no data set was named: set -D" + PROPERTY + "=DIR");
        }
        return Path.of(directory);
    }
}
