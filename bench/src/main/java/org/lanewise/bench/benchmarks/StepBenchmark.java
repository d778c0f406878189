package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.train.MinibatchStep;
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
 * The minibatch step of training: scores, loss, gradient and update on shuffled images of the mapped training set. The
 * model goes on learning while it is timed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StepBenchmark {

    private static final float LEARNING_RATE = 1e-3f;
    private static final float LAMBDA = 1e-4f;
    private static final long SEED = 1;

    /** Of gradients in float, relative to the largest component. */
    private static final double TOLERANCE = 1e-4;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Images of a minibatch. */
    @Param("64")
    public int batchSize;

    private CifarDataset cifar;
    private Minibatches batches;
    private MinibatchStep step;
    private int epoch;

    /** For JMH. */
    public StepBenchmark() {}

    /**
     * Opens the data and checks a step.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        Kernels kernels = Implementations.kernels(implementation);
        cifar = Cifar.open();
        if (cifar.train().size() < batchSize) {
            throw new IllegalStateException(
                    "a minibatch of " + batchSize + " images was asked for, but the training set" + " has only "
                            + cifar.train().size());
        }
        batches = new Minibatches(cifar.train(), batchSize);
        batches.shuffle(SEED, 0);
        Arena arena = Arena.ofAuto();
        LinearModel model = Cifar.model(arena, Cifar.CLASSES);
        Preprocessing preprocessing = Cifar.preprocessing(arena, cifar.train());
        step = new MinibatchStep(arena, kernels, model, preprocessing, batchSize, LAMBDA);
        check(model, preprocessing);
    }

    /** The first step, made by the scalar kernels too: same loss, same change of the parameters. */
    private void check(LinearModel model, Preprocessing preprocessing) {
        nextBatch();
        try (Arena arena = Arena.ofConfined()) {
            LinearModel expected = Cifar.model(arena, Cifar.CLASSES);
            MinibatchStep reference =
                    new MinibatchStep(arena, Kernels.scalar(), expected, preprocessing, batchSize, LAMBDA);
            double expectedLoss = reference.run(batches.images(), batches.labels(), 1f);
            double loss = step.run(batches.images(), batches.labels(), 1f);
            Answers.requireClose("the loss", loss, expectedLoss, TOLERANCE * expectedLoss);
            Answers.requireClose("the weight", model.weights(), expected.weights(), TOLERANCE);
            Answers.requireClose("the bias", model.bias(), expected.bias(), TOLERANCE);
        }
    }

    /** The next whole minibatch; the smaller one at the end of an epoch is left out. */
    private void nextBatch() {
        if (!batches.next() || batches.size() < batchSize) {
            batches.shuffle(SEED, ++epoch);
            batches.next();
        }
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        cifar.close();
    }

    /**
     * One step.
     *
     * @return the loss before it
     */
    @Benchmark
    public double step() {
        nextBatch();
        return step.run(batches.images(), batches.labels(), LEARNING_RATE);
    }
}
