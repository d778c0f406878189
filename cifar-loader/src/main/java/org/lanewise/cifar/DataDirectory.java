package org.lanewise.cifar;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The directory of the data set that a program reads, and how it was found. If nobody names one, it is the usual place
 * of CIFAR-10; if that does not exist, it is a synthetic set.
 *
 * @param path the directory
 * @param foundBy who named it, for a report
 */
public record DataDirectory(Path path, String foundBy) {

    /** The environment variable that names a directory. */
    public static final String VARIABLE = "LANEWISE_DATA";

    private static final String SYNTHETIC = "synthetic, no CIFAR-10 given";
    private static final long SEED = 1;

    /**
     * Looks for data: the option, the environment variable, {@link #usual}, and last the synthetic set in
     * {@code data/synthetic}, which need not exist yet.
     *
     * @param option the directory given with {@code --data}, or null
     * @param variable the value of {@link #VARIABLE}, or null
     * @param root the root of the repository
     * @return the first that exists
     * @throws InvalidPathException if the variable cannot be a path, as one with other characters than the locale's
     */
    public static DataDirectory find(Path option, String variable, Path root) {
        if (option != null) {
            return new DataDirectory(option, "--data");
        }
        if (variable != null && !variable.isBlank()) {
            return new DataDirectory(ofVariable(variable), VARIABLE);
        }
        if (Files.isDirectory(usual(root))) {
            return new DataDirectory(usual(root), "the usual place");
        }
        return new DataDirectory(root.resolve("data").resolve("synthetic"), SYNTHETIC);
    }

    private static Path ofVariable(String variable) {
        try {
            return Path.of(variable);
        } catch (InvalidPathException e) {
            String wrong = VARIABLE + " cannot be a path (" + e.getReason()
                    + "); set it to that of a directory with CIFAR-10, or LC_ALL to a UTF-8 locale";
            throw new InvalidPathException(variable, wrong);
        }
    }

    /**
     * The directory of CIFAR-10 if nobody names another.
     *
     * @param root the root of the repository
     * @return {@code data/cifar-10-batches-bin} there
     */
    public static Path usual(Path root) {
        return root.resolve("data").resolve("cifar-10-batches-bin");
    }

    /** {@return whether this is the synthetic set, because nothing else was found} */
    public boolean isSynthetic() {
        return foundBy.equals(SYNTHETIC);
    }

    /**
     * Whether a data set, or a part of it, is in the directory.
     *
     * @param format which; the labels do not matter
     * @return whether there is a file of its layout
     */
    public boolean holds(CifarFormat format) {
        return !Layout.in(path, format).isEmpty();
    }

    /**
     * Opens the data set: CIFAR-10, or if that is not there CIFAR-100 with its fine labels. If it is to be the synthetic set
     * and that does not exist, it is written first.
     *
     * @return the set, to be closed by the caller
     * @throws IOException if there is no such set in the directory, or it cannot be read; the message says what to do
     */
    public CifarDataset open() throws IOException {
        boolean isHundred = !holds(CifarFormat.CIFAR10) && holds(CifarFormat.CIFAR100_FINE);
        return open(isHundred ? CifarFormat.CIFAR100_FINE : CifarFormat.CIFAR10);
    }

    /**
     * Opens a data set in one format. If it is to be the synthetic set, which is in the format of CIFAR-10, and that does
     * not exist, it is written first.
     *
     * @param format which, and which labels
     * @return the set, to be closed by the caller
     * @throws IOException if there is no such set in the directory, or it cannot be read; the message says what to do
     */
    public CifarDataset open(CifarFormat format) throws IOException {
        if (isSynthetic() && !Files.exists(path)) {
            generate();
        }
        return CifarDataset.open(path, format);
    }

    private void generate() throws IOException {
        try {
            SyntheticCifar.write(path, SyntheticCifar.MAX_TRAIN_RECORDS, SyntheticCifar.MAX_TEST_RECORDS, SEED);
        } catch (FileAlreadyExistsException anotherProcessWasFaster) {
            // It wrote the same bytes.
        }
    }
}
