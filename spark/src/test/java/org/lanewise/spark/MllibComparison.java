package org.lanewise.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.learn.train.Lbfgs;
import org.lanewise.learn.train.TrainingListener;

/**
 * No test: the program of {@code scripts/spark-mllib.sh}, which makes Lanewise and Spark's own {@code LogisticRegression} minimize
 * the same function of the same Parquet file, and prints the loss over time.
 */
final class MllibComparison {

    private static final float L2 = 1e-3f;
    private static final int CLASSES = 100;
    private static final int FEATURES = 768;
    private static final int PIXELS = 3072;
    private static final double TOLERANCE = 1e-6;

    private MllibComparison() {}

    public static void main(String[] args) throws IOException {
        try {
            switch (args[0]) {
                case "cifar" -> write(args[1], cifar(Path.of(args[2]), Integer.parseInt(args[3])));
                case "embeddings" -> write(args[1], embeddings(Integer.parseInt(args[2])));
                case "lanewise" -> twice(read(args[1]), rows -> lanewise(rows, Integer.parseInt(args[2])));
                case "mllib" -> twice(read(args[1]), rows -> mllib(rows, Integer.parseInt(args[2])));
                default -> throw new IllegalArgumentException("There is no task " + args[0] + ".");
            }
        } finally {
            LocalSpark.SESSION.stop();
        }
    }

    private static void write(String file, Stream<Row> rows) {
        StructType schema =
                new StructType().add("label", DataTypes.DoubleType).add("features", SQLDataTypes.VectorType());
        LocalSpark.dataset(rows.toList(), schema, 2).write().parquet(file);
    }

    /** The file, with Spark warm as far as reading it does that. */
    private static Dataset<Row> read(String file) {
        Dataset<Row> rows = LocalSpark.SESSION.read().parquet(file);
        System.out.println(rows.count() + " rows");
        return rows;
    }

    private static Stream<Row> cifar(Path folder, int count) throws IOException {
        ByteBuffer records = ByteBuffer.allocate(count * (PIXELS + 1));
        for (int file = 1; records.hasRemaining(); file++) {
            try (FileChannel channel = FileChannel.open(folder.resolve("data_batch_" + file + ".bin"))) {
                while (records.hasRemaining() && channel.read(records) >= 0) {}
            }
        }
        return IntStream.range(0, count).mapToObj(i -> {
            byte[] record = new byte[PIXELS + 1];
            records.get(i * record.length, record);
            double[] pixels = new double[PIXELS];
            Arrays.setAll(pixels, d -> Byte.toUnsignedInt(record[d + 1]));
            return RowFactory.create((double) record[0], Vectors.dense(pixels));
        });
    }

    /** A mean for each class, and noise that neighbouring features share. */
    private static Stream<Row> embeddings(int count) {
        Random random = new Random(1);
        float[][] means = new float[CLASSES][FEATURES];
        for (float[] mean : means) {
            for (int d = 0; d < FEATURES; d++) {
                mean[d] = 0.25f * (float) random.nextGaussian();
            }
        }
        return IntStream.range(0, count).mapToObj(i -> {
            int label = random.nextInt(CLASSES);
            double[] features = new double[FEATURES];
            double shared = 0;
            for (int d = 0; d < FEATURES; d++) {
                shared = 0.9 * shared + 0.4 * random.nextGaussian();
                features[d] = (float) (means[label][d] + shared + random.nextGaussian());
            }
            return RowFactory.create((double) label, Vectors.dense(features));
        });
    }

    /** In a VM that is fresh, and in one that is warm. */
    private static void twice(Dataset<Row> rows, Consumer<Dataset<Row>> training) {
        training.accept(rows);
        System.out.println("The same again:");
        training.accept(rows);
    }

    private static void lanewise(Dataset<Row> rows, int iterations) {
        long start = System.nanoTime();
        try (DistributedExamples examples = DistributedExamples.of(rows, RowColumns.of("label", "features"), 2)) {
            System.out.printf(Locale.ROOT, "read after %.1f s%n", seconds(start));
            Lbfgs fit = new Lbfgs(
                    Kernels.best(),
                    examples.standardization(),
                    examples,
                    SoftmaxCrossEntropy.softmax(),
                    Regularization.l2(L2),
                    true);
            LinearModel model =
                    LinearModel.allocate(java.lang.foreign.Arena.ofAuto(), examples.classes(), examples.features());
            fit.minimize(model, iterations, TOLERANCE, new TrainingListener() {
                @Override
                public void stepDone(int iteration, long evaluations, double loss, float length) {
                    System.out.printf(Locale.ROOT, "%d %.2f s %.6f%n", iteration, seconds(start), loss);
                }
            });
        }
    }

    /** MLlib halves its penalty. It tells the losses at the end; its jobs tell the times. */
    private static void mllib(Dataset<Row> rows, int iterations) {
        List<Double> ends = new ArrayList<>();
        long start = System.nanoTime();
        SparkListener clock = new SparkListener() {
            @Override
            public void onJobEnd(SparkListenerJobEnd end) {
                ends.add(seconds(start));
            }
        };
        LocalSpark.SESSION.sparkContext().addSparkListener(clock);
        LogisticRegressionModel model = new LogisticRegression()
                .setFamily("multinomial")
                .setRegParam(2.0 * L2)
                .setMaxIter(iterations)
                .setTol(TOLERANCE)
                .fit(rows);
        double all = seconds(start);
        LocalSpark.SESSION.sparkContext().removeSparkListener(clock);
        double[] losses = model.summary().objectiveHistory();
        System.out.printf(
                Locale.ROOT, "%d losses, %d jobs, the last of them after %.2f s%n", losses.length, ends.size(), all);
        int first = Math.max(0, ends.size() - losses.length); // a pass is a job, and a step mostly one pass
        for (int i = 0; i < losses.length; i++) {
            System.out.printf(
                    Locale.ROOT, "%d %.2f s %.6f%n", i, ends.get(Math.min(first + i, ends.size() - 1)), losses[i]);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
