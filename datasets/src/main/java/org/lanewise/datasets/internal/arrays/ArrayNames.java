package org.lanewise.datasets.internal.arrays;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lanewise.core.internal.files.Printable;
import org.lanewise.datasets.DatasetException;

/**
 * Which arrays of an archive are features and which are labels. Features are called {@code x}, {@code features}, {@code data},
 * {@code images} or {@code embeddings}; labels {@code y}, {@code labels}, {@code label}, {@code targets} or {@code target}, in upper or lower
 * case; of a training set alone or with {@code train} before or after it ({@code x_train}, {@code train_x}), of a test set with
 * {@code test}. Weights of the training set are called {@code sample_weight}. Other arrays are ignored.
 *
 * @param features those of the training set, or null
 * @param labels its labels, or null
 * @param testFeatures those of the test set, or null
 * @param testLabels its labels, or null
 * @param weights the weights of the training set, or null
 */
record ArrayNames(String features, String labels, String testFeatures, String testLabels, String weights) {

    private static final String FEATURES = "(x|features|data|images|embeddings)";
    private static final String LABELS = "(y|labels?|targets?)";
    private static final String WEIGHTS = "sample[_.-]?weights?";
    private static final int MOST_SHOWN = 500;

    /** The names of a set that nobody needs to guess. */
    private static final String USUAL = "x_train and y_train, and perhaps x_test and y_test";

    /** Chooses among names. */
    static ArrayNames among(List<String> names, String what) throws DatasetException {
        Choice choice = new Choice(names, what);
        ArrayNames chosen = new ArrayNames(
                choice.train(FEATURES),
                choice.train(LABELS),
                choice.test(FEATURES),
                choice.test(LABELS),
                choice.train(WEIGHTS));
        if ((chosen.features == null) != (chosen.labels == null)) {
            throw choice.incomplete(chosen.labels == null ? chosen.features : chosen.labels, chosen.labels == null);
        }
        if ((chosen.testFeatures == null) != (chosen.testLabels == null)) {
            boolean labels = chosen.testLabels == null;
            throw choice.incomplete(labels ? chosen.testFeatures : chosen.testLabels, labels);
        }
        if (!chosen.hasTrain() && !chosen.hasTest()) {
            throw new DatasetException(what + " has no arrays that are called as features and labels, such as " + USUAL
                    + "; it has " + choice.shown() + ".");
        }
        return chosen;
    }

    /** Whether some of the names are those of features or labels. */
    static boolean areUsual(List<String> names) {
        return names.stream().anyMatch(name -> isAny(name, FEATURES) || isAny(name, LABELS));
    }

    private static boolean isAny(String name, String word) {
        return matches(name, trainOf(word)) || matches(name, testOf(word));
    }

    boolean hasTrain() {
        return features != null;
    }

    boolean hasTest() {
        return testFeatures != null;
    }

    boolean hasWeights() {
        return hasTrain() && weights != null;
    }

    /** {@return the names of all chosen arrays} */
    List<String> all() {
        List<String> all = new ArrayList<>();
        if (hasTrain()) {
            all.addAll(List.of(features, labels));
        }
        if (hasWeights()) {
            all.add(weights);
        }
        if (hasTest()) {
            all.addAll(List.of(testFeatures, testLabels));
        }
        return all;
    }

    private static String trainOf(String word) {
        return word + "([_.-]?(train|tr))?|(train|tr)[_.-]?" + word;
    }

    private static String testOf(String word) {
        return word + "[_.-]?(test|te)|(test|te)[_.-]?" + word;
    }

    private static boolean matches(String name, String pattern) {
        return name.toLowerCase(Locale.ROOT).matches(pattern);
    }

    /** What there is to choose from. */
    private record Choice(List<String> names, String what) {

        String train(String word) throws DatasetException {
            return one(trainOf(word));
        }

        String test(String word) throws DatasetException {
            return one(testOf(word));
        }

        private String one(String pattern) throws DatasetException {
            List<String> found =
                    names.stream().filter(name -> matches(name, pattern)).toList();
            if (found.size() > 1) {
                throw new DatasetException(what + " has several arrays for one part, " + String.join(" and ", found)
                        + "; keep one of them, or give features and labels as files of their own.");
            }
            return found.isEmpty() ? null : found.getFirst();
        }

        DatasetException incomplete(String found, boolean needsLabels) {
            String needed = needsLabels ? "labels" : "features";
            return new DatasetException(what + " has " + found + ", but no " + needed + " for it; the usual names are "
                    + USUAL + ", and it has " + shown() + ".");
        }

        String shown() {
            return names.isEmpty() ? "no array" : Printable.of(String.join(", ", names), MOST_SHOWN);
        }
    }
}
