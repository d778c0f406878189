package org.lanewise.learn.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.features.FeatureMap;

/** What a model file or a checkpoint is to hold, refused where {@link ModelArrays} would refuse it. */
final class ModelContents {

    private ModelContents() {}

    /** All of a model; the weights are looked at, but not copied. */
    static SequencedMap<String, NpyContent> of(ModelFile model) {
        Classifier classifier = model.classifier();
        SequencedMap<String, NpyContent> contents = new LinkedHashMap<>();
        contents.put(
                ModelArrays.VERSION, NpyContent.of(new NpyArray.Integers(List.of(), new long[] {version(classifier)})));
        contents.putAll(parameters(classifier));
        classifier.map().ifPresent(map -> put(map, contents));
        contents.put(ModelArrays.CLASS_NAMES, NpyContent.of(NpyArray.of(classifier.classNames())));
        contents.put(ModelArrays.PROVENANCE, NpyContent.of(provenance(model.provenance())));
        return contents;
    }

    /** Who knows no maps is not to take such a model for one of pixels. */
    private static int version(Classifier classifier) {
        return classifier.map().isPresent() ? ModelArrays.LATEST : ModelArrays.WITHOUT_MAP;
    }

    /** Refuses a model for files that have no place for a map. */
    static void requireNoMap(ModelFile model) {
        if (model.classifier().map().isPresent()) {
            throw new IllegalArgumentException("The model's features are "
                    + model.classifier().map().get().kind()
                    + ", and what makes them of pixels has no place in such a file; save it as .npz.");
        }
    }

    private static void put(FeatureMap map, SequencedMap<String, NpyContent> contents) {
        contents.put(ModelArrays.MAP, NpyContent.of(new NpyArray.Texts(List.of(1), List.of(map.kind()))));
        map.arrays()
                .forEach((name, array) ->
                        contents.put(ModelArrays.MAP_PREFIX + name, matrix("The map's " + name, array)));
    }

    /** The numbers of a model by their names; they are looked at, but not copied. */
    static SequencedMap<String, NpyContent> parameters(Classifier classifier) {
        return parameters(new ScoreFunction(classifier.model(), classifier.preprocessing()), "");
    }

    /** Those of one layer, by names that begin as given. */
    static SequencedMap<String, NpyContent> parameters(ScoreFunction function, String prefix) {
        SequencedMap<String, NpyContent> contents = new LinkedHashMap<>();
        contents.put(
                prefix + ModelArrays.WEIGHTS,
                matrix("The weights", function.model().weights()));
        contents.put(
                prefix + ModelArrays.BIAS, vector("The bias", function.model().bias()));
        contents.put(
                prefix + ModelArrays.MEAN,
                vector("The mean", function.preprocessing().mean()));
        contents.put(
                prefix + ModelArrays.SCALE,
                vector("The scale", function.preprocessing().scale()));
        return contents;
    }

    /** A table of the entries and of the versions that write it. */
    static NpyArray.Texts provenance(Map<String, String> entries) {
        Map<String, String> all = withVersions(entries);
        List<String> texts = new ArrayList<>();
        all.forEach((key, value) -> {
            texts.add(key);
            texts.add(value);
        });
        return new NpyArray.Texts(List.of(all.size(), 2), texts);
    }

    /** Entries, and the versions that write them. */
    static Map<String, String> withVersions(Map<String, String> entries) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.put("lanewise", version());
        all.put("jdk", Runtime.version().toString());
        return all;
    }

    /** The version of the module, or on the class path that of the jar's manifest. */
    static String version() {
        Module module = ModelContents.class.getModule();
        Optional<String> ofModule = module.isNamed() ? module.getDescriptor().rawVersion() : Optional.empty();
        String ofPackage = ModelContents.class.getPackage().getImplementationVersion();
        return ofModule.orElse(ofPackage == null ? "unknown" : ofPackage);
    }

    /** Rows x columns, all finite. */
    static NpyContent matrix(String what, FloatMatrix matrix) {
        requireFinite(what, matrix);
        return NpyContent.of(matrix);
    }

    private static NpyContent vector(String what, FloatMatrix vector) {
        requireFinite(what, vector);
        return NpyContent.vectorOf(vector);
    }

    private static void requireFinite(String what, FloatMatrix matrix) {
        for (int row = 0; matrix.columns() > 0 && row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                if (!Float.isFinite(matrix.get(row, column))) {
                    throw new IllegalArgumentException(what + " of " + matrix.shape() + " cannot be saved: row " + row
                            + ", column " + column + " is " + matrix.get(row, column)
                            + ", but only finite numbers are read again.");
                }
            }
        }
    }
}
