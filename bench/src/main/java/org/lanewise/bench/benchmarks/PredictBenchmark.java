package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.implementations.Prediction;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.FloatMatrix;
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

/** Scores of single images, as a service answers one request after another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PredictBenchmark {

    /** Of scores in float, relative to the largest. */
    private static final double TOLERANCE = 1e-4;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    private CifarDataset cifar;
    private Prediction prediction;

    /** For JMH. */
    public PredictBenchmark() {}

    /**
     * Opens the data, checks the scores of the first image and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        cifar = Cifar.open();
        Arena arena = Arena.ofAuto();
        LinearModel model = Cifar.model(arena, Cifar.CLASSES, Cifar.FEATURES);
        Preprocessing preprocessing = Cifar.preprocessing(arena, cifar.train());
        ScoreFunction function = new ScoreFunction(model, preprocessing);
        prediction =
                Implementations.named(implementation).prediction(ForkThreads.ofThisFork(), cifar.train(), function);
        Prediction reference = Implementations.named(Implementations.SCALAR).prediction(1, cifar.train(), function);
        Answers.requireClose("the score", predict(), reference.next(), TOLERANCE);
        SteadyState.reach(this::predict, Implementations.nativeHelpers(implementation, ForkThreads.ofThisFork()));
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        cifar.close();
    }

    /**
     * Scores of the next image.
     *
     * @return the scores
     */
    @Benchmark
    public FloatMatrix predict() {
        return prediction.next();
    }
}
