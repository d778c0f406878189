package org.lanewise.learn.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.FeatureMap;
import org.lanewise.learn.features.FeatureMaps;

/**
 * The arrays of a model or checkpoint file, checked as they are taken out: first the header, by which nothing is allocated that
 * does not fit, then the elements.
 */
final class ModelArrays implements AutoCloseable {

    static final String VERSION = "format_version";
    static final String WEIGHTS = "W";
    static final String BIAS = "b";
    static final String MEAN = "mean";
    static final String SCALE = "scale";
    static final String CLASS_NAMES = "class_names";
    static final String PROVENANCE = "provenance";

    /** What makes a model's features of pixels: its kind, and what its arrays' names begin with. */
    static final String MAP = "map";

    static final String MAP_PREFIX = "map_";

    /** The latest version of the format that is read: the first with a map. */
    static final int LATEST = 2;

    /** The version of models without a map. Files without a version are of this one. */
    static final int WITHOUT_MAP = 1;

    /** Rows of fewer floats are not padded to a cache line: that could take sixteen times the memory. */
    private static final int LEAST_PADDED = FloatMatrix.ALIGNMENT / Float.BYTES;

    /** Longer rows and their padding are more than a matrix can have. */
    private static final int MOST_PADDED = Integer.MAX_VALUE - 2 * LEAST_PADDED;

    /** What the file is called in messages. */
    private final String file;

    private final NpzReader archive;
    private final SequencedSet<String> left;

    /** Opens a file. */
    ModelArrays(Path file) throws IOException {
        this(file, file.toString());
    }

    /** Opens a file that is called otherwise in messages. */
    ModelArrays(Path path, String name) throws IOException {
        this.file = name;
        this.archive = new NpzReader(path, name);
        this.left = new LinkedHashSet<>(archive.names());
    }

    ModelFile takeModel(Arena arena) throws IOException {
        requireKnownVersion();
        NpyHeader weights = headerOfMatrix(WEIGHTS);
        int classes = weights.rows();
        int features = weights.columns();
        FloatMatrix bias = takeVector(arena, BIAS, classes, classes, 1);
        FloatMatrix mean = takeVector(arena, MEAN, features, 1, features);
        FloatMatrix scale = takeVector(arena, SCALE, features, 1, features);
        List<String> names = takeTexts(CLASS_NAMES, List.of(classes));
        Map<String, String> provenance = takeProvenance();
        LinearModel model = new LinearModel(takeMatrix(arena, WEIGHTS), bias);
        Map<String, FloatMatrix> arrays = new LinkedHashMap<>();
        List<String> kind = has(MAP) ? takeTexts(MAP, List.of(1)) : List.of();
        for (String name : kind.isEmpty() ? List.<String>of() : names(MAP_PREFIX)) {
            arrays.put(name.substring(MAP_PREFIX.length()), takeMatrix(arena, name));
        }
        try {
            Optional<FeatureMap> map = kind.stream().findFirst().map(known -> FeatureMaps.of(known, arrays));
            return new ModelFile(new Classifier(model, new Preprocessing(mean, scale), names, map), provenance);
        } catch (IllegalArgumentException doesNotFit) {
            throw new ArrayFileException(file + " holds no classifier: " + doesNotFit.getMessage());
        }
    }

    /** Before anything else is looked at, which a later version may have changed. */
    private void requireKnownVersion() throws IOException {
        if (!left.contains(VERSION)) {
            return;
        }
        long version = takeIntegers(VERSION, List.of())[0];
        if (version < 1) {
            throw new ArrayFileException(
                    what(VERSION) + " is " + version + "; a version from 1 to " + LATEST + " was expected.");
        }
        if (version > LATEST) {
            throw new ArrayFileException(file + " has version " + version + " of the format, but up to version "
                    + LATEST + " is known here; read it with a later Lanewise.");
        }
    }

    FloatMatrix takeMatrix(Arena arena, String name) throws IOException {
        headerOfMatrix(name);
        return take(name, array -> {
            FloatMatrix matrix =
                    allocate(arena, array.header().rows(), array.header().columns());
            array.floats((row, column, value) -> matrix.set(row, column, finite(array, row, column, value)));
            return matrix;
        });
    }

