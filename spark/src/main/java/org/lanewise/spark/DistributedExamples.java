package org.lanewise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.FeatureSums;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.train.TrainingSet;

/**
 * Examples in the memory of a cluster's executors, off the heap. Each example is in one partition, and a partition has whole blocks of
 * {@link org.lanewise.core.model.BlockSum#EXAMPLES} examples. The examples are read and checked when this object is made, and stay
 * until {@link #close}. If an executor is lost, its partitions are read again. Results do not depend on the number of partitions.
 *
 * <p>Memory on the executors, off the heap: 4 bytes for each float or 1 for each byte of the features, and 4 for each label.
 *
 * <p>Safe to share between threads.
 */
public final class DistributedExamples implements TrainingSet, AutoCloseable {

    /** How many seconds {@link #close} waits at most. */
    private static final long PATIENCE = 10;

    private final JavaRDD<StoredRows> parts;
    private final List<Stored> stored;
    private Preprocessing standardization;

    /**
     * What is stored of a partition.
     *
     * @param range its place in the whole set
     * @param columns features of an example
     * @param classes number of classes
     * @param isBytes whether its features are bytes
     * @param leastLabel its least label
     * @param largestLabel its largest label
     * @param problem what is wrong with it, a sentence; null if nothing is
     */
    private record Stored(
            BlockRange range,
            int columns,
            int classes,
            boolean isBytes,
            int leastLabel,
            int largestLabel,
            String problem)
            implements Serializable {

        static Stored of(StoredRows rows) {
            if (rows.problem() != null) {
                return new Stored(rows.range(), 0, 0, true, 0, 0, rows.problem());
            }
            Examples examples = rows.examples();
            int least = Integer.MAX_VALUE;
            int largest = -1;
            for (int row = 0; row < examples.size(); row++) {
                least = Math.min(least, examples.label(row));
                largest = Math.max(largest, examples.label(row));
            }
            Features features = examples.features();
            boolean isBytes = features.element() == Element.BYTE;
            return new Stored(rows.range(), features.columns(), examples.classes(), isBytes, least, largest, null);
        }
    }

    /** Keeps the examples, and checks that they are good. */
    DistributedExamples(JavaRDD<StoredRows> unstored) {
        parts = unstored.persist(StorageLevel.MEMORY_ONLY());
        boolean isGood = false;
        try {
            stored = parts.map(Stored::of).collect();
            requireNoProblem();
            isGood = true;
        } finally {
            if (!isGood) {
                parts.unpersist(true);
            }
        }
    }

    private void requireNoProblem() {
        for (Stored part : stored) {
            if (part.problem != null) {
                throw new IllegalArgumentException(part.problem);
            }
        }
    }

    /**
     * Reads CIFAR files. Each task reads its own part of them.
     *
     * @param context the cluster
     * @param format their format
     * @param files paths or addresses that every executor can read, in the order of the set
     * @param partitions how many; fewer if there are fewer blocks. A multiple of the cores is best
     * @return the examples
     * @throws IllegalArgumentException if no file is named, a file has not a whole number of records, or a label is out of range
     * @throws IOException if a file cannot be found
     */
    public static DistributedExamples ofCifar(
            JavaSparkContext context, CifarFormat format, List<String> files, int partitions) throws IOException {
        SparkVersion.require(context);
        CifarRanges ranges = new CifarRanges(format, files, context.hadoopConfiguration());
        List<BlockRange> divided = BlockRange.divide(ranges.rows(), partitions);
        return new DistributedExamples(
                context.parallelize(divided, divided.size()).map(ranges::read));
    }

    /**
     * Reads rows twice: once to check them, and once to move each to the partition of its block.
     *
     * @param rows at least one row
     * @param columns the columns of the labels and the features
     * @param partitions how many; fewer if there are fewer blocks. A multiple of the cores is best
     * @return the examples
     * @throws IllegalArgumentException if there is no such column, one has another type, or something is wrong with a row: null,
     *     another number of features than before, a feature that is not finite, a label out of range
     */
    public static DistributedExamples of(Dataset<Row> rows, RowColumns columns, int partitions) {
        return SurveyedRows.of(rows, columns).read(RowShare.ALL, partitions);
    }

    @Override
    public long size() {
        return stored.stream().mapToLong(part -> part.range.rows()).sum();
    }

    @Override
    public int features() {
        return stored.getFirst().columns;
    }

    @Override
    public int classes() {
        return stored.getFirst().classes;
    }

    /** {@return the number of partitions} */
    public int partitions() {
        return stored.size();
    }

    /** {@return the partitions, each of one element} */
    JavaRDD<StoredRows> parts() {
        return parts;
    }

    /** Training needs two classes. */
    void requireTwoClasses() {
        int least = stored.stream().mapToInt(Stored::leastLabel).min().orElseThrow();
        if (stored.stream().allMatch(part -> part.largestLabel == least)) {
            throw new IllegalArgumentException("A training needs examples of at least two classes, but all " + size()
                    + " have the label " + least + ".");
        }
    }

    /** {@inheritDoc} It takes a job, or two for floats. */
    @Override
    public synchronized Preprocessing standardization() {
        if (standardization == null) {
            float[] first = stored.getFirst().isBytes ? new float[0] : rows(parts, new long[] {0})[0];
            FeatureSums sums = InOrder.merge(sums(parts, first), FeatureSums::merge);
            standardization = Preprocessing.standardize(Arena.ofAuto(), sums);
        }
        return standardization;
    }

    private static JavaRDD<FeatureSums> sums(JavaRDD<StoredRows> parts, float[] first) {
        return parts.mapPartitions(iterator -> {
            StoredRows rows = iterator.next();
            Features features = rows.examples().features();
            return List.of(FeatureSums.withSquares(features, rows.range().firstBlock(), first))
                    .iterator();
        });
    }

    @Override
    public Features sample(Arena arena, int count) {
        long size = size();
        long[] chosen =
                IntStream.range(0, count).mapToLong(i -> i * size / count).toArray();
        return FloatMatrix.copyOf(arena, rows(parts, chosen));
    }

    /** The features of chosen examples, whose numbers are sorted. */
    private static float[][] rows(JavaRDD<StoredRows> parts, long[] chosen) {
        return parts.mapPartitions(iterator -> {
                    StoredRows rows = iterator.next();
                    List<float[]> found = new ArrayList<>();
                    for (long row : chosen) {
                        long at = row - rows.range().firstRow();
                        if (at >= 0 && at < rows.range().rows()) {
                            float[] values =
                                    new float[rows.examples().features().columns()];
                            rows.examples().features().copyRow((int) at, values);
                            found.add(values);
                        }
                    }
                    return found.iterator();
                })
                .collect()
                .toArray(float[][]::new);
    }

    @Override
    public Passes passes(Loss loss, Preprocessing preprocessing) {
        return new DistributedPasses(parts, loss, preprocessing);
    }

    /**
     * Frees the memory on the executors, and waits at most ten seconds for that. If an executor could not send a partition to another
     * one, Spark keeps its lock on the partition for ever. The memory of such a partition is freed when the executor ends.
     */
    @Override
    public void close() {
        CompletableFuture.runAsync(() -> parts.unpersist(true))
                .completeOnTimeout(null, PATIENCE, TimeUnit.SECONDS)
                .join();
    }
}
