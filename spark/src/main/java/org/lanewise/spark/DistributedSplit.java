package org.lanewise.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a Dataset as two sets of examples: some to learn from, and others that are left out and judge what was learned.
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
     * Reads rows, of which each so many the last one is left out. Rows in a regular order, such as one class after the other in
     * turns, need another one: {@link RowColumns#orderedBy}.
     *
     * @param rows at least {@code every} rows
     * @param columns which of their columns
     * @param partitions how many of each set, at most; as in {@link DistributedExamples#of}
     * @param every at least 2; 10 leaves out a tenth
     * @return both sets
     * @throws IllegalArgumentException as {@link DistributedExamples#of}, or if a set has no row
     */
    public static DistributedSplit of(Dataset<Row> rows, RowColumns columns, int partitions, int every) {
        if (every < 2) {
            throw new IllegalArgumentException("One of at least 2 rows is left out, but got " + every + ".");
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
