package org.lanewise.cifar;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.LostDataException;

/**
 * A CIFAR-10 or CIFAR-100 data set in its binary version, mapped into memory read-only:
 *
 * {@snippet :
 * try (CifarDataset cifar = CifarDataset.open(Path.of("data/cifar-10-batches-bin"))) {
 *     Examples training = cifar.train(); // 50000 x 3072
 *     System.out.println(cifar.classNames().get(training.label(0)));
 * }
 * }
 *
 * <p>Opening copies no pixels, and the heap it needs does not grow with the set. It checks that every file is a whole
 * number of records and that every label is in range. For that it reads a byte of every record, so the first opening
 * after the machine's start is as slow as the disk. Subsets, splits and minibatches are those of {@link Examples}
 * and {@link org.lanewise.core.data.Minibatches}; they copy nothing either.
 *
 * <p>The data set owns the mapped memory, and {@link #close()} frees it. After that its methods, the labels and the
 * pixels throw {@link IllegalStateException}. If a file is cut short while it is open, they throw
 * {@link org.lanewise.core.data.LostDataException}, which names the file; so do kernels, statistics and minibatches.
 *
 * <p>Instances are immutable apart from closing, and safe to share between threads; any thread may close.
 */
public final class CifarDataset implements AutoCloseable {

    private final String source;
    private final CifarFormat format;
    private final List<String> classNames;
    private final List<MappedFile> trainFiles;
    private final List<MappedFile> testFiles;
    private final Examples train;
    private final Examples test;
    private final Arena arena;

    /** Maps the files; the arena is the caller's until this returns. */
    private CifarDataset(String source, Path names, Layout layout, Arena arena) throws IOException {
        this.source = source;
        this.format = layout.format();
        this.classNames = ClassNames.read(names, format);
        this.trainFiles = map(layout.train(), format, arena);
        this.testFiles = map(layout.test(), format, arena);
        this.train = trainFiles.isEmpty() ? null : new MappedImages(trainFiles, format, source);
        this.test = testFiles.isEmpty() ? null : new MappedImages(testFiles, format, source);
        this.arena = arena;
    }

    /**
     * Opens a directory in the official layout. The names of its files say which data set it is. CIFAR-100 is opened
     * with its fine labels.
     *
     * @param directory holds {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}
     *     (CIFAR-10), or {@code train.bin} and {@code test.bin} (CIFAR-100); at least one of them
     * @return the data set, to be closed by the caller
     * @throws CifarFormatException if the directory holds files of both, or a file is not what its name says
     * @throws java.nio.file.NoSuchFileException if the directory is missing or holds no such file
     * @throws java.nio.file.AccessDeniedException if the directory or a file of records may not be read
     * @throws IOException if a file or directory cannot be read for another reason
     */
    public static CifarDataset open(Path directory) throws IOException {
        return open(directory.toString(), directory, Layout.detect(directory));
    }

    /**
     * Opens a directory in the official layout.
     *
     * @param directory holds at least one of the files of the format, see {@link #open(Path)}
     * @param format which data set, and for CIFAR-100 which labels
     * @return the data set, to be closed by the caller
     * @throws CifarFormatException if the directory holds the other data set, or a file is not what its name says
     * @throws java.nio.file.NoSuchFileException if the directory is missing or holds no such file
     * @throws java.nio.file.AccessDeniedException if the directory or a file of records may not be read
     * @throws IOException if a file or directory cannot be read for another reason
     */
    public static CifarDataset open(Path directory, CifarFormat format) throws IOException {
        return open(directory.toString(), directory, Layout.find(directory, format));
    }

