package org.lanewise.learn.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.learn.train.TrainingState;

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

    /**
     * Checks that both are there and can be saved.
     *
     * @throws IllegalArgumentException if the name of a matrix has other characters than letters, digits and {@code _ . -}, or
     *     more than 94, or the name of a counter is none that a {@link ModelFile} can have as a key
     */
    public CheckpointFile {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(state, "state");
        state.matrices().keySet().forEach(name -> Npz.requireName(STATE + name));
        NpyArray.of(List.copyOf(state.counters().keySet()));
    }

    /**
     * Writes the checkpoint: to a temporary file beside it, which then takes its place. Equal checkpoints are equal bytes.
     *
     * @param file the file; replaced if it exists
     * @throws IllegalArgumentException if a number is not finite, or there are more than about 990 matrices
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void write(Path file) throws IOException {
        SequencedMap<String, NpyContent> contents = ModelContents.of(model);
        new TreeMap<>(state.matrices())
                .forEach((name, matrix) ->
                        contents.put(STATE + name, ModelContents.matrix("The state's " + name, matrix)));
        TreeMap<String, Long> counters = new TreeMap<>(state.counters());
        contents.put(COUNTER_NAMES, NpyContent.of(NpyArray.of(List.copyOf(counters.keySet()))));
        long[] values = counters.values().stream().mapToLong(Long::longValue).toArray();
        contents.put(COUNTER_VALUES, NpyContent.of(new NpyArray.Integers(List.of(values.length), values)));
        Npz.writeContents(file, contents);
    }

    /**
     * Reads a checkpoint.
     *
     * @param arena the owner of the memory of the model and the state
     * @param file the file
     * @return the checkpoint
     * @throws ArrayFileException if it is not a checkpoint: not an archive, damaged, an entry missing, unknown or of a shape
     *     that does not fit, a number that is not finite, or a version of the format that is not known
     * @throws IOException if it cannot be read
     */
    public static CheckpointFile read(Arena arena, Path file) throws IOException {
        try (ModelArrays arrays = new ModelArrays(file)) {
            ModelFile model = arrays.takeModel(arena);
            Map<String, Long> counters = counters(file, arrays);
            Map<String, FloatMatrix> matrices = new HashMap<>();
            for (String name : arrays.names(STATE)) {
                matrices.put(name.substring(STATE.length()), arrays.takeMatrix(arena, name));
            }
            arrays.requireNoMore("a checkpoint");
            return new CheckpointFile(model, new TrainingState(matrices, counters));
        }
    }

    private static Map<String, Long> counters(Path file, ModelArrays arrays) throws IOException {
        List<String> names = arrays.takeTexts(COUNTER_NAMES);
        long[] values = arrays.takeIntegers(COUNTER_VALUES, List.of(names.size()));
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (counters.put(names.get(i), values[i]) != null) {
                throw new ArrayFileException(file + " has the counter " + names.get(i) + " twice.");
            }
        }
        return counters;
    }
}
