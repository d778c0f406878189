package org.lanewise.bench.implementations;

import java.util.Set;
import java.util.function.IntFunction;
import org.lanewise.bench.peers.Peer;

/** A foreign library, which is loaded for a number of threads. */
abstract class LoadedPeer extends Implementation {

    private final IntFunction<Peer<?>> loader;

    LoadedPeer(String name, int maxThreads, Set<Task> tasks, IntFunction<Peer<?>> loader) {
        super(name, maxThreads, tasks);
        this.loader = loader;
    }

    final Peer<?> load(int threads) {
        return loader.apply(threads(threads));
    }

    @Override
    public final boolean isPeer() {
        return true;
    }

    @Override
    public String describe(int threads) {
        return load(threads).description();
    }
}
