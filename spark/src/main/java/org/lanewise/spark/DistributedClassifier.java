package org.lanewise.spark;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.LinearClassifier;
import org.lanewise.learn.evaluate.Classifier;
import org.lanewise.learn.train.Lbfgs;
import org.lanewise.learn.train.RegularizationPath;
import org.lanewise.learn.train.Trial;

/**
 * Trains the {@link LinearClassifier} on a cluster:
 *
 * {@snippet :
 * try (DistributedExamples training = DistributedExamples.of(dataset, RowColumns.of("label", "embedding"), 64)) {
 *     LinearClassifier classifier = DistributedClassifier.defaults().withL2(1e-4f).fit(training);
 *     classifier.save(Path.of("model.npz"));
 * }
 * }
 *
 * <p>The classifier has the same bits as one that was trained on one machine with the same settings, for any number of partitions
 * and executors. {@link #fit(DistributedExamples, DistributedExamples)} chooses the strength of L2 regularization on examples that are
 * left out.
 *
 * <p>Its settings do not change: each {@code with} method returns new ones.
 *
 * @param loss softmax or the squared hinge, perhaps with weights of the classes
 * @param l2 the strength of L2 regularization of the weights of standardized features; NaN for {@code 1 / (2 N)}, which is
 *     {@code C = 1} in scikit-learn
 * @param iterations the most iterations, at least 0
 * @param classNames the names of the classes; empty for their numbers
 */
public record DistributedClassifier(Loss loss, float l2, int iterations, List<String> classNames) {

    private static final int ITERATIONS = 200;
    private static final String PREDICTION = "prediction";
    private static final String PROBABILITY = "probability";

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the strength or the number of iterations is negative
     */
    public DistributedClassifier {
        Objects.requireNonNull(loss, "loss");
        if (!Float.isNaN(l2)) {
            l2 = Regularization.l2(l2).l2();
        }
        if (iterations < 0) {
            throw new IllegalArgumentException("The number of iterations is at least 0, but it is " + iterations + ".");
        }
        classNames = List.copyOf(classNames);
    }

    /** {@return softmax with the strength of {@code C = 1}, at most 200 iterations} */
    public static DistributedClassifier defaults() {
        return new DistributedClassifier(SoftmaxCrossEntropy.softmax(), Float.NaN, ITERATIONS, List.of());
    }

    /**
     * These settings with another loss.
     *
     * @param value the loss
     * @return the settings
     */
    public DistributedClassifier withLoss(Loss value) {
        return new DistributedClassifier(value, l2, iterations, classNames);
    }

    /**
     * These settings with another strength.
     *
     * @param strength the strength, at least 0
     * @return the settings
     */
    public DistributedClassifier withL2(float strength) {
        return new DistributedClassifier(loss, Regularization.l2(strength).l2(), iterations, classNames);
    }

    /**
     * These settings with another number of iterations.
     *
     * @param count the most iterations, at least 0
     * @return the settings
     */
    public DistributedClassifier withIterations(int count) {
        return new DistributedClassifier(loss, l2, count, classNames);
    }

    /**
     * These settings with names of the classes.
     *
     * @param names K names, in the order of the labels
     * @return the settings
     */
    public DistributedClassifier withClassNames(List<String> names) {
        return new DistributedClassifier(loss, l2, iterations, names);
    }

    /**
     * Trains with the strength that was set.
     *
     * @param examples examples of at least two classes
     * @return the classifier
     * @throws IllegalArgumentException if all examples are of one class, or names do not fit the classes
     */
    public LinearClassifier fit(DistributedExamples examples) {
        examples.requireTwoClasses();
        LinearClassifier.Fitting fitting = LinearClassifier.with(kernels())
                .loss(loss)
                .l2(Float.isNaN(l2) ? 0.5f / examples.size() : l2)
                .iterations(iterations);
        if (!classNames.isEmpty()) {
            fitting.classNames(classNames);
        }
        return fitting.fit(examples);
    }

