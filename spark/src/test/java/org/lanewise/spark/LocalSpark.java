package org.lanewise.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lanewise.learn.LinearClassifier;

/**
 * The one Spark of all tests of this VM, with two threads, where a task may fail four times; and data for it. In the VM of a {@link
 * ClusterProgram} it is the cluster's.
 */
final class LocalSpark {

    static final SparkSession SESSION = SparkSession.builder()
            .master(System.getProperty("spark.master", "local[2,4]"))
            .appName("Lanewise tests")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();

    static final JavaSparkContext CONTEXT = JavaSparkContext.fromSparkContext(SESSION.sparkContext());

    static final StructType SCHEMA = schema(DataTypes.createArrayType(DataTypes.FloatType));

    private LocalSpark() {}

    static StructType schema(DataType features) {
        return new StructType()
                .add("number", DataTypes.LongType)
                .add("label", DataTypes.IntegerType)
                .add("features", features);
    }

    /** Examples on the heap of the test: the class shows in the features, not clearly. */
    record Data(float[][] features, int[] labels) {

        static Data random(int rows, int columns, int classes) {
            Random random = new Random(1);
            float[][] features = new float[rows][columns];
            int[] labels = new int[rows];
            for (int row = 0; row < rows; row++) {
                labels[row] = random.nextInt(classes);
                for (int d = 0; d < columns; d++) {
                    features[row][d] = (float) (random.nextGaussian() * (1 + d) + (d % classes == labels[row] ? 1 : 0));
                }
            }
            return new Data(features, labels);
        }

        /** The same, as whole numbers from 0 to 255. */
        Data bytes() {
            float[][] bytes = new float[features.length][];
            for (int row = 0; row < bytes.length; row++) {
                bytes[row] = features[row].clone();
                for (int d = 0; d < bytes[row].length; d++) {
                    bytes[row][d] = Math.clamp(Math.round(128 + 10 * bytes[row][d]), 0, 255);
                }
            }
            return new Data(bytes, labels);
        }

        Dataset<Row> dataset() {
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < labels.length; row++) {
                rows.add(RowFactory.create((long) row, labels[row], features[row]));
            }
            return LocalSpark.dataset(rows, SCHEMA, 5);
        }

        Dataset<Row> binary() {
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < labels.length; row++) {
                rows.add(RowFactory.create((long) row, labels[row], unsigned(row)));
            }
            return LocalSpark.dataset(rows, schema(DataTypes.BinaryType), 3);
        }

        /** The features of a row, which are whole numbers from 0 to 255. */
        byte[] unsigned(int row) {
            byte[] bytes = new byte[features[row].length];
            for (int d = 0; d < bytes.length; d++) {
                bytes[d] = (byte) features[row][d];
            }
            return bytes;
        }
    }

    static Dataset<Row> dataset(List<Row> rows, StructType schema, int partitions) {
        return SESSION.createDataFrame(CONTEXT.parallelize(rows, partitions), schema);
    }

    /** All numbers of a classifier as bits. */
    static List<Integer> bits(LinearClassifier classifier) {
        List<Integer> bits = new ArrayList<>();
        for (float[] numbers : List.of(
                classifier.classifier().model().weights().toArray(),
                classifier.classifier().model().bias().toArray(),
                classifier.classifier().preprocessing().mean().toArray(),
                classifier.classifier().preprocessing().scale().toArray())) {
            for (float number : numbers) {
                bits.add(Float.floatToRawIntBits(number));
            }
        }
        return bits;
    }
}
