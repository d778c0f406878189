package org.lanewise.bench.implementations;

import java.util.EnumSet;
import java.util.function.IntFunction;
import org.lanewise.bench.peers.Peer;
import org.lanewise.bench.peers.PeerProduct;
import org.lanewise.bench.peers.PeerTraining;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;

/** A foreign library: it multiplies matrices, and a training step is composed of that. */
public final class PeerLibrary extends Implementation {

    private final boolean slowStart;
    private final IntFunction<Peer<?>> loader;

    /**
     * A library.
     *
     * @param name what tables and {@code --filter} call it
     * @param maxThreads how many threads can share an operation
     * @param slowStart whether it is on the Vector API
     * @param loader loads it for a number of threads, or throws what says why it cannot be had
     */
    public PeerLibrary(String name, int maxThreads, boolean slowStart, IntFunction<Peer<?>> loader) {
        super(name, maxThreads, EnumSet.of(Task.MATMUL, Task.STEP));
        this.slowStart = slowStart;
        this.loader = loader;
    }

    private Peer<?> load(int threads) {
        return loader.apply(threads(threads));
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    @Override
    public boolean isSlowStart() {
        return slowStart;
    }

    @Override
    public String describe(int threads) {
        return load(threads).description();
    }

    @Override
    public Product product(int threads, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        return new PeerProduct<>(load(threads), transposeA, a, transposeB, b);
    }

    @Override
    public Training training(int threads, TrainingTask task) {
        return new PeerTraining<>(load(threads), task);
    }
}