    /** What a matrix is, before it is taken. */
    NpyHeader headerOfMatrix(String name) throws IOException {
        NpyHeader header = header(name, 'f', "floats");
        if (header.shape().size() != 2) {
            throw new ArrayFileException(
                    what(name) + " must be a matrix of rows x columns, but its shape is " + header.shape() + ".");
        }
        return header;
    }

    FloatMatrix takeVector(Arena arena, String name, int length, int rows, int columns) throws IOException {
        requireShape(name, header(name, 'f', "floats"), List.of(length));
        return take(name, array -> {
            FloatMatrix vector = allocate(arena, rows, columns);
            array.floats((none, at, value) ->
                    vector.set(rows == 1 ? 0 : at, rows == 1 ? at : 0, finite(array, none, at, value)));
            return vector;
        });
    }

    private static FloatMatrix allocate(Arena arena, int rows, int columns) {
        return columns < LEAST_PADDED || columns > MOST_PADDED
                ? FloatMatrix.allocate(arena, rows, columns)
                : FloatMatrix.allocatePadded(arena, rows, columns);
    }

    private static float finite(NpyReader array, int row, int column, float value) throws ArrayFileException {
        if (!Float.isFinite(value)) {
            throw new ArrayFileException(array.what() + " holds " + value + " as element " + array.index(row, column)
                    + "; only finite numbers were expected.");
        }
        return value;
    }

    long[] takeIntegers(String name, List<Integer> shape) throws IOException {
        requireShape(name, header(name, 'i', "integers"), shape);
        return take(name, NpyReader::integers);
    }

    List<String> takeTexts(String name, List<Integer> shape) throws IOException {
        requireShape(name, header(name, 'U', "texts"), shape);
        return take(name, NpyReader::texts);
    }

    /** A list of any length. */
    List<String> takeTexts(String name) throws IOException {
        NpyHeader header = header(name, 'U', "texts");
        if (header.shape().size() != 1) {
            throw new ArrayFileException(
                    what(name) + " must be a list of texts, but its shape is " + header.shape() + ".");
        }
        return take(name, NpyReader::texts);
    }

    private Map<String, String> takeProvenance() throws IOException {
        NpyHeader header = header(PROVENANCE, 'U', "texts");
        if (header.shape().size() != 2 || header.columns() != 2) {
            throw new ArrayFileException(
                    what(PROVENANCE) + " must be a table of keys and values, but its shape is " + header.shape() + ".");
        }
        List<String> table = take(PROVENANCE, NpyReader::texts);
        Map<String, String> provenance = new LinkedHashMap<>();
        for (int i = 0; i < table.size(); i += 2) {
            if (provenance.put(table.get(i), table.get(i + 1)) != null) {
                throw new ArrayFileException(what(PROVENANCE) + " has a key twice: " + table.get(i) + ".");
            }
        }
        return provenance;
    }

    /** Whether there is such an array, and nobody has taken it yet. */
    boolean has(String name) {
        return left.contains(name);
    }

    /** The letter of numpy for the elements of an array that is there. */
    char kind(String name) throws IOException {
        return archive.header(name).kind();
    }

    private NpyHeader header(String name, char kind, String kindInWords) throws IOException {
        if (!has(name)) {
            throw new ArrayFileException(file + " has no entry " + name + ", which it should have.");
        }
        NpyHeader header = archive.header(name);
        if (header.kind() != kind) {
            throw new ArrayFileException(what(name) + " must hold " + kindInWords + ".");
        }
        return header;
    }

    private <T> T take(String name, NpzReader.Taker<T> taker) throws IOException {
        left.remove(name);
        return archive.read(name, taker);
    }

    private void requireShape(String name, NpyHeader header, List<Integer> shape) throws ArrayFileException {
        if (!header.shape().equals(shape)) {
            throw new ArrayFileException(
                    what(name) + " has the shape " + header.shape() + "; " + shape + " was expected.");
        }
    }

    /** What an array is called in messages. */
    String what(String name) {
        return archive.what(name);
    }

    /** The names that have not been taken and begin with a prefix. */
    List<String> names(String prefix) {
        return left.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    void requireNoMore(String what) throws ArrayFileException {
        if (!left.isEmpty()) {
            throw new ArrayFileException(
                    file + " has an entry " + left.getFirst() + ", which " + what + " does not have.");
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
