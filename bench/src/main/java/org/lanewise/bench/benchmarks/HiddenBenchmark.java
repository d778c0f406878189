package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.network.NetworkGradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The minibatch step of a hidden layer: images as floats, units, scores, loss, the way back, and the update of both layers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HiddenBenchmark {

    private static final float LEARNING_RATE = 1e-3f;
    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();
    private static final double TOLERANCE = 1e-4;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Images of a minibatch. */
    @Param("256")
    public int batchSize;

    /** Hidden units. */
    @Param("512")
    public int units;

    private final Arena arena = Arena.ofAuto();
    private CifarDataset cifar;
    private Kernels kernels;
    private Preprocessing preprocessing;
    private Minibatches batches;
    private int epoch;
    private Network network;
    private Network change;
    private NetworkGradient gradient;

    /** For JMH. */
    public HiddenBenchmark() {}

    /**
     * Opens the data, checks a gradient and warms up.
     *
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp() throws IOException {
        kernels = Implementations.kernels(implementation);
        cifar = Cifar.open();
        preprocessing = Cifar.preprocessing(arena, cifar.train());
        batches = new Minibatches(cifar.train(), batchSize);
        Network.Size size = new Network.Size(Cifar.FEATURES, units, Cifar.CLASSES);
        network = Network.draw(arena, size, 1);
        change = room();
        gradient = new NetworkGradient(arena, kernels, network, preprocessing, batchSize);
        check();
        SteadyState.reach(this::step);
    }

    private Network room() {
        return new Network(
                LinearModel.allocate(arena, units, Cifar.FEATURES), LinearModel.allocate(arena, Cifar.CLASSES, units));
    }

    /** The first gradient, computed by the scalar kernels too. */
    private void check() {
        batches.shuffle(1, epoch);
        batches.next();
        Network expected = room();
        at(Kernels.scalar(), new NetworkGradient(arena, Kernels.scalar(), network, preprocessing, batchSize), expected);
        at(kernels, gradient, change);
        Answers.requireClose(
                "the gradient", change.hidden().weights(), expected.hidden().weights(), TOLERANCE);
        Answers.requireClose(
                "the gradient", change.hidden().bias(), expected.hidden().bias(), TOLERANCE);
        Answers.requireClose(
                "the gradient", change.output().weights(), expected.output().weights(), TOLERANCE);
    }

    private double at(Kernels with, NetworkGradient of, Network result) {
        return of.at(batches.features(), scores -> with.loss(SOFTMAX, scores, batches.labels(), scores), result);
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
        while (!batches.next() || batches.size() < batchSize) {
            batches.shuffle(1, ++epoch);
        }
        double loss = at(kernels, gradient, change);
        descend(change.hidden(), network.hidden());
        descend(change.output(), network.output());
        return loss;
    }

    private void descend(LinearModel direction, LinearModel parameters) {
        kernels.axpy(-LEARNING_RATE, direction.weights(), parameters.weights());
        kernels.axpy(-LEARNING_RATE, direction.bias(), parameters.bias());
    }
}
