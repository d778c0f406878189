package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A whole epoch of training, as long as one over the {@value #IMAGES} images of CIFAR-10, with the shuffling. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EpochBenchmark {

    /** Images of an epoch; a smaller set is gone over again. */
    public static final int IMAGES = 50_000;

    /** Images of a minibatch: a size that leaves none over. */
    public static final int BATCH = 250;

    private static final int QUIET_MILLIS = 100;

    /** The kernels to use. */
    @Param("scalar")
    public String implementation;

    private final StepBenchmark steps = new StepBenchmark();

    /** For JMH. */
    public EpochBenchmark() {}

    /**
     * Opens the data, checks a step and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        steps.implementation = implementation;
        steps.batchSize = BATCH;
        steps.data = StepData.BYTES;
        steps.classes = Cifar.CLASSES;
        steps.features = Cifar.FEATURES;
        steps.setUp();
        // However short a run: an epoch of code that is not compiled takes half a minute.
        SteadyState.reach(
                steps::step, Implementations.nativeHelpers(implementation, ForkThreads.ofThisFork()), QUIET_MILLIS);
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        steps.close();
    }

    /**
     * All steps of an epoch.
     *
     * @return the sum of their losses
     */
    @Benchmark
    public double epoch() {
        double sum = 0;
        for (int images = 0; images < IMAGES; images += BATCH) {
            sum += steps.step();
        }
        return sum;
    }
}
