package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reading the mapped training set, minibatch after minibatch, in its order or shuffled: as scores of two classes, where
 * arithmetic is hardly the limit, and as a plain sum of bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ReadBenchmark {

    /** Images that one operation reads. */
    public static final int IMAGES = 256;

    /** Classes whose scores are computed. */
    public static final int CLASSES = 2;

    /** Who computes the scores; {@code loader} for the sum of bytes. */
    @Param("scalar")
    public String implementation;

    /** Whether the images are shuffled. */
    @Param("false")
    public boolean shuffled;

    private CifarDataset cifar;
    private Minibatches batches;
    private int epoch;
    private Kernels kernels;
    private LinearModel model;
    private Preprocessing preprocessing;
    private FloatMatrix scores;
    private Workspace workspace;

    /** For JMH. */
    public ReadBenchmark() {}

    /**
     * Opens the data and checks the scores, or the sum, of some images.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        cifar = Cifar.open();
        batches = new Minibatches(cifar.train(), IMAGES);
        restart();
        if (implementation.equals("loader")) {
            checkSum();
            return;
        }
        kernels = Implementations.kernels(implementation);
        Arena arena = Arena.ofAuto();
        model = Cifar.model(arena, CLASSES);
        preprocessing = Cifar.preprocessing(arena, cifar.train());
        scores = FloatMatrix.allocatePadded(arena, IMAGES, CLASSES);
        workspace = Workspace.allocate(arena, 0, CLASSES, Cifar.FEATURES);
        checkScores();
    }

    private void checkSum() {
        long sum = bytes();
        long expected = 0;
        for (int i = 0; i < batches.size(); i++) {
            for (int d = 0; d < Cifar.FEATURES; d++) {
                expected += batches.images().get(i, d);
            }
        }
        Answers.requireClose("the sum of the pixels", sum, expected, 0);
    }

    private void checkScores() {
        scores();
        FloatMatrix expected = FloatMatrix.allocate(Arena.ofAuto(), IMAGES, CLASSES);
        Kernels.scalar().scores(model, preprocessing, batches.images(), expected, workspace);
        Answers.requireClose("the score", scores, expected, 1e-4);
    }

    private void nextBatch() {
        if (!batches.next() || batches.size() < IMAGES) {
            restart();
            batches.next();
        }
    }

    private void restart() {
        if (shuffled) {
            batches.shuffle(1, epoch++);
        } else {
            batches.rewind();
        }
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        cifar.close();
    }

    /**
     * Scores of the next images.
     *
     * @return the scores
     */
    @Benchmark
    public FloatMatrix scores() {
        nextBatch();
        kernels.scores(model, preprocessing, batches.images(), scores, workspace);
        return scores;
    }

    /**
     * Sum of the pixels of the next images.
     *
     * @return the sum
     */
    @Benchmark
    public long bytes() {
        nextBatch();
        PixelMatrix images = batches.images();
        long sum = 0;
        for (int i = 0; i < images.rows(); i++) {
            sum += sum(images.segment(i), images.offset(i));
        }
        return sum;
    }

    private static long sum(MemorySegment pixels, long offset) {
        int sum = 0;
        for (int d = 0; d < Cifar.FEATURES; d++) {
            sum += pixels.get(ValueLayout.JAVA_BYTE, offset + d) & 0xFF;
        }
        return sum;
    }
}
