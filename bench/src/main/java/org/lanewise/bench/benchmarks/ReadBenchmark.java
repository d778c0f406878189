package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
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
 * Reading the mapped training set, minibatch after minibatch, in its order or shuffled: as fast as one thread can, which
 * adds up whole vectors, and as scores of two classes, where arithmetic is hardly the limit. The first is what a kernel
 * that reads pixels through the loader's views can reach at best; {@link MemoryBenchmark} has no records and no views.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ReadBenchmark {

    /** Images that one operation reads. */
    public static final int IMAGES = 256;

    /** Classes whose scores are computed. */
    public static final int CLASSES = 2;

    /** Who computes the scores; {@code loader} for mere reading. */
    @Param("scalar")
    public String implementation;

    /** Whether the images are shuffled. */
    @Param("false")
    public boolean shuffled;

    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private CifarDataset cifar;
    private Minibatches batches;
    private int epoch;
    private Kernels kernels;
    private LinearModel model;
    private Preprocessing preprocessing;
    private FloatMatrix scores;
    private Workspace workspace;
    private ScoreFunction function;

    /** For JMH. */
    public ReadBenchmark() {}

    /**
     * Opens the data and checks the scores, or the sum, of some images, and warms up.
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
            SteadyState.reach(this::read);
            return;
        }
        kernels = Implementations.kernels(implementation);
        Arena arena = Arena.ofAuto();
        model = Cifar.model(arena, CLASSES, Cifar.FEATURES);
        preprocessing = Cifar.preprocessing(arena, cifar.train());
        scores = FloatMatrix.allocatePadded(arena, IMAGES, CLASSES);
        workspace = kernels.workspace(arena, 0, CLASSES, Cifar.FEATURES);
        function = new ScoreFunction(model, preprocessing);
        checkScores();
        SteadyState.reach(this::scores);
    }

    private void checkSum() {
        long sum = read();
        long expected = 0;
        for (int i = 0; i < batches.size(); i++) {
            for (int d = 0; d < Cifar.FEATURES; d++) {
                expected += (long) batches.features().get(i, d) << shift(d % Long.BYTES);
            }
        }
        if (sum != expected) {
            throw new IllegalStateException(
                    "wrong answer: the sum of the pixels is " + sum + " instead of " + expected);
        }
    }

    /** How far to the left a byte is in a number of 64 bits. */
    private static int shift(int place) {
        return Byte.SIZE * (ORDER == ByteOrder.LITTLE_ENDIAN ? place : Long.BYTES - 1 - place);
    }

    private void checkScores() {
        scores();
        FloatMatrix expected = FloatMatrix.allocate(Arena.ofAuto(), IMAGES, CLASSES);
        Kernels scalar = Kernels.scalar();
        Workspace scratch = scalar.workspace(Arena.ofAuto(), 0, CLASSES, Cifar.FEATURES);
        scalar.scores(function, batches.features(), expected, scratch);
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
        kernels.scores(function, batches.features(), scores, workspace);
        return scores;
    }

    /**
     * Reads the pixels of the next images, as fast as the machine can: whole vectors, in four independent sums.
     *
     * @return the sum of the pixels, eight at a time as a number of 64 bits
     */
    @Benchmark
    public long read() {
        nextBatch();
        Features images = batches.features();
        int lanes = SPECIES.vectorByteSize();
        LongVector sum1 = LongVector.zero(SPECIES);
        LongVector sum2 = LongVector.zero(SPECIES);
        LongVector sum3 = LongVector.zero(SPECIES);
        LongVector sum4 = LongVector.zero(SPECIES);
        for (int i = 0; i < images.rows(); i++) {
            MemorySegment pixels = images.segment(i);
            long from = images.offset(i);
            // A counter of 32 bits: C2 makes two nested loops of one with 64, and a row has twelve rounds only.
            for (int d = 0; d < Cifar.FEATURES; d += 4 * lanes) {
                sum1 = sum1.add(LongVector.fromMemorySegment(SPECIES, pixels, from + d, ORDER));
                sum2 = sum2.add(LongVector.fromMemorySegment(SPECIES, pixels, from + d + lanes, ORDER));
                sum3 = sum3.add(LongVector.fromMemorySegment(SPECIES, pixels, from + d + 2 * lanes, ORDER));
                sum4 = sum4.add(LongVector.fromMemorySegment(SPECIES, pixels, from + d + 3 * lanes, ORDER));
            }
        }
        return sum1.add(sum2).add(sum3.add(sum4)).reduceLanes(VectorOperators.ADD);
    }
}
