package org.lanewise.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import scala.Tuple2;

/**
 * Rows of a Dataset that were read once, to count and check them. A share of them is read again, to store it.
 *
 * @param source the label and the features of each row
 * @param firsts the number of each partition's first row in the whole set
 * @param count how many rows
 * @param chunks how they move
 */
record SurveyedRows(JavaRDD<Row> source, long[] firsts, long count, RowChunks chunks) {

    /**
     * Counts and checks rows.
     *
     * @throws IllegalArgumentException if there is no such column, one has another type, or something is wrong with a row
     */
    static SurveyedRows of(Dataset<Row> rows, RowColumns columns) {
        SparkVersion.require(
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()));
        Dataset<Row> ordered =
                columns.ordering().map(name -> rows.orderBy(column(rows, name))).orElse(rows);
        Dataset<Row> chosen = ordered.select(column(ordered, columns.label()), column(ordered, columns.features()));
        requireNumbers(chosen.schema().fields()[0]);
        FeatureColumn form = FeatureColumn.of(chosen.schema().fields()[1]);
        JavaRDD<Row> source = chosen.javaRDD();
        List<RowSurvey> surveys = surveys(source, new RowSurvey.Reader(form, columns));
        int features = RowSurvey.requireColumns(surveys);
        int classes = columns.classes() > 0
                ? columns.classes()
                : 1 + surveys.stream().mapToInt(RowSurvey::largestLabel).max().orElse(0);
        long[] firsts = new long[surveys.size()];
        long count = 0;
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = count;
            count += surveys.get(i).rows();
        }
        return new SurveyedRows(source, firsts, count, new RowChunks(form, features, classes));
    }

    private static Column column(Dataset<Row> rows, String name) {
        try {
            return rows.col(name);
        } catch (Exception e) { // AnalysisException, which Scala does not declare
            throw new IllegalArgumentException(
                    "There is no column " + name + "; the columns are " + String.join(", ", rows.columns()) + ".", e);
        }
    }

    private static void requireNumbers(StructField label) {
        if (!(label.dataType() instanceof NumericType)) {
            throw new IllegalArgumentException("Labels are whole numbers, but column " + label.name() + " is "
                    + label.dataType().simpleString() + "; StringIndexer makes numbers of names.");
        }
    }

    private static List<RowSurvey> surveys(JavaRDD<Row> source, RowSurvey.Reader reader) {
        return source.mapPartitionsWithIndex(
                        (partition, part) ->
                                List.of(reader.survey(partition, part)).iterator(),
                        true)
                .collect();
    }

    /**
     * Moves each row of a share to the partition of its block.
     *
     * @throws IllegalArgumentException if there is none
     */
    DistributedExamples read(RowShare share, int partitions) {
        long rows = share.before(count);
        if (rows == 0) {
            throw new IllegalArgumentException("Of " + count + " rows there is none " + share
                    + ", but at least one was expected; give more rows, or leave out more of them.");
        }
        List<BlockRange> ranges = new ArrayList<>(BlockRange.divide(rows, partitions));
        return new DistributedExamples(stored(chunks, ranges, packed(source, firsts, chunks, share)));
    }

    private static JavaRDD<Tuple2<Long, byte[]>> packed(
            JavaRDD<Row> source, long[] firsts, RowChunks chunks, RowShare share) {
        return source.mapPartitionsWithIndex(
                (partition, rows) -> chunks.pack(share.of(rows, firsts[partition]), share.before(firsts[partition])),
                false);
    }

    private static JavaRDD<StoredRows> stored(
            RowChunks chunks, List<BlockRange> ranges, JavaRDD<Tuple2<Long, byte[]>> packed) {
        BlockRange last = ranges.getLast();
        return JavaPairRDD.fromJavaRDD(packed)
                .repartitionAndSortWithinPartitions(new BlockRange.Blocks(last.firstRow() + last.rows(), ranges.size()))
                .mapPartitionsWithIndex(
                        (partition, rows) -> List.of(chunks.store(ranges.get(partition), rows))
                                .iterator(),
                        true);
    }
}
