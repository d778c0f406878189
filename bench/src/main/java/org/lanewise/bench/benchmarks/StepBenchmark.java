package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.Examples;
import org.lanewise.core.model.LinearModel;
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
 * The minibatch step of training: scores, loss, gradient and update on shuffled examples; Lanewise takes them as they are
 * stored, peers have them in order as prepared floats. The model goes on learning while it is timed.
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

    /** What is trained on: {@code bytes} or {@code floats} of CIFAR-10, or {@code embeddings}. */
    @Param(StepData.BYTES)
    public String data;

    /** Classes, those of CIFAR-10 or of the embeddings. */
    @Param("10")
    public int classes;

    /** Features of an example, those of CIFAR-10 or of the embeddings. */
    @Param("3072")
    public int features;

    /** Threads that share a step; 0 for as many as this fork was told. */
    @Param("0")
    public int threads;

    private StepData source;
    private Training training;

    /** For JMH. */
    public StepBenchmark() {}

    /**
     * Opens or makes the data, checks a step and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        source = StepData.of(data, classes, features);
        Examples examples = source.examples();
        if (examples.size() < batchSize) {
            throw new IllegalStateException("a minibatch of " + batchSize
                    + " images was asked for, but the training set has only " + examples.size());
        }
        LinearModel start = Cifar.model(Arena.ofAuto(), classes, features);
        TrainingTask task = new TrainingTask(examples, source.preprocessing(), start, batchSize, LAMBDA);
        training = Implementations.named(implementation).training(ForkThreads.of(threads), task);
        check(task);
        SteadyState.reach(this::step, Implementations.nativeHelpers(implementation, ForkThreads.of(threads)));
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
        source.close();
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
