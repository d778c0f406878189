package org.lanewise.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * What is in a partition of rows, or what is wrong with it. Spark runs a task that throws four
 * times, but one that returns what it found once.
 *
 * @param partition its number
 * @param rows how many rows it has, or how many come before the one that is wrong
 * @param columns the number of features of a row; -1 if there is none
 * @param largestLabel the largest label; -1 if there is no row
 * @param problem what is wrong, a sentence; null if nothing is
 */
record RowSurvey(int partition, long rows, int columns, int largestLabel, String problem) implements Serializable {

    /**
     * How rows are read: the first column is the label, the second the features.
     *
     * @param features what the features are
     * @param names the names of the columns, for messages
     */
    record Reader(FeatureColumn features, RowColumns names) implements Serializable {

        RowSurvey survey(int partition, Iterator<Row> rows) {
            long count = 0;
            int columns = -1;
            int largest = -1;
            while (rows.hasNext()) {
                Row row = rows.next();
                String problem = problem(row, columns);
                if (problem != null) {
                    String sentence = "Row " + count + " of partition " + partition + " (the first are 0) " + problem;
                    return new RowSurvey(partition, count, columns, largest, sentence);
                }
                columns = features.length(row, 1);
                largest = Math.max(largest, label(row));
                count++;
            }
            return new RowSurvey(partition, count, columns, largest, null);
        }

        static int label(Row row) {
            return row.<Number>getAs(0).intValue();
        }

        /** What is wrong with a row; null if nothing is. */
        private String problem(Row row, int columns) {
            String problem = problemOfLabel(row);
            if (problem != null) {
                return problem;
            }
            if (row.isNullAt(1)) {
                return "has null in column " + names.features() + ", but features were expected.";
            }
            int length = features.length(row, 1);
            if (length == 0 || columns >= 0 && length != columns) {
                return "has " + length + " features, but "
                        + (columns < 0 ? "at least 1 was expected." : "the row before it has " + columns + ".");
            }
            return features == FeatureColumn.BINARY ? null : problemOfFloats(features.floats(row, 1));
        }

        private String problemOfLabel(Row row) {
            if (row.isNullAt(0)) {
                return "has null in column " + names.label() + ", but a label was expected.";
            }
            double label = row.<Number>getAs(0).doubleValue();
            int end = names.classes() > 0 ? names.classes() : Integer.MAX_VALUE;
            if (label >= 0 && label < end && label == Math.rint(label)) {
                return null;
            }
            return "has the label " + row.get(0) + ", but labels are whole numbers from 0 to "
                    + (names.classes() > 0 ? end - 1 : "the number of classes less one") + ".";
        }

        private static String problemOfFloats(float[] floats) {
            for (int d = 0; d < floats.length; d++) {
                if (!Float.isFinite(floats[d])) {
                    return "has a feature " + d + " that is " + (Float.isNaN(floats[d]) ? "NaN or null" : "infinite")
                            + "; only finite numbers can be learned from.";
                }
            }
            return null;
        }
    }

    /**
     * The number of features of a set.
     *
     * @param partitions all of its partitions
     * @throws IllegalArgumentException if something is wrong with one, they differ, or there is no row
     */
    static int requireColumns(List<RowSurvey> partitions) {
        RowSurvey first = null;
        for (RowSurvey survey : partitions) {
            if (survey.problem != null) {
                throw new IllegalArgumentException(survey.problem);
            }
            if (survey.rows > 0 && first != null && survey.columns != first.columns) {
                throw new IllegalArgumentException(
                        "The rows of partition " + survey.partition + " (the first is 0) have "
                                + survey.columns + " features, but those of partition " + first.partition + " have "
                                + first.columns + ".");
            }
            first = first == null && survey.rows > 0 ? survey : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("There is no row, but at least one was expected.");
        }
        return first.columns;
    }
}
