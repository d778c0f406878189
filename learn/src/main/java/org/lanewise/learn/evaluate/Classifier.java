package org.lanewise.learn.evaluate;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.features.FeatureMap;

/**
 * All that is needed to classify an image: the parameters of a linear score function, the preprocessing of the pixels,
 * and the names of the classes; if the function takes other features, also the map to them. Model files hold a
 * classifier.
 *
 * <p>Memory belongs to the arenas of the matrices. Immutable but for their elements; safe to share between threads as far
 * as the arenas allow, while nobody trains the model.
 *
 * @param model W, K x D, and b, K x 1; K at least 1
 * @param preprocessing the map of the pixels, or of what a map makes of them, D features
 * @param classNames K names, in the order of the classes, none twice; copied
 * @param map what makes the D features of an image's pixels; empty if they are the pixels
 */
public record Classifier(
        LinearModel model, Preprocessing preprocessing, List<String> classNames, Optional<FeatureMap> map) {

    /**
     * A classifier of pixels as they are.
     *
     * @param model W, K x D, and b, K x 1; K at least 1
     * @param preprocessing the map of the pixels, D features
     * @param classNames K names, in the order of the classes, none twice; copied
     * @throws IllegalArgumentException as {@link #Classifier(LinearModel, Preprocessing, List, Optional)}
     */
    public Classifier(LinearModel model, Preprocessing preprocessing, List<String> classNames) {
        this(model, preprocessing, classNames, Optional.empty());
    }

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if features or classes differ in number, there is no class, or a name is blank or
     *     occurs twice
     */
    public Classifier {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(preprocessing, "preprocessing");
        classNames = List.copyOf(classNames);
        if (preprocessing.features() != model.features()) {
            throw new IllegalArgumentException("The model has " + model.features()
                    + " features, but the preprocessing has " + preprocessing.features() + ".");
        }
        if (map.isPresent() && map.get().outputs() != model.features()) {
            throw new IllegalArgumentException("The model has " + model.features() + " features, but the map makes "
                    + map.get().outputs() + ".");
        }
        if (classNames.isEmpty() || classNames.size() != model.classes()) {
            throw new IllegalArgumentException(
                    "A classifier needs at least one class and a name for each, but the model" + " has "
                            + model.classes() + " classes and there are " + classNames.size() + " names.");
        }
        Set<String> names = new HashSet<>();
        for (int k = 0; k < classNames.size(); k++) {
            if (classNames.get(k).isBlank()) {
                throw new IllegalArgumentException(
                        "A class name is blank, that of class " + k + "; give every class a name.");
            }
            if (!names.add(classNames.get(k))) {
                throw new IllegalArgumentException(
                        "A class name occurs twice, \"" + classNames.get(k) + "\"; names must differ.");
            }
        }
    }

    /** {@return the number of classes K} */
    public int classes() {
        return model.classes();
    }

    /** {@return the number of values of an image: the features D, or what the map makes them of} */
    public int features() {
        return map.map(FeatureMap::inputs).orElse(model.features());
    }

    /**
     * Images with labels that mean the same as this classifier's: a class has one name, but may have another number in
     * each data set. Call this before counting right answers or losses of a model on another set than its training set.
     *
     * @param data the images
     * @param names the names of their classes, in the order of their labels
     * @return the images, with the label of each class that this classifier has for its name
     * @throws IllegalArgumentException if the images have another number of pixels, or there is a class on one side
     *     alone
     */
    public Examples matched(Examples data, List<String> names) {
        if (data.features().columns() != features()) {
            throw new IllegalArgumentException(
                    "The model knows examples of " + features() + " features, but these have "
                            + data.features().columns() + "; give data like those of its training.");
        }
        if (names.size() != data.classes()) {
            throw new IllegalArgumentException("The data have " + data.classes() + " classes, but there are "
                    + names.size() + " names; give one for each.");
        }
        requireSameNames(names);
        return names.equals(classNames)
                ? data
                : data.relabeled(names.stream().mapToInt(numbers()::get).toArray());
    }

    private void requireSameNames(List<String> names) {
        Optional<String> strange = firstBeside(names, classNames);
        Optional<String> missing = firstBeside(classNames, names);
        if (names.size() == classes() && strange.isEmpty() && missing.isEmpty()) {
            return;
        }
        throw new IllegalArgumentException("The model has " + classes() + " classes, "
                + missing.map(name -> "such as \"" + name + "\", which the data do not have")
                        .orElse("all of which the data have")
                + ", and the data have " + names.size() + ", "
                + strange.map(name -> "such as \"" + name + "\", which the model does not have")
                        .orElse("all of which the model has")
                + "; give data with the model's classes, or a model with theirs.");
    }

    private static Optional<String> firstBeside(List<String> names, List<String> known) {
        Set<String> all = new HashSet<>(known);
        return names.stream().filter(name -> !all.contains(name)).findFirst();
    }

    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int k = 0; k < classes(); k++) {
            numbers.put(classNames.get(k), k);
        }
        return numbers;
    }

    /**
     * Scores images, {@code f = W x' + b}.
     *
     * @param arena the owner of the scores' memory, and of scratch of the size of the model and of some images' features
     * @param kernels the kernels to use
     * @param images N x D pixels
     * @return f, N x K
     * @throws IllegalArgumentException if the images have another number of pixels
     */
    public FloatMatrix scores(Arena arena, Kernels kernels, Features images) {
        FloatMatrix scores = FloatMatrix.allocate(arena, images.rows(), classes());
        new ImageScores(arena, kernels, new ScoreFunction(model, preprocessing), map, images.rows())
                .scores(images, scores);
        return scores;
    }

    /**
     * The probabilities that the softmax function makes of the scores. They mean something for a model that was trained
     * with a softmax loss; for others they only rank the classes as the scores do.
     *
     * @param arena the owner of the probabilities' memory, and of scratch of the size of the model
     * @param kernels the kernels to use
     * @param images N x D pixels
     * @return p, N x K, whose rows sum to 1
     * @throws IllegalArgumentException if the images have another number of pixels
     */
    public FloatMatrix probabilities(Arena arena, Kernels kernels, Features images) {
        FloatMatrix scores = scores(arena, kernels, images);
        kernels.softmax(scores, scores);
        return scores;
    }

    /**
     * The class of the highest score of each image. Of equal scores the first class wins; NaN loses to every number.
     *
     * @param kernels the kernels to use
     * @param images N x D pixels
     * @return N classes, 0 to K - 1
     * @throws IllegalArgumentException if the images have another number of pixels
     */
    public int[] predict(Kernels kernels, Features images) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix scores = scores(arena, kernels, images);
            int[] predictions = new int[images.rows()];
            for (int row = 0; row < predictions.length; row++) {
                predictions[row] = best(scores, row);
            }
            return predictions;
        }
    }

    /**
     * The class of a row's highest score. Of equal scores the first class wins; NaN loses to every number.
     *
     * @param scores N x K, K at least 1
     * @param row the row
     * @return the class
     */
    public static int best(FloatMatrix scores, int row) {
        int best = 0;
        for (int k = 1; k < scores.columns(); k++) {
            if (Scorer.beats(scores.get(row, k), scores.get(row, best))) {
                best = k;
            }
        }
        return best;
    }
}
