package org.lanewise.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Examples;
import org.lanewise.datasets.internal.base.CifarDirectories;
import org.lanewise.datasets.internal.base.Description;
import org.lanewise.datasets.internal.base.Opened;

/**
 * An open data set: a training set, a test set or both, and what their classes and features are.
 *
 * {@snippet :
 * try (Dataset dataset = Dataset.open(Path.of("embeddings.npz"))) {
 *     LinearClassifier classifier = LinearClassifier.fit(dataset.train());
 *     System.out.println(classifier.score(dataset.test()));
 * }
 * }
 *
 * <p>It owns the memory of its examples, and {@link #close()} frees it. Apart from that it is immutable, and threads may
 * share it.
 */
public final class Dataset implements AutoCloseable {

    private final Description description;
    private final Examples train;
    private final Examples test;
    private final Opened.Memory memory;
    private final Opened.Remarks remarks;

    private Dataset(Opened opened) {
        this.description = opened.description();
        this.train = opened.train();
        this.test = opened.test();
        this.memory = opened.memory();
        this.remarks = opened.remarks();
    }

    /**
     * Opens a file or directory in any of the formats.
     *
     * @param data a file or directory, see {@link #open(Path, Reading)}
     * @return the data set, to be closed by the caller
     * @throws DatasetException if it is none, is damaged or cannot be read
     * @throws IOException as {@link CifarDataset#open(Path)}, if it is a directory in CIFAR's layout
     */
    public static Dataset open(Path data) throws IOException {
        return open(data, Reading.defaults());
    }

    /**
     * Opens a file or directory in one of these formats:
     *
     * <ul>
     *   <li>a directory in the layout of CIFAR-10, CIFAR-100 or MNIST (IDX, compressed or not);
     *   <li>an {@code .npz} archive, a {@code .safetensors} file, or a directory with {@code .npy} files. Features are
     *       called {@code x}, {@code features}, {@code data}, {@code images} or {@code embeddings}, labels {@code y}, {@code
     *       labels}, {@code label}, {@code targets} or {@code target}, in upper or lower case. Arrays of the training set have these names alone, or with {@code
     *       train} before or after them ({@code x_train}, {@code train_x}); those of a test set have {@code test} there;
     *   <li>a table as text with a header, in UTF-8, with a comma, a semicolon or a tab between columns ({@code .csv}, {@code
     *       .tsv}, {@code .txt}, {@code .data}), or a directory with {@code train.csv} and {@code
     *       test.csv};
     *   <li>lines of a label and {@code index:value}, as libsvm has them; the test set is the file beside it with {@code .t}
     *       at the end of its name;
     *   <li>folders of pictures (PNG, JPEG, GIF, BMP), one per class with the name of the class, in {@code train} and in {@code
     *       test}, {@code val}, {@code valid} or {@code validation}, or in the directory itself. They are scaled to squares of
     *       three channels, decoded once, and kept as bytes, see {@link Reading#withCache(Path)}.
     * </ul>
     *
     * <p>The distinct labels of the training set, sorted, are the classes; a class has its label as its name. Labels of the
     * test set have to be among them.
     *
     * <p>Bytes and floats that kernels can read where they lie are mapped, and the file may be of any size: {@code uint8}, {@code bool}
     * and little-endian {@code float32} and {@code float16} in row-major order, not compressed. Everything else is converted once
     * into memory off the heap: bytes to bytes, half precision to half precision, all other numbers to floats. Floats are read once when the
     * data set is opened, because features have to be finite; so are the bytes of an archive, for its checksums.
     *
     * @param data a file or directory
     * @param reading how to read what the files do not say
     * @return the data set, to be closed by the caller
     * @throws DatasetException if it is none, is damaged or cannot be read
     * @throws IOException as {@link CifarDataset#open(Path)}, if it is a directory in CIFAR's layout
     */
    public static Dataset open(Path data, Reading reading) throws IOException {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(reading, "reading");
        return new Dataset(Formats.open(data, reading));
    }

    /**
     * Opens features and labels in separate files, as {@code numpy.save} writes them. They are mapped and checked as in {@link #open(Path, Reading)}.
     *
     * @param files which
     * @param reading how to read what the files do not say
     * @return the data set, to be closed by the caller
     * @throws DatasetException if one is not an array, is damaged or cannot be read, or they do not fit together
     */
    public static Dataset open(ArrayFiles files, Reading reading) throws DatasetException {
        Objects.requireNonNull(reading, "reading");
        return new Dataset(Formats.open(files));
    }

    /**
     * A CIFAR data set as one of this class.
     *
     * @param cifar the data set; closed with this one
     * @return the same examples
     */
    public static Dataset of(CifarDataset cifar) {
        return new Dataset(CifarDirectories.opened(cifar));
    }

    /** {@return what it is called} */
    public String title() {
        return description.title();
    }

    /** {@return what its features are} */
    public FeatureForm form() {
        return description.form();
    }

    /** {@return the name of every class, in the order of the labels; unmodifiable} */
    public List<String> classNames() {
        return description.classNames();
    }

    /** {@return the files that it was read from; of pictures the cache of decoded ones; unmodifiable} */
    public List<Path> files() {
        return description.files();
    }

    /**
     * Folders of pictures. All their files belong to the data, so nothing else should be written there.
     *
     * @return the folders; empty for other formats; unmodifiable
     */
    public List<Path> folders() {
        return remarks.folders();
    }

    /**
     * What a user should know about how it was read, such as how many pictures were skipped.
     *
     * @return sentences, usually none; unmodifiable
     */
    public List<String> notes() {
        return remarks.notes();
    }

    /** {@return whether it is made up} */
    public boolean isSynthetic() {
        return description.isSynthetic();
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
     * The training set.
     *
     * @return its examples, which live as long as this is open
     * @throws IllegalStateException if there is none
     */
    public Examples train() {
        return part(train, "training");
    }

    /**
     * The test set.
     *
     * @return its examples, which live as long as this is open
     * @throws IllegalStateException if there is none
     */
    public Examples test() {
        return part(test, "test");
    }

    private Examples part(Examples part, String name) {
        if (part == null) {
            throw new IllegalStateException("There is no " + name + " set in " + description.source()
                    + "; ask hasTrain() and hasTest() before.");
        }
        return part;
    }

    /** Frees the memory. Closing again does nothing. */
    @Override
    public void close() {
        memory.free();
    }

    /** {@return what it is, where it lies and how many examples it has, for a log line} */
    @Override
    public String toString() {
        return title() + " in " + description.source() + ": " + (hasTrain() ? train.size() : 0) + " training and "
                + (hasTest() ? test.size() : 0) + " test " + noun() + ", "
                + classNames().size() + " classes";
    }

    /** {@return what examples are called: images or examples} */
    public String noun() {
        return form() instanceof FeatureForm.Images ? "images" : "examples";
    }
}
