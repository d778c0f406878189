package org.lanewise.learn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.file.ModelFile;
import org.lanewise.learn.optimize.Minimum;
import org.lanewise.learn.train.Lbfgs;
import org.lanewise.learn.train.RegularizationPath;
import org.lanewise.learn.train.TrainingListener;
import org.lanewise.learn.train.TrainingSet;

/**
 * A linear classifier that is trained: the short way from features and labels to predictions.
 *
 * {@snippet :
 * float[][] x = ...;                                        // N rows of D features
 * int[] y = ...;                                            // N labels, 0 to K - 1
 * LinearClassifier classifier = LinearClassifier.fit(x, y);
 * int label = classifier.predict(x[0]);
 * float[] probabilities = classifier.predictProba(x[0]);
 * classifier.save(Path.of("model.npz"));
 * }
 *
 * <p>By default features are standardized, and softmax cross-entropy with L2 regularization is minimized by {@link Lbfgs} to
 * its optimum. The strength of the regularization is chosen by a {@link RegularizationPath}: strengths from strong to weak are
 * tried on examples that are left out, and the best one is then used on all examples. {@link Fitting#l2} gives it instead. The
 * result depends neither on units nor on the number of threads. {@link #with} has the options.
 *
 * <p>Immutable and safe to share between threads. Its memory, 4 bytes for each of {@code (K + 2) (D + 1)} numbers, is off the
 * heap and freed with the object.
 */
public final class LinearClassifier {

    private final Kernels kernels;
    private final ModelFile file;

    /** Made for the first single example. */
    private volatile Scorer scorer;

    private LinearClassifier(Kernels kernels, ModelFile file) {
        this.kernels = kernels;
        this.file = file;
    }

    /**
     * Trains with the defaults.
     *
     * @param examples N examples of K classes, at least one of each of two classes
     * @return the classifier; its classes are named by their numbers
     * @throws IllegalArgumentException as {@link Fitting#fit(Examples)}
     */
    public static LinearClassifier fit(Examples examples) {
        return with(Kernels.best().on(Workers.common())).fit(examples);
    }

    /**
     * Trains with the defaults on features that lie off the heap already, such as a mapped file's.
     *
     * @param features N x D, bytes or floats
     * @param labels N labels, 0 to K - 1
     * @return the classifier; its classes are named by their numbers
     * @throws IllegalArgumentException as {@link Fitting#fit(Examples)}, or if there are not as many labels as rows
     */
    public static LinearClassifier fit(Features features, int[] labels) {
        return fit(Examples.of(features, labels));
    }

    /**
     * Trains with the defaults on arrays of the heap, which are copied for the time of the training.
     *
     * @param features N rows of D features
     * @param labels N labels, 0 to K - 1
     * @return the classifier; its classes are named by their numbers
     * @throws IllegalArgumentException as {@link Fitting#fit(Examples)}, or if rows differ in length, or there are not as many
     *     labels as rows
     */
    public static LinearClassifier fit(float[][] features, int[] labels) {
        return with(Kernels.best().on(Workers.common())).fit(features, labels);
    }

    /**
     * Begins a training with options.
     *
     * @param kernels the kernels to use, for the training and for predictions
     * @return the options, at their defaults
     */
    public static Fitting with(Kernels kernels) {
        return new Fitting(kernels);
    }

    /**
     * Reads what {@link #save} or {@code lanewise train --save} wrote.
     *
     * @param file the file
     * @return the classifier
     * @throws org.lanewise.learn.file.ArrayFileException if it is not a model file
     * @throws IOException if it cannot be read
     */
    public static LinearClassifier load(Path file) throws IOException {
        return new LinearClassifier(Kernels.best(), ModelFile.read(Arena.ofAuto(), file));
    }

    /**
     * Makes a classifier of parameters that come from elsewhere.
     *
     * @param kernels the kernels to use
     * @param classifier parameters, preprocessing and names; not copied
     * @return the classifier
     */
    public static LinearClassifier of(Kernels kernels, Classifier classifier) {
        return new LinearClassifier(Objects.requireNonNull(kernels, "kernels"), new ModelFile(classifier, Map.of()));
    }

    /**
     * Writes the model, to a file that numpy reads as well.
     *
     * @param path the file; replaced if it exists
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public void save(Path path) throws IOException {
        file.write(path);
    }

    /** {@return the parameters, the preprocessing and the names of the classes} */
    public Classifier classifier() {
        return file.classifier();
    }

