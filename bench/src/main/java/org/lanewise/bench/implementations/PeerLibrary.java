package org.lanewise.bench.implementations;

import java.util.EnumSet;
import java.util.function.IntFunction;
import org.lanewise.bench.peers.Peer;
import org.lanewise.bench.peers.PeerPrediction;
import org.lanewise.bench.peers.PeerProduct;
import org.lanewise.bench.peers.PeerTraining;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.ScoreFunction;

/** A foreign library: it multiplies matrices, and a training step on prepared floats is composed of that. */
public final class PeerLibrary extends LoadedPeer {

    private final boolean isNative;

    /**
     * A library.
     *
     * @param name what tables and {@code --filter} call it
     * @param maxThreads how many threads can share an operation
     * @param isNative whether its threads are none of Java's
     * @param loader loads it for a number of threads, or throws what says why it cannot be had
     */
    public PeerLibrary(String name, int maxThreads, boolean isNative, IntFunction<Peer<?>> loader) {
        super(name, maxThreads, EnumSet.of(Task.MATMUL, Task.STEP, Task.PREDICT), loader);
        this.isNative = isNative;
    }

    @Override
    public int nativeHelpers(int threads) {
        return isNative ? threads(threads) - 1 : 0;
    }

    @Override
    public Product product(int threads, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        return new PeerProduct<>(load(threads), transposeA, a, transposeB, b);
    }

    @Override
    public Training training(int threads, TrainingTask task) {
        return PeerTraining.onFloats(load(threads), task);
    }

    @Override
    public Prediction prediction(int threads, Examples examples, ScoreFunction function) {
        return new PeerPrediction<>(load(threads), examples, function);
    }
}
