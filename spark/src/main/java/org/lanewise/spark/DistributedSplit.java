package org.lanewise.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a Dataset as two sets of examples: one to learn from, and one that is left out and tells how well it was learned.
 *
 * {@snippet :
 * try (DistributedSplit split = DistributedSplit.of(dataset, RowColumns.of("label", "embedding"), 64, 10)) {
 *     LinearClassifier classifier = DistributedClassifier.defaults().fit(split.training(), split.validation());
 * }
 * }
 *
 * @param training the examples to learn from
 * @param validation the examples that are left out
 */
public record DistributedSplit(DistributedExamples training, DistributedExamples validation) implements AutoCloseable {

    /**
     * Reads rows, and leaves out the last of every {@code every} rows. If the rows repeat a pattern, such as one row of each class in
     * turn, give them another order: {@link RowColumns#orderedBy}.
     *
     * @param rows at least {@code every} rows
     * @param columns the columns of the labels and the features
     * @param partitions how many of each set, at most; as in {@link DistributedExamples#of}
     * @param every at least 2; 10 leaves out a tenth
     * @return both sets
     * @throws IllegalArgumentException as {@link DistributedExamples#of}, or if a set has no row
     */
    public static DistributedSplit of(Dataset<Row> rows, RowColumns columns, int partitions, int every) {
        if (every < 2) {
            throw new IllegalArgumentException("One of at least 2 rows is left out, but it is one of " + every + ".");
        }
        SurveyedRows surveyed = SurveyedRows.of(rows, columns);
        DistributedExamples validation = surveyed.read(new RowShare(every, true), partitions);
        try {
            return new DistributedSplit(surveyed.read(new RowShare(every, false), partitions), validation);
        } catch (RuntimeException | Error e) {
            validation.close();
            throw e;
        }
    }

    /** Frees the memory of both sets. */
    @Override
    public void close() {
        try (validation) {
            training.close();
        }
    }
}