    /**
     * Trains with the strength that does best on other examples: those of {@link RegularizationPath#usualStrengths} are tried from
     * strong to weak, until weaker ones do worse. The classifier learns from the training examples only.
     *
     * @param training examples of at least two classes
     * @param validation at least one example, with the same features and classes
     * @return the classifier; the strength is in its provenance
     * @throws IllegalStateException if a strength was set
     * @throws IllegalArgumentException as {@link #path} and {@link #fit(DistributedExamples)}
     */
    public LinearClassifier fit(DistributedExamples training, DistributedExamples validation) {
        if (!Float.isNaN(l2)) {
            throw new IllegalStateException("The strength " + l2 + " was set, so there is none to choose; leave out"
                    + " withL2, or the validation examples.");
        }
        RegularizationPath path = path(training, validation);
        path.run(RegularizationPath.usualStrengths(), point -> {});
        return withL2(path.best().l2()).fit(training);
    }

    /**
     * Makes a path of strengths. Each fit starts at the optimum of the one before. Its points have the same bits as on one
     * machine:
     *
     * {@snippet :
     * RegularizationPath path = settings.path(training, validation);
     * path.run(RegularizationPath.strengths(1e-2, 1e-5, 7), point -> System.out.println(point));
     * LinearClassifier classifier = settings.withL2(path.best().l2()).fit(all);
     * }
     *
     * @param training examples of at least two classes
     * @param validation at least one example, with the same features and classes
     * @return the path, which has not run yet; both sets stay open while it runs
     * @throws IllegalArgumentException if all training examples are of one class, or the validation examples have other features or
     *     more classes
     */
    public RegularizationPath path(DistributedExamples training, DistributedExamples validation) {
        training.requireTwoClasses();
        DistributedEvaluation.requireFitting("training set", training.features(), training.classes(), validation);
        Preprocessing preprocessing = training.standardization();
        List<String> names = IntStream.range(0, training.classes())
                .mapToObj(Integer::toString)
                .toList();
        return new RegularizationPath(List.of(
                new Trial(new Lbfgs(kernels(), preprocessing, training, loss, Regularization.none(), true), model -> {
                    Classifier classifier = new Classifier(model, preprocessing, names);
                    DistributedEvaluation figures = DistributedEvaluation.of(classifier, loss, validation);
                    return new Trial.Verdict(figures.examples(), figures.meanLoss(), figures.accuracy());
                })));
    }

    private static Kernels kernels() {
        return Kernels.best().on(Workers.common());
    }

    /**
     * Adds two columns to rows: {@code prediction}, the class of the highest score, an integer, and {@code probability}, the softmax of
     * the K scores, an array of floats. If the features are null, both are null. Spark computes them when it needs the rows; a row
     * with another number of features fails that job.
     *
     * @param classifier the classifier
     * @param rows any rows without columns of these names
     * @param features the column of the features, of one of the types that {@link RowColumns} names
     * @return the rows with these columns
     * @throws IllegalArgumentException if there is no such column, it holds no features, or a column has one of these names
     */
    public static Dataset<Row> transform(LinearClassifier classifier, Dataset<Row> rows, String features) {
        StructType schema = rows.schema();
        for (String name : List.of(PREDICTION, PROBABILITY)) {
            if (List.of(schema.fieldNames()).contains(name)) {
                throw new IllegalArgumentException("There is a column " + name + " already; drop or rename it first.");
            }
        }
        int column = schema.fieldIndex(features);
        Prediction prediction = new Prediction(FeatureColumn.of(schema.fields()[column]), column);
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        Broadcast<SharedClassifier> shared = context.broadcast(new SharedClassifier(classifier.classifier()));
        StructType longer = schema.add(PREDICTION, DataTypes.IntegerType)
                .add(PROBABILITY, DataTypes.createArrayType(DataTypes.FloatType, false));
        return rows.mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                        part -> prediction.predict(shared.value().get(), part),
                Encoders.row(longer));
    }
}
