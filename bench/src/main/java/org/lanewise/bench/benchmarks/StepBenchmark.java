package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.cifar.CifarDataset;
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
 * The minibatch step of training: scores, loss, gradient and update on shuffled images; Lanewise takes them from the
 * mapped training set, peers have them in memory as floats. The model goes on learning while it is timed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StepBenchmark {

    private static final float LEARNING_RATE = 1e-3f;
    private static final float LAMBDA = 1e-4f;

    /** Of gradients in float, relative to the largest component. */
    private static final double TOLERANCE = 1e-4;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Images of a minibatch. */
    @Param("64")
    public int batchSize;

    private CifarDataset cifar;
    private Training training;

    /** For JMH. */
    public StepBenchmark() {}

    /**
     * Opens the data and checks a step.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        cifar = Cifar.open();
        if (cifar.train().size() < batchSize) {
            throw new IllegalStateException("a minibatch of " + batchSize
                    + " images was asked for, but the training set has only "
                    + cifar.train().size());
        }
        Arena arena = Arena.ofAuto();
        LinearModel start = Cifar.model(arena, Cifar.CLASSES);
        Preprocessing preprocessing = Cifar.preprocessing(arena, cifar.train());
        TrainingTask task = new TrainingTask(cifar.train(), preprocessing, start, batchSize, LAMBDA);
        training = Implementations.named(implementation).training(ForkThreads.ofThisFork(), task);
        check(task);
    }

    /** The first step, made by the scalar kernels too: same loss, same change of the parameters. */
    private void check(TrainingTask task) {
        Training reference = Implementations.named(Implementations.SCALAR).training(1, task);
        double expectedLoss = reference.step(1f);
        double loss = training.step(1f);
        Answers.requireClose("the loss", loss, expectedLoss, TOLERANCE * expectedLoss);
        Answers.requireClose(
                "the weight", training.model().weights(), reference.model().weights(), TOLERANCE);
        Answers.requireClose(
                "the bias", training.model().bias(), reference.model().bias(), TOLERANCE);
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
        return training.step(LEARNING_RATE);
    }
}
