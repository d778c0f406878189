package org.lanewise.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Features.Element;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.train.GradientSum;
import org.lanewise.learn.train.TrainingSet;

/** No test: a program of {@code scripts/spark-mllib.sh}: how long passes take here and on Spark, and what they send. */
final class PassFigures {

    private static final int TASKS = 1000;

    private final AtomicLong results = new AtomicLong();
    private final AtomicLong shuffled = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    private PassFigures() {}

    /** Arguments: partitions, features, classes, blocks in all, seconds for each figure. */
    public static void main(String[] args) throws Exception {
        int[] numbers = Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        try {
            new PassFigures().run(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        } finally {
            LocalSpark.SESSION.stop();
        }
    }

    private void run(int partitions, int columns, int classes, int blocks, int seconds) throws Exception {
        LocalSpark.SESSION.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                tasks.incrementAndGet();
                results.addAndGet(end.taskMetrics().resultSize());
                shuffled.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
            }
        });
        List<BlockRange> ranges = BlockRange.divide(blocks * 8192L, partitions);
        JavaRDD<StoredRows> made = LocalSpark.CONTEXT
                .parallelize(ranges, ranges.size())
                .map(range -> random(new StoredRows(range, 4L * range.rows() * columns), columns, classes));
        float[] parameters = new float[classes * (columns + 1)];
        SoftmaxCrossEntropy loss = SoftmaxCrossEntropy.softmax();
        BlockRange whole = new BlockRange(0, blocks * 8192);
        try (DistributedExamples there = new DistributedExamples(made);
                StoredRows here = random(new StoredRows(whole, 4L * whole.rows() * columns), columns, classes)) {
            Preprocessing standard = there.standardization();
            TrainingSet copy = TrainingSet.of(Kernels.best().on(Workers.common()), here.examples());
            try (TrainingSet.Passes local = copy.passes(loss, standard);
                    TrainingSet.Passes distributed = there.passes(loss, standard)) {
                time("one machine", seconds, () -> local.at(parameters));
                time("on Spark", seconds, () -> distributed.at(parameters));
                time("one machine", seconds, () -> local.at(parameters));
                time("on Spark", seconds, () -> distributed.at(parameters));
                count(distributed, parameters);
                bytes(local.at(parameters));
            }
        }
        time(
                TASKS + " empty tasks",
                seconds,
                () -> LocalSpark.CONTEXT
                        .parallelize(IntStream.range(0, TASKS).boxed().toList(), TASKS)
                        .count());
    }

    private static StoredRows random(StoredRows rows, int columns, int classes) {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        int[] labels = new int[rows.range().rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextInt(classes);
        }
        for (long i = 0; i < (long) labels.length * columns; i++) {
            rows.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
        }
        Features features = Features.of(
                Element.FLOAT, rows.segment(), 0, labels.length, columns, 4L * columns, Features.UNKNOWN_ORIGIN);
        rows.filled(features, labels, classes);
        return rows;
    }

    private static void time(String what, int seconds, Runnable call) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            call.run();
            times.add((System.nanoTime() - start) / 1e6);
        }
        times.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%s: %d times, best %.1f ms, median %.1f ms%n",
                what,
                times.size(),
                times.getFirst(),
                times.get(times.size() / 2));
    }

    private void count(TrainingSet.Passes passes, float[] parameters) throws Exception {
        LocalSpark.SESSION.sparkContext().listenerBus().waitUntilEmpty();
        tasks.set(0);
        results.set(0);
        shuffled.set(0);
        passes.at(parameters);
        LocalSpark.SESSION.sparkContext().listenerBus().waitUntilEmpty();
        System.out.printf(
                "%d parameters, a pass: %d tasks, %d bytes of results, %d shuffled%n",
                parameters.length, tasks.get(), results.get(), shuffled.get());
    }

    /** How fast a driver reads sums. */
    private static void bytes(GradientSum sum) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ObjectOutputStream(out).writeObject(sum);
        byte[] bytes = out.toByteArray();
        time("reading " + bytes.length + " bytes of a sum", 2, () -> {
            try {
                new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
            } catch (IOException | ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
