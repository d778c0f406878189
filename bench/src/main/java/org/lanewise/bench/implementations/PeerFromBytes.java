package org.lanewise.bench.implementations;

import java.util.EnumSet;
import java.util.function.IntFunction;
import org.lanewise.bench.peers.Peer;
import org.lanewise.bench.peers.PeerTraining;

/** A native library that does all the work of Lanewise's training step: it begins with the same shuffled bytes. */
public final class PeerFromBytes extends LoadedPeer {

    /**
     * A library.
     *
     * @param name what tables and {@code --filter} call it
     * @param maxThreads how many threads can share an operation
     * @param loader loads it for a number of threads, or throws what says why it cannot be had
     */
    public PeerFromBytes(String name, int maxThreads, IntFunction<Peer<?>> loader) {
        super(name, maxThreads, EnumSet.of(Task.STEP), loader);
    }

    @Override
    public int nativeHelpers(int threads) {
        return threads(threads) - 1;
    }

    @Override
    public String describe(int threads) {
        return super.describe(threads) + "; images from their bytes";
    }

    @Override
    public Training training(int threads, TrainingTask task) {
        return PeerTraining.onBytes(load(threads), task);
    }
}
