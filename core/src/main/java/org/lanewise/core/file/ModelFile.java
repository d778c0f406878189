package org.lanewise.core.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.lanewise.core.model.Classifier;

/**
 * A classifier in an {@code .npz} file that numpy reads: {@code W} (K x D), {@code b} (K), {@code mean} and {@code scale} (D), as
 * float32, {@code class_names} (K) and {@code provenance} (a table of keys and values), as unicode. In Python scores are
 * {@code ((pixels - m["mean"]) * m["scale"]) @ m["W"].T + m["b"]}, and {@code dict(m["provenance"])} says where the model comes
 * from.
 *
 * @param classifier parameters, preprocessing, names of the classes
 * @param provenance how the model came to be: loss, optimizer, seed, checksum of the data and the like, in this order;
 *     writing adds {@code lanewise} and {@code jdk}, the versions that wrote the file
 */
public record ModelFile(Classifier classifier, Map<String, String> provenance) {

    /** Copies the provenance, keeping its order. */
    public ModelFile {
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }

    /**
     * Writes the model: to a temporary file beside it, which then takes its place.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        ModelArrays.put(this, arrays);
        Npz.write(file, arrays);
    }

    /**
     * Reads a model.
     *
     * @param arena the owner of the memory of the parameters
     * @param file the file
     * @return the model
     * @throws ArrayFileException if it is not a model file: not an archive, damaged, an entry missing, unknown or of a shape
     *     that does not fit, or a number that is not finite
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(Arena arena, Path file) throws IOException {
        ModelArrays arrays = new ModelArrays(file, Npz.read(file));
        ModelFile model = arrays.takeModel(arena);
        arrays.requireNoMore("a model file");
        return model;
    }
}
