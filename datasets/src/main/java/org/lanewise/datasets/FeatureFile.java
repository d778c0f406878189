package org.lanewise.datasets;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lanewise.core.data.Features;
import org.lanewise.datasets.internal.arrays.SeparateFiles;
import org.lanewise.datasets.internal.text.NumberRows;

/**
 * A file of features without labels, for predictions.
 *
 * {@snippet :
 * try (Arena arena = Arena.ofShared()) {
 *     int[] classes = classifier.predict(FeatureFile.open(Path.of("embeddings.npy"), arena));
 * }
 * }
 */
public final class FeatureFile {

    private static final List<String> ENDINGS = List.of(".npy", ".npz", ".safetensors", ".csv", ".tsv", ".jsonl");

    private FeatureFile() {}

    /**
     * Whether the name or the first bytes of a file say that it has rows of features.
     *
     * @param file the file; it need not exist
     * @return whether to try {@link #open}; true for text in a file whose name has no ending
     * @throws IOException if it cannot be read
     */
    public static boolean is(Path file) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith)
                || Files.isRegularFile(file) && (SeparateFiles.isArray(file) || isPlain(file, name));
    }

    private static boolean isPlain(Path file, String name) throws IOException {
        return !name.contains(".") && (SeparateFiles.fits(file) || NumberRows.isText(file));
    }

    /**
     * Opens an array of features: {@code .npy}, {@code .npz} or {@code .safetensors} with one array, or IDX. It is mapped
     * and checked as in {@link Dataset#open(Path, Reading)}. Text is rows of numbers: a table in UTF-8, with or without a
     * header, all of whose columns are features, or lines of JSON, each an array of numbers.
     *
     * @param file the file
     * @param arena the owner of the memory; a shared one for kernels with workers
     * @return N x D
     * @throws DatasetException if it is no such array, is damaged or cannot be read
     */
    public static Features open(Path file, Arena arena) throws DatasetException {
        return Formats.features(file, arena);
    }
}
