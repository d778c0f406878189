package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.Preprocessing;

/** A training set in the memory of this machine. */
final class LocalTrainingSet implements TrainingSet {

    private final Kernels kernels;
    private final Examples examples;
    private Preprocessing standardization;

    LocalTrainingSet(Kernels kernels, Examples examples) {
        this.kernels = kernels;
        this.examples = examples;
    }

    @Override
    public long size() {
        return examples.size();
    }

    @Override
    public int features() {
        return examples.features().columns();
    }

    @Override
    public int classes() {
        return examples.classes();
    }

    @Override
    public synchronized Preprocessing standardization() {
        if (standardization == null) {
            standardization = Preprocessing.standardize(Arena.ofAuto(), examples.features());
        }
        return standardization;
    }

    @Override
    public Features sample(Arena arena, int count) {
        return examples.features()
                .select(IntStream.range(0, count)
                        .map(i -> (int) ((long) i * examples.size() / count))
                        .toArray());
    }

    @Override
    public Passes passes(Loss loss, Preprocessing preprocessing) {
        return SharedPasses.of(kernels, examples, loss, preprocessing);
    }
}