    /** {@return how the model came to be} */
    public Map<String, String> provenance() {
        return file.provenance();
    }

    /** {@return the number of classes K} */
    public int classes() {
        return classifier().classes();
    }

    /** {@return the number of features D} */
    public int features() {
        return classifier().features();
    }

    /** {@return the names of the classes, in the order of their labels} */
    public List<String> classNames() {
        return classifier().classNames();
    }

    /**
     * The class of the highest score. Of equal scores the first class wins; NaN loses to every number.
     *
     * @param example D features
     * @return its class, 0 to K - 1
     * @throws IllegalArgumentException if there are not D features
     */
    public int predict(float[] example) {
        if (classifier().map().isPresent()) {
            return predict(new float[][] {example})[0];
        }
        float[] scores = new float[classes()];
        int[] best = new int[1];
        scorer().scores(requireLength(example), scores);
        Scorer.top(scores, best);
        return best[0];
    }

    /**
     * Scores of single examples, as a service needs them: in about a microsecond and without allocation. Made by the first call,
     * which folds the preprocessing into a copy of the parameters, and kept.
     *
     * @return the scorer, which any number of threads may use at once
     * @throws UnsupportedOperationException if the classifier has a map to other features before its parameters
     */
    public Scorer scorer() {
        Scorer made = scorer;
        return made != null ? made : makeScorer();
    }

    private synchronized Scorer makeScorer() {
        Classifier parts = classifier();
        if (parts.map().isPresent()) {
            throw new UnsupportedOperationException("A scorer takes the features of the parameters, but this model maps"
                    + " an example to other features first; use predict or predictProba.");
        }
        if (scorer == null) {
            scorer = kernels.scorer(Arena.ofAuto(), new ScoreFunction(parts.model(), parts.preprocessing()));
        }
        return scorer;
    }

    /**
     * The classes of the highest scores.
     *
     * @param examples N rows of D features
     * @return N classes, 0 to K - 1
     * @throws IllegalArgumentException if rows have not D features
     */
    public int[] predict(float[][] examples) {
        try (Arena arena = Arena.ofShared()) {
            return predict(copy(arena, examples));
        }
    }

    /**
     * The classes of the highest scores.
     *
     * @param examples N x D, bytes or floats
     * @return N classes, 0 to K - 1
     * @throws IllegalArgumentException if there are not D features
     */
    public int[] predict(Features examples) {
        return classifier().predict(kernels, examples);
    }

