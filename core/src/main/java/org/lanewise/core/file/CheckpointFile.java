package org.lanewise.core.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.train.TrainingState;

/**
 * A training between two steps, in an {@code .npz} file that numpy reads: the arrays of a {@link ModelFile}, each matrix of
 * the training's state as {@code state_NAME}, and its counters as {@code counter_names} and {@code counter_values} (int64).
 *
 * @param model the model as it was, with the settings of the training as provenance
 * @param state what a trainer of the same settings and data continues from
 */
public record CheckpointFile(ModelFile model, TrainingState state) {

    private static final String STATE = "state_";
    private static final String COUNTER_NAMES = "counter_names";
    private static final String COUNTER_VALUES = "counter_values";

    /** Checks that both are there. */
    public CheckpointFile {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(state, "state");
    }

    /**
     * Writes the checkpoint: to a temporary file beside it, which then takes its place. Equal checkpoints are equal bytes.
     *
     * @param file the file; replaced if it exists
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        ModelArrays.put(model, arrays);
        new TreeMap<>(state.matrices()).forEach((name, matrix) -> arrays.put(STATE + name, NpyArray.of(matrix)));
        TreeMap<String, Long> counters = new TreeMap<>(state.counters());
        arrays.put(COUNTER_NAMES, NpyArray.of(List.copyOf(counters.keySet())));
        long[] values = counters.values().stream().mapToLong(Long::longValue).toArray();
        arrays.put(COUNTER_VALUES, new NpyArray.Integers(List.of(values.length), values));
        Npz.write(file, arrays);
    }

    /**
     * Reads a checkpoint.
     *
     * @param arena the owner of the memory of the model and the state
     * @param file the file
     * @return the checkpoint
     * @throws ArrayFileException if it is not a checkpoint: not an archive, damaged, an entry missing, unknown or of a shape
     *     that does not fit, or a number that is not finite
     * @throws IOException if it cannot be read
     */
    public static CheckpointFile read(Arena arena, Path file) throws IOException {
        ModelArrays arrays = new ModelArrays(file, Npz.read(file));
        ModelFile model = arrays.takeModel(arena);
        Map<String, FloatMatrix> matrices = new HashMap<>();
        for (String name : arrays.names(STATE)) {
            matrices.put(name.substring(STATE.length()), arrays.takeMatrix(arena, name));
        }
        List<String> names = arrays.takeTexts(COUNTER_NAMES).values();
        long[] values = arrays.takeIntegers(COUNTER_VALUES, names.size());
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (counters.put(names.get(i), values[i]) != null) {
                throw new ArrayFileException(file + " has the counter " + names.get(i) + " twice.");
            }
        }
        arrays.requireNoMore("a checkpoint");
        return new CheckpointFile(model, new TrainingState(matrices, counters));
    }
}
