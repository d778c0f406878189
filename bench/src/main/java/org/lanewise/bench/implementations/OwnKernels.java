package org.lanewise.bench.implementations;

import java.util.EnumSet;
import java.util.function.IntFunction;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.ScoreFunction;

/** An implementation of Lanewise's kernels, which do everything. */
public final class OwnKernels extends Implementation {

    private final String kernels;
    private final IntFunction<Kernels> factory;

    /**
     * Kernels.
     *
     * @param name what they are called in the tables
     * @param kernels what they call themselves
     * @param maxThreads how many threads can share an operation
     * @param factory makes them for a number of threads, or throws what says why they cannot be had
     */
    public OwnKernels(String name, String kernels, int maxThreads, IntFunction<Kernels> factory) {
        super(name, maxThreads, EnumSet.allOf(Task.class));
        this.kernels = kernels;
        this.factory = factory;
    }

    @Override
    public String describe(int threads) {
        return kernels(threads).info().summary();
    }

    @Override
    public Kernels kernels(int threads) {
        Kernels made = factory.apply(threads(threads));
        if (!made.info().name().equals(kernels)) {
            throw new IllegalStateException(
                    "asked for " + kernels + " kernels, but got " + made.info().summary());
        }
        return made;
    }

    @Override
    public Product product(int threads, Transpose transposeA, FloatMatrix a, Transpose transposeB, FloatMatrix b) {
        return new KernelsProduct(kernels(threads), transposeA, a, transposeB, b);
    }

    @Override
    public Softmax softmax(int threads) {
        return kernels(threads)::softmax;
    }

    @Override
    public Training training(int threads, TrainingTask task) {
        return new KernelsTraining(kernels(threads), task);
    }

    @Override
    public Prediction prediction(int threads, Examples examples, ScoreFunction function) {
        return new KernelsPrediction(kernels(threads), examples, function);
    }
}
