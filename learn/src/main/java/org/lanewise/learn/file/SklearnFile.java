package org.lanewise.learn.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Classifier;

/**
 * A linear classifier of scikit-learn, as {@code numpy.savez} writes its attributes: {@code coef_} (K x D) and {@code
 * intercept_} (K), and if they are there {@code classes_} (K integers or texts), and of a {@code StandardScaler} {@code
 * mean_} and {@code scale_} (D). Numbers in float64 are rounded to float.
 *
 * <p>Two classes have one row of {@code coef_} in scikit-learn. They become two, minus and plus half of it: the difference of
 * the scores is what scikit-learn takes the sigmoid of, so the softmax function makes the same probabilities of them.
 *
 * <p>The probabilities are those of a {@code LogisticRegression} with its usual {@code multi_class}, of any solver but
 * {@code liblinear} where there are more than two classes. The scores and the predictions are those of any linear classifier, but
 * the two scores of two classes are minus and plus half of what {@code decision_function} returns.
 */
public final class SklearnFile {

    private static final String COEFFICIENTS = "coef_";
    private static final String INTERCEPT = "intercept_";
    private static final String CLASSES = "classes_";
    private static final String MEAN = "mean_";
    private static final String SCALE = "scale_";

    /** A name that is made here takes more memory than the file has bytes for it; texts are counted when they are read. */
    private static final int MOST_NUMBERED = 100_000;

    private final Arena arena;
    private final Path file;
    private final ModelArrays arrays;

    private SklearnFile(Arena arena, Path file, ModelArrays arrays) {
        this.arena = arena;
        this.file = file;
        this.arrays = arrays;
    }

    /**
     * Reads a classifier.
     *
     * @param arena the owner of the memory of the parameters
     * @param file the archive
     * @return the classifier; without {@code classes_} its classes are called 0 to K - 1
     * @throws ArrayFileException if it is no such archive: an entry missing, unknown or of a shape that does not fit, a number that
     *     is not finite or beyond a float, a {@code scale_} that is not above 0, names of classes that are blank or the same
     * @throws IOException if it cannot be read
     */
    public static Classifier read(Arena arena, Path file) throws IOException {
        Objects.requireNonNull(arena, "arena");
        try (ModelArrays arrays = new ModelArrays(file)) {
            return new SklearnFile(arena, file, arrays).classifier();
        }
    }

    private Classifier classifier() throws IOException {
        requireEntry(COEFFICIENTS);
        requireEntry(INTERCEPT);
        NpyHeader header = arrays.headerOfMatrix(COEFFICIENTS);
        if (header.elements() == 0) {
            throw new ArrayFileException(arrays.what(COEFFICIENTS) + " has the shape " + header.shape()
                    + "; at least one row and one column were expected.");
        }
        List<String> names = names(Math.max(2, header.rows()));
        Preprocessing preprocessing = preprocessing(header.columns());
        LinearModel model = model(header);
        arrays.requireNoMore("an archive of coef_, intercept_, classes_, mean_ and scale_");
        try {
            return new Classifier(model, preprocessing, names);
        } catch (IllegalArgumentException doesNotFit) {
            throw new ArrayFileException(file + " holds no classifier: " + doesNotFit.getMessage());
        }
    }

    private void requireEntry(String name) throws ArrayFileException {
        if (!arrays.has(name)) {
            throw new ArrayFileException(file + " has no entry " + name + "; save it in Python with"
                    + " numpy.savez(FILE, coef_=model.coef_, intercept_=model.intercept_, classes_=model.classes_).");
        }
    }

    private LinearModel model(NpyHeader header) throws IOException {
        int rows = header.rows();
        if (rows > 1) {
            FloatMatrix bias = arrays.takeVector(arena, INTERCEPT, rows, rows, 1);
            return new LinearModel(arrays.takeMatrix(arena, COEFFICIENTS), bias);
        }
        try (Arena once = Arena.ofShared()) {
            FloatMatrix bias = twoRows(arrays.takeVector(once, INTERCEPT, rows, rows, 1));
            return new LinearModel(twoRows(arrays.takeMatrix(once, COEFFICIENTS)), bias);
        }
    }

    /** Minus and plus half of a row; halves are exact but for the smallest of floats. */
    private FloatMatrix twoRows(FloatMatrix row) {
        FloatMatrix rows = LinearModel.allocate(arena, 2, row.columns()).weights();
        for (int column = 0; column < row.columns(); column++) {
            float half = row.get(0, column) / 2;
            rows.set(0, column, -half);
            rows.set(1, column, half);
        }
        return rows;
    }

    private Preprocessing preprocessing(int features) throws IOException {
        Preprocessing none = Preprocessing.none(arena, features);
        FloatMatrix mean = arrays.has(MEAN) ? arrays.takeVector(arena, MEAN, features, 1, features) : none.mean();
        FloatMatrix scale = none.scale();
        if (arrays.has(SCALE)) {
            scale = arrays.takeVector(arena, SCALE, features, 1, features);
            invert(scale);
        }
        return new Preprocessing(mean, scale);
    }

    /** A StandardScaler divides by what Lanewise multiplies with. */
    private void invert(FloatMatrix scale) throws ArrayFileException {
        for (int feature = 0; feature < scale.columns(); feature++) {
            float divisor = scale.get(0, feature);
            float factor = 1 / divisor;
            if (divisor <= 0 || Float.isInfinite(factor)) {
                throw new ArrayFileException(arrays.what(SCALE) + " holds " + divisor + " as element " + feature
                        + ", which nothing can be divided by; numbers above 0 were expected, as a StandardScaler has.");
            }
            scale.set(0, feature, factor);
        }
    }

    private List<String> names(int classes) throws IOException {
        if (classes > MOST_NUMBERED && !(arrays.has(CLASSES) && kindOfClasses() == 'U')) {
            throw new ArrayFileException(
                    arrays.what(COEFFICIENTS) + " has " + classes + " rows, but more than " + MOST_NUMBERED
                            + " classes need names that are texts; save classes_ as model.classes_.astype(str).");
        }
        if (!arrays.has(CLASSES)) {
            return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        }
        return switch (kindOfClasses()) {
            case 'i' ->
                LongStream.of(arrays.takeIntegers(CLASSES, List.of(classes)))
                        .mapToObj(String::valueOf)
                        .toList();
            case 'U' -> arrays.takeTexts(CLASSES, List.of(classes));
            default ->
                throw new ArrayFileException(arrays.what(CLASSES)
                        + " holds floats; integers or texts were expected, as model.classes_.astype(str).");
        };
    }

    private char kindOfClasses() throws IOException {
        try {
            return arrays.kind(CLASSES);
        } catch (ArrayFileException otherType) {
            // Such as uint8, bool or objects of Python.
            throw new ArrayFileException(
                    otherType.getMessage().replaceFirst("\\.$", "; save it as model.classes_.astype(str)."));
        }
    }
}
