package org.lanewise.bench.implementations;

import java.util.EnumSet;
import java.util.function.Supplier;

/** Code that does softmax and nothing else, on one thread. */
public final class SoftmaxCode extends Implementation {

    private final Supplier<Softmax> factory;

    /**
     * Softmax code.
     *
     * @param name what tables and {@code --filter} call it
     * @param factory makes it
     */
    public SoftmaxCode(String name, Supplier<Softmax> factory) {
        super(name, ONE_THREAD, EnumSet.of(Task.SOFTMAX));
        this.factory = factory;
    }

    @Override
    public String describe(int threads) {
        return "Java, " + factory.get().getClass().getSimpleName();
    }

    @Override
    public Softmax softmax(int threads) {
        return factory.get();
    }
}
