package org.lanewise.cifar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The layout of a record and the labels to read from it. A file is a sequence of records: the label
 * bytes, then the {@value CifarImage#PIXELS} pixels of {@link CifarImage}.
 */
public enum CifarFormat {
    /** CIFAR-10: one label byte, 0 to 9, before the pixels; 3073 bytes a record. */
    CIFAR10("CIFAR-10", 1, 0, 10, "batches.meta.txt", OfficialFiles.CIFAR10_TRAIN, OfficialFiles.CIFAR10_TEST),

    /**
     * CIFAR-100 with its 100 fine labels: a coarse label byte, 0 to 19, and a fine one, 0 to 99, before the pixels;
     * 3074 bytes per record.
     */
    CIFAR100_FINE(
            "CIFAR-100", 2, 1, 100, "fine_label_names.txt", OfficialFiles.CIFAR100_TRAIN, OfficialFiles.CIFAR100_TEST),

    /** CIFAR-100 with its 20 coarse labels (superclasses): the same files as {@link #CIFAR100_FINE}. */
    CIFAR100_COARSE(
            "CIFAR-100", 2, 0, 20, "coarse_label_names.txt", OfficialFiles.CIFAR100_TRAIN, OfficialFiles.CIFAR100_TEST);

    private final String title;
    private final int labelBytes;
    private final int labelIndex;
    private final int classes;
    private final String namesFile;
    private final List<String> trainFiles;
    private final List<String> testFiles;

    CifarFormat(
            String title,
            int labelBytes,
            int labelIndex,
            int classes,
            String namesFile,
            List<String> trainFiles,
            List<String> testFiles) {
        this.title = title;
        this.labelBytes = labelBytes;
        this.labelIndex = labelIndex;
        this.classes = classes;
        this.namesFile = namesFile;
        this.trainFiles = trainFiles;
        this.testFiles = testFiles;
    }

    /** {@return the name of the data set, {@code CIFAR-10} or {@code CIFAR-100}} */
    public String title() {
        return title;
    }

    /** {@return the number of classes K: 10, 100 or 20} */
    public int classes() {
        return classes;
    }

    /** {@return the number of label bytes before the pixels of a record} */
    public int labelBytes() {
        return labelBytes;
    }

    /** {@return which of the label bytes is read, from 0} */
    public int labelIndex() {
        return labelIndex;
    }

    /** {@return the bytes of a record: labels and pixels} */
    public int recordBytes() {
        return labelBytes + CifarImage.PIXELS;
    }

    /** Bytes from the label to the first pixel of its record. */
    int labelDistance() {
        return labelBytes - labelIndex;
    }

    /** How many values the label byte at this index of a record may have. */
    int labelValues(int index) {
        if (this == CIFAR10) {
            return classes;
        }
        return index == CIFAR100_COARSE.labelIndex ? CIFAR100_COARSE.classes : CIFAR100_FINE.classes;
    }

    /** {@return the name of the file with the names of the classes} */
    public String namesFile() {
        return namesFile;
    }

    /**
     * The names of the classes of a data set.
     *
     * @param directory the folder of the data set
     * @return the names in its {@link #namesFile}, or the built-in ones if there is no such file; in the order of the labels
     * @throws IOException if the file cannot be read, or its names do not fit; the message says why
     */
    public List<String> classNames(Path directory) throws IOException {
        return ClassNames.read(directory, this);
    }

    /** {@return the names of the files of the training set, in their order; unmodifiable} */
    public List<String> trainFiles() {
        return trainFiles;
    }

    /** {@return the names of the files of the test set; unmodifiable} */
    public List<String> testFiles() {
        return testFiles;
    }

    /** The data set that this one is mistaken for. */
    CifarFormat other() {
        return this == CIFAR10 ? CIFAR100_FINE : CIFAR10;
    }
}
