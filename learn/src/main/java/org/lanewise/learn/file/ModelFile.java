package org.lanewise.learn.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lanewise.learn.evaluate.Classifier;

/**
 * A classifier in an {@code .npz} file that numpy reads: {@code W} (K x D), {@code b} (K), {@code mean} and {@code scale} (D), as
 * float32, {@code class_names} (K) and {@code provenance} (a table of keys and values), as unicode, and {@code format_version}
 * (int64). In Python scores are {@code ((pixels - m["mean"]) * m["scale"]) @ m["W"].T + m["b"]}, and
 * {@code dict(m["provenance"])} says where the model comes from. Where a map makes the D features of pixels, {@code map} (1) has
 * its kind, and the entries that begin with {@code map_} are its arrays.
 *
 * <p>Every file that is written can be read again. Make the instance before a training, around the model to be trained:
 * it then refuses what could not be saved afterwards. Only numbers that are not finite are found when it is written.
 *
 * @param classifier parameters, preprocessing, names of the classes
 * @param provenance how the model came to be: loss, optimizer, seed, checksum of the data and the like, in this order;
 *     writing adds {@code lanewise} and {@code jdk}, the versions that wrote the file
 */
public record ModelFile(Classifier classifier, Map<String, String> provenance) {

    /**
     * Copies the provenance, keeping its order.
     *
     * @throws IllegalArgumentException if a class name, a key or a value has more than 4,096 characters, half a surrogate pair,
     *     or the character 0 at its end
     */
    public ModelFile {
        NpyArray.of(classifier.classNames());
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        ModelContents.provenance(provenance);
    }

    /**
     * Writes the model: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @throws IllegalArgumentException if a number is not finite
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        Npz.writeContents(file, ModelContents.of(this));
    }

    /**
     * Writes the model to a stream, as to a file.
     *
     * @param out the stream; flushed, and left open
     * @throws IllegalArgumentException if a number is not finite
     * @throws IOException if it cannot be written; then a part of it may have been
     */
    public void write(OutputStream out) throws IOException {
        Npz.writeContents(out, ModelContents.of(this));
    }

    /**
     * Reads a model from a stream, to its end. It passes through a temporary file, which only this user may read.
     *
     * @param arena the owner of the memory of the parameters
     * @param in the stream; left open
     * @return the model
     * @throws ArrayFileException if it is not a model file, as {@link #read(Arena, Path)}
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(Arena arena, InputStream in) throws IOException {
        Path copy = Files.createTempFile("lanewise-model", ".npz");
        try {
            try (OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            return read(arena, copy, "The stream");
        } finally {
            Files.delete(copy);
        }
    }

    /**
     * Reads a model.
     *
     * @param arena the owner of the memory of the parameters
     * @param file the file
     * @return the model
     * @throws ArrayFileException if it is not a model file: not an archive, damaged, an entry missing, unknown or of a shape
     *     that does not fit, a number that is not finite, or a version of the format that is not known
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(Arena arena, Path file) throws IOException {
        return read(arena, file, file.toString());
    }

    private static ModelFile read(Arena arena, Path file, String name) throws IOException {
        try (ModelArrays arrays = new ModelArrays(file, name)) {
            ModelFile model = arrays.takeModel(arena);
            arrays.requireNoMore("a model file");
            return model;
        }
    }
}
