package org.lanewise.core.file;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.Classifier;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/** The arrays of a model or checkpoint file, checked as they are taken out. */
final class ModelArrays {

    private static final String WEIGHTS = "W";
    private static final String BIAS = "b";
    private static final String MEAN = "mean";
    private static final String SCALE = "scale";
    private static final String CLASS_NAMES = "class_names";
    private static final String PROVENANCE = "provenance";

    private final Path file;
    private final SequencedMap<String, NpyArray> arrays;

    /** Takes the map over. */
    ModelArrays(Path file, SequencedMap<String, NpyArray> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    static void put(ModelFile model, Map<String, NpyArray> arrays) {
        Classifier classifier = model.classifier();
        arrays.put(WEIGHTS, NpyArray.of(classifier.model().weights()));
        arrays.put(BIAS, NpyArray.vectorOf(classifier.model().bias()));
        arrays.put(MEAN, NpyArray.vectorOf(classifier.preprocessing().mean()));
        arrays.put(SCALE, NpyArray.vectorOf(classifier.preprocessing().scale()));
        arrays.put(CLASS_NAMES, NpyArray.of(classifier.classNames()));
        arrays.put(PROVENANCE, provenance(model.provenance()));
    }

    private static NpyArray provenance(Map<String, String> entries) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.put("lanewise", version());
        all.put("jdk", Runtime.version().toString());
        List<String> texts = new ArrayList<>();
        all.forEach((key, value) -> {
            texts.add(key);
            texts.add(value);
        });
        return new NpyArray.Texts(List.of(all.size(), 2), texts);
    }

    /** The version of the module, or on the class path that of the jar's manifest. */
    private static String version() {
        Module module = ModelArrays.class.getModule();
        Optional<String> ofModule = module.isNamed() ? module.getDescriptor().rawVersion() : Optional.empty();
        String ofPackage = ModelArrays.class.getPackage().getImplementationVersion();
        return ofModule.orElse(ofPackage == null ? "unknown" : ofPackage);
    }

    ModelFile takeModel(Arena arena) throws ArrayFileException {
        FloatMatrix weights = takeMatrix(arena, WEIGHTS);
        int classes = weights.rows();
        int features = weights.columns();
        LinearModel model = new LinearModel(weights, takeVector(arena, BIAS, classes, classes, 1));
        Preprocessing preprocessing = new Preprocessing(
                takeVector(arena, MEAN, features, 1, features), takeVector(arena, SCALE, features, 1, features));
        List<String> names = takeTexts(CLASS_NAMES, List.of(classes));
        Map<String, String> provenance = takeProvenance();
        try {
            return new ModelFile(new Classifier(model, preprocessing, names), provenance);
        } catch (IllegalArgumentException doesNotFit) {
            throw new ArrayFileException(file + " holds no classifier: " + doesNotFit.getMessage());
        }
    }

    FloatMatrix takeMatrix(Arena arena, String name) throws ArrayFileException {
        NpyArray.Floats matrix = takeFloats(name);
        if (matrix.shape().size() != 2) {
            throw new ArrayFileException(
                    what(name) + " must be a matrix of rows x columns, but its shape is " + matrix.shape() + ".");
        }
        return NpyArray.matrix(
                arena, matrix, matrix.shape().get(0), matrix.shape().get(1));
    }

    private FloatMatrix takeVector(Arena arena, String name, int length, int rows, int columns)
            throws ArrayFileException {
        NpyArray.Floats vector = takeFloats(name);
        requireShape(name, vector, List.of(length));
        return NpyArray.matrix(arena, vector, rows, columns);
    }

    /** Floats that are all finite. */
    private NpyArray.Floats takeFloats(String name) throws ArrayFileException {
        if (!(take(name) instanceof NpyArray.Floats floats)) {
            throw new ArrayFileException(what(name) + " must hold floats.");
        }
        for (int i = 0; i < floats.values().length; i++) {
            if (!Float.isFinite(floats.values()[i])) {
                throw new ArrayFileException(what(name) + " holds " + floats.values()[i] + " as element " + i
                        + "; only finite numbers were expected.");
            }
        }
        return floats;
    }

    long[] takeIntegers(String name, int length) throws ArrayFileException {
        if (!(take(name) instanceof NpyArray.Integers integers)) {
            throw new ArrayFileException(what(name) + " must hold integers.");
        }
        requireShape(name, integers, List.of(length));
        return integers.values();
    }

    private List<String> takeTexts(String name, List<Integer> shape) throws ArrayFileException {
        NpyArray.Texts texts = takeTexts(name);
        requireShape(name, texts, shape);
        return texts.values();
    }

    NpyArray.Texts takeTexts(String name) throws ArrayFileException {
        if (!(take(name) instanceof NpyArray.Texts texts)) {
            throw new ArrayFileException(what(name) + " must hold texts.");
        }
        return texts;
    }

    private Map<String, String> takeProvenance() throws ArrayFileException {
        NpyArray.Texts table = takeTexts(PROVENANCE);
        if (table.shape().size() != 2 || table.shape().get(1) != 2) {
            throw new ArrayFileException(
                    what(PROVENANCE) + " must be a table of keys and values, but its shape is " + table.shape() + ".");
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        for (int i = 0; i < table.values().size(); i += 2) {
            if (provenance.put(table.values().get(i), table.values().get(i + 1)) != null) {
                throw new ArrayFileException(
                        what(PROVENANCE) + " has a key twice: " + table.values().get(i) + ".");
            }
        }
        return provenance;
    }

    private NpyArray take(String name) throws ArrayFileException {
        NpyArray array = arrays.remove(name);
        if (array == null) {
            throw new ArrayFileException(file + " has no entry " + name + ", which it should have.");
        }
        return array;
    }

    private void requireShape(String name, NpyArray array, List<Integer> shape) throws ArrayFileException {
        if (!array.shape().equals(shape)) {
            throw new ArrayFileException(
                    what(name) + " has the shape " + array.shape() + "; " + shape + " was expected.");
        }
    }

    private String what(String name) {
        return "Entry " + name + " of " + file;
    }

    /** The names that have not been taken and begin with a prefix. */
    List<String> names(String prefix) {
        return arrays.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    void requireNoMore(String what) throws ArrayFileException {
        if (!arrays.isEmpty()) {
            throw new ArrayFileException(
                    file + " has an entry " + arrays.firstEntry().getKey() + ", which " + what + " does not have.");
        }
    }
}