    /**
     * Opens single files with any names. Class names are read from the folder of the first file.
     *
     * @param format the format of all files
     * @param train files of the training set in this order; may be empty
     * @param test files of the test set in this order; may be empty, but not both
     * @return the data set, to be closed by the caller
     * @throws IllegalArgumentException if there is no file at all
     * @throws CifarFormatException if a file is not of the format
     * @throws java.nio.file.NoSuchFileException if a file is missing
     * @throws java.nio.file.AccessDeniedException if a file of records may not be read
     * @throws IOException if a file cannot be read for another reason, such as being a directory
     */
    public static CifarDataset openFiles(CifarFormat format, List<Path> train, List<Path> test) throws IOException {
        Layout layout = new Layout(format, List.copyOf(train), List.copyOf(test));
        Path first = Stream.concat(train.stream(), test.stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no file to open: give at least one of the training or the test set."));
        return open(first.toString(), first.toAbsolutePath().getParent(), layout);
    }

    private static CifarDataset open(String source, Path names, Layout layout) throws IOException {
        // One arena for all files, because closing a shared arena stops all threads for a moment.
        Arena arena = Arena.ofShared();
        try {
            return new CifarDataset(source, names, layout, arena);
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    private static List<MappedFile> map(List<Path> paths, CifarFormat format, Arena arena) throws IOException {
        List<MappedFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(MappedFile.open(path, format, arena));
        }
        return List.copyOf(files);
    }

    /** {@return the directory or file that it was opened by} */
    public String source() {
        return source;
    }

    /** {@return which data set this is, and which labels it has} */
    public CifarFormat format() {
        return format;
    }

    /** {@return the name of every class, in the order of the labels; unmodifiable} */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * Whether the set was made by {@link SyntheticCifar}. Its class names say so. They are in the directory, and so also
     * in a copy, an archive, and the models that learn from it.
     *
     * @return whether it is made up
     */
    public boolean isSynthetic() {
        return hasClasses(SyntheticCifar.CLASS_NAMES);
    }

    private boolean hasClasses(List<String> names) {
        return Set.copyOf(classNames).equals(Set.copyOf(names));
    }

    /** {@return what the set is called: by its classes, for the layout alone makes no set CIFAR-10} */
    public String title() {
        if (isSynthetic()) {
            return "Synthetic set (made up, not " + format.title() + ")";
        }
        return hasClasses(ClassNames.builtIn(format)) ? format.title() : "Data set of " + format.title() + "'s layout";
    }

    /** {@return the mapped files, training set first; unmodifiable} */
    public List<Path> files() {
        return mapped().map(MappedFile::path).toList();
    }

    private Stream<MappedFile> mapped() {
        return Stream.concat(trainFiles.stream(), testFiles.stream());
    }

    /** {@return whether there is a training set} */
    public boolean hasTrain() {
        return train != null;
    }

    /** {@return whether there is a test set} */
    public boolean hasTest() {
        return test != null;
    }

    /**
     * The training set: all its files, one after another.
     *
     * @return {@code N x 3072} pixels and their labels, views into the mapped files
     * @throws IllegalStateException if there is none, or the data set was closed
     */
    public Examples train() {
        return part(train, "training", format.trainFiles());
    }

    /**
     * The test set.
     *
     * @return {@code N x 3072} pixels and their labels, views into the mapped files
     * @throws IllegalStateException if there is none, or the data set was closed
     */
    public Examples test() {
        return part(test, "test", format.testFiles());
    }

    private Examples part(Examples part, String name, List<String> files) {
        requireOpen();
        if (part == null) {
            throw new IllegalStateException("The data set " + source + " has no " + name + " set; put "
                    + String.join(", ", files) + " there, or ask hasTrain() and hasTest() before.");
        }
        return part;
    }

    /**
     * Compares every file with the official one by its SHA-1, reading it whole.
     *
     * @return a finding for every file, in the order of {@link #files()}
     * @throws IllegalStateException if the data set was closed
     * @throws LostDataException if a file was cut short since it was opened
     */
    public List<Verification> verify() {
        requireOpen();
        try {
            return mapped().map(CifarDataset::verify).toList();
        } catch (IllegalStateException e) {
            throw closed(source, e);
        }
    }

    private static Verification verify(MappedFile file) {
        String name = Objects.toString(file.path().getFileName());
        return new Verification(file.path(), sha1(file), OfficialFiles.sha1(file.format(), name));
    }

    private static String sha1(MappedFile file) {
        try {
            String sum = Sha1.of(file.bytes());
            LostDataException.raise(file.bytes());
            return sum;
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, file.features());
        }
    }

    /** {@return whether the data set was closed} */
    public boolean isClosed() {
        return !arena.scope().isAlive();
    }

    private void requireOpen() {
        if (isClosed()) {
            throw closed(source, null);
        }
    }

    static IllegalStateException closed(String source, Throwable cause) {
        return new IllegalStateException("The data set " + source + " was closed; open it again to use it.", cause);
    }

    /** Unmaps the files. Closing a second time does nothing. */
    @Override
    public synchronized void close() {
        if (!isClosed()) {
            arena.close();
        }
    }

    /** {@return the data set, where it came from and how many images it has, for a log line} */
    @Override
    public String toString() {
        return title() + " in " + source + ": " + (hasTrain() ? train.size() : 0) + " training and "
                + (hasTest() ? test.size() : 0) + " test images, " + format.classes() + " classes";
    }
}