    /**
     * The probabilities that the softmax function makes of the scores; trained with another loss they only rank the classes.
     *
     * @param example D features
     * @return K probabilities, whose sum is 1
     * @throws IllegalArgumentException if there are not D features
     */
    public float[] predictProba(float[] example) {
        if (classifier().map().isPresent()) {
            return predictProba(new float[][] {example})[0];
        }
        float[] scores = new float[classes()];
        scorer().scores(requireLength(example), scores);
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix probabilities = FloatMatrix.copyOf(arena, 1, scores.length, scores);
            kernels.softmax(probabilities, probabilities);
            return probabilities.toArray();
        }
    }

    /**
     * The probabilities that the softmax function makes of the scores; trained with another loss they only rank the classes.
     *
     * @param examples N rows of D features
     * @return N rows of K probabilities, whose sum is 1
     * @throws IllegalArgumentException if rows have not D features
     */
    public float[][] predictProba(float[][] examples) {
        try (Arena arena = Arena.ofShared()) {
            FloatMatrix probabilities = classifier().probabilities(arena, kernels, copy(arena, examples));
            return IntStream.range(0, examples.length)
                    .mapToObj(row -> probabilities.rows(row, row + 1).toArray())
                    .toArray(float[][]::new);
        }
    }

    /**
     * The probabilities that the softmax function makes of the scores; trained with another loss they only rank the classes.
     *
     * @param arena the owner of their memory
     * @param examples N x D, bytes or floats
     * @return N x K, each row's sum is 1
     * @throws IllegalArgumentException if there are not D features
     */
    public FloatMatrix predictProba(Arena arena, Features examples) {
        return classifier().probabilities(arena, kernels, examples);
    }

    /**
     * The share of right predictions.
     *
     * @param examples at least one example, with the labels of the training
     * @return the accuracy, 0 to 1
     * @throws IllegalArgumentException if there is no example, or features or classes do not fit
     */
    public double score(Examples examples) {
        return Evaluation.of(kernels, classifier(), examples).accuracy();
    }

    /**
     * The share of right predictions.
     *
     * @param examples N rows of D features, at least one
     * @param labels N labels
     * @return the accuracy, 0 to 1
     * @throws IllegalArgumentException if there is no example, or features or labels do not fit
     */
    public double score(float[][] examples, int[] labels) {
        try (Arena arena = Arena.ofShared()) {
            return score(Examples.copyOf(arena, examples, labels));
        }
    }

    private float[] requireLength(float[] example) {
        if (example.length != features()) {
            throw new IllegalArgumentException("The example has " + example.length
                    + " features, but the classifier was trained on " + features() + ".");
        }
        return example;
    }

    private FloatMatrix copy(Arena arena, float[][] examples) {
        for (int row = 0; row < examples.length; row++) {
            if (examples[row].length != features()) {
                throw new IllegalArgumentException("Row " + row + " has " + examples[row].length
                        + " features, but the classifier was trained on " + features() + ".");
            }
        }
        return examples.length == 0 ? FloatMatrix.allocate(arena, 0, features()) : FloatMatrix.copyOf(arena, examples);
    }

    @Override
    public String toString() {
        return "LinearClassifier[" + classes() + " classes, " + features() + " features]";
    }

    /** The options of a training. Not for several threads. */
    public static final class Fitting {

        /** The gain of a step, relative to the loss, that is not worth taking: about seven correct digits of the loss. */
        private static final double TOLERANCE = 1e-8;

        /** Fewer examples say nothing about strengths. */
        private static final int FEW = 20;

        private final Kernels kernels;
        private Loss loss = SoftmaxCrossEntropy.softmax();
        private float l2 = Float.NaN;
        private int iterations = 200;
        private List<String> classNames;
        private float[] weights;

        private Fitting(Kernels kernels) {
            this.kernels = Objects.requireNonNull(kernels, "kernels");
        }

        /**
         * Sets the loss.
         *
         * @param value softmax or the squared hinge, perhaps with weights of the classes; default: softmax
         * @return this
         */
        public Fitting loss(Loss value) {
            loss = Objects.requireNonNull(value, "loss");
            return this;
        }

        /**
         * Sets the strength of L2 regularization of the weights of standardized features.
         *
         * @param strength at least 0; default: the best of a {@link RegularizationPath}. A logistic regression with {@code C}
         *     on standardized features has {@code 1 / (2 C N)}
         * @return this
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public Fitting l2(float strength) {
            l2 = Regularization.l2(strength).l2();
            return this;
        }

        /**
         * Sets the most iterations.
         *
         * @param count at least 0; default: 200
         * @return this
         */
        public Fitting iterations(int count) {
            iterations = count;
            return this;
        }

        /**
         * Names the classes.
         *
         * @param names K names, in the order of the labels; default: the labels
         * @return this
         */
        public Fitting classNames(List<String> names) {
            classNames = List.copyOf(names);
            return this;
        }

        /**
         * Sets how much each example counts: {@code sum_i w_i L_i / sum_i w_i} is made small, so that 2 is the same as the
         * example twice, and 0 as without it. Features are standardized, and strengths of regularization judged, by all examples
         * alike.
         *
         * @param values N weights, finite, at least 0 and not all 0; copied. Default: those of {@link Examples#weight}, else 1
         * @return this
         */
        public Fitting weights(float... values) {
            weights = values.clone();
            return this;
        }

        /**
         * Trains on arrays of the heap, which are copied for the time of the training.
         *
         * @param features N rows of D features
         * @param labels N labels, 0 to K - 1
         * @return the classifier
         * @throws IllegalArgumentException as {@link #fit(Examples)}, or if rows differ in length, or there are not as many
         *     labels as rows
         */
        public LinearClassifier fit(float[][] features, int[] labels) {
            try (Arena arena = Arena.ofShared()) {
                return fit(Examples.copyOf(arena, features, labels));
            }
        }

        /**
         * Trains.
         *
         * @param examples N examples of K classes
         * @return the classifier
         * @throws IllegalArgumentException if all examples are of one class, or there is none, a feature is NaN or infinite,
         *     names do not fit the classes, or weights the examples
         */
        public LinearClassifier fit(Examples examples) {
            requireTwoClasses(examples);
            return fitWeighted(weights == null ? examples : examples.weighted(weights));
        }

        private LinearClassifier fitWeighted(Examples examples) {
            TrainingSet training = TrainingSet.of(kernels, examples);
            Preprocessing preprocessing = training.standardization();
            requireFinite(preprocessing, examples.features());
            Classifier classifier = classifier(preprocessing, examples.classes());
            float strength = Float.isNaN(l2) ? chosen(preprocessing, examples) : l2;
            return fit(training, classifier, strength);
        }

        /**
         * Trains on examples wherever they lie. The classifier has the same bits as one of examples of this machine.
         *
         * @param examples N finite examples of K classes, at least two of which are there; a strength must have been set, by
         *     {@link #l2}
         * @return the classifier
         * @throws IllegalStateException if no strength was set
         * @throws IllegalArgumentException if names do not fit the classes
         */
        public LinearClassifier fit(TrainingSet examples) {
            if (Float.isNaN(l2)) {
                throw new IllegalStateException(
                        "The strength of the regularization is not chosen by itself for examples"
                                + " that lie elsewhere; set it by l2.");
            }
            return fit(examples, classifier(examples.standardization(), examples.classes()), l2);
        }

        private LinearClassifier fit(TrainingSet examples, Classifier classifier, float strength) {
            Preprocessing preprocessing = classifier.preprocessing();
            Minimum minimum = new Lbfgs(kernels, preprocessing, examples, loss, Regularization.l2(strength), true)
                    .minimize(classifier.model(), iterations, TOLERANCE, new TrainingListener() {});
            return new LinearClassifier(kernels, new ModelFile(classifier, provenance(examples, strength, minimum)));
        }

        /** A classifier that knows nothing yet. */
        private Classifier classifier(Preprocessing preprocessing, int classes) {
            List<String> names = classNames != null
                    ? classNames
                    : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
            return new Classifier(
                    LinearModel.allocate(Arena.ofAuto(), classes, preprocessing.features()), preprocessing, names);
        }

        private Lbfgs lbfgs(Preprocessing preprocessing, Examples examples, float strength) {
            return new Lbfgs(kernels, preprocessing, examples, loss, Regularization.l2(strength));
        }

        /** The strength that did best on examples that were left out; of few examples that of {@code C = 1}. */
        private float chosen(Preprocessing preprocessing, Examples examples) {
            if (examples.size() < FEW) {
                return 0.5f / examples.size();
            }
            RegularizationPath path = new RegularizationPath(
                    RegularizationPath.usualFolds(examples), training -> lbfgs(preprocessing, training, 0));
            path.run(RegularizationPath.usualStrengths(), point -> {});
            return path.best().l2();
        }

        private Map<String, String> provenance(TrainingSet examples, float strength, Minimum minimum) {
            Map<String, String> provenance = new LinkedHashMap<>();
            provenance.put("examples", Long.toString(examples.size()));
            LossProvenance.put(provenance, loss, examples.classes());
            provenance.put("l2", Float.toString(strength));
            provenance.put("optimizer", "lbfgs");
            provenance.put("iterations", Integer.toString(minimum.iterations()));
            provenance.put("end", minimum.reason().name().toLowerCase(Locale.ROOT));
            provenance.put("trainingLoss", Double.toString(minimum.value()));
            return provenance;
        }

        private static void requireTwoClasses(Examples examples) {
            for (int row = 1; row < examples.size(); row++) {
                if (examples.label(row) != examples.label(0)) {
                    return;
                }
            }
            throw new IllegalArgumentException(
                    examples.size() == 0
                            ? "A training needs examples, but there is none."
                            : "A training needs examples of at least two classes, but all " + examples.size()
                                    + " have the label " + examples.label(0) + ".");
        }

        /** A feature that is not finite shows in its mean; only then it is looked for. */
        private static void requireFinite(Preprocessing preprocessing, Features features) {
            for (int d = 0; d < features.columns(); d++) {
                if (Float.isFinite(preprocessing.mean().get(0, d))) {
                    continue;
                }
                for (int row = 0; row < features.rows(); row++) {
                    if (!Float.isFinite(features.get(row, d))) {
                        throw new IllegalArgumentException("Feature " + d + " of example " + row + " is "
                                + features.get(row, d) + "; only finite numbers can be learned from.");
                    }
                }
            }
        }
    }
}
