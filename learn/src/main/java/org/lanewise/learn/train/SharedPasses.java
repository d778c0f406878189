package org.lanewise.learn.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.BlockSum;
import org.lanewise.core.model.Preprocessing;

/**
 * Passes over a training set by several threads. Each takes a run of whole blocks, as many as the others, and does not wait for
 * them; all threads share each of the blocks that are left. {@link GradientSum} makes the bits the same as those of one thread.
 *
 * <pre>
 *   blocks    0  1  2 | 3  4  5 | 6
 *   threads   first   | second  | both
 * </pre>
 */
final class SharedPasses implements TrainingSet.Passes {

    /** Bytes of gradients and scratch of all threads at most. With more, threads share every block. */
    private static final long MOST_MEMORY = 1L << 28;

    /** Models of K (D + 1) floats that a thread needs: parameters, gradient, folded parameters, and sums of chunks. */
    private static final int MODELS_PER_THREAD = 12;

    private final Kernels kernels;
    private final List<LocalPasses> runs = new ArrayList<>();

    /** Over what is left; null if nothing is. */
    private final LocalPasses rest;

    /** Over the whole set. */
    private final GradientSum sum;

    private SharedPasses(Kernels kernels, int blocksPerRun, Examples examples, Loss loss, Preprocessing preprocessing) {
        this.kernels = kernels;
        Kernels alone = kernels.on(Workers.of(1));
        int threads = kernels.info().threads();
        int length = blocksPerRun * BlockSum.EXAMPLES;
        for (int run = 0; run < threads; run++) {
            Examples part = examples.subset(run * length, (run + 1) * length);
            runs.add(new LocalPasses(alone, part, (long) run * blocksPerRun, loss, preprocessing));
        }
        int shared = threads * length;
        rest = shared == examples.size()
                ? null
                : new LocalPasses(
                        kernels,
                        examples.subset(shared, examples.size()),
                        (long) threads * blocksPerRun,
                        loss,
                        preprocessing);
        sum = new GradientSum(examples.classes(), examples.features().columns(), 0);
    }

    /**
     * Prepares passes by the threads of the kernels.
     *
     * @param kernels the kernels to use
     * @param examples the whole set
     * @param loss a loss with a gradient
     * @param preprocessing the map of the features; it stays as it is while passes are made
     * @return the passes
     */
    static TrainingSet.Passes of(Kernels kernels, Examples examples, Loss loss, Preprocessing preprocessing) {
        int threads = kernels.info().threads();
        int blocksPerRun = examples.size() / BlockSum.EXAMPLES / threads;
        long model =
                (long) Float.BYTES * examples.classes() * (examples.features().columns() + 1);
        // Weights count relative to the mean of the whole set, which a part of it does not know.
        boolean shares = threads > 1
                && blocksPerRun > 0
                && threads * MODELS_PER_THREAD * model <= MOST_MEMORY
                && !examples.isWeighted();
        return shares
                ? new SharedPasses(kernels, blocksPerRun, examples, loss, preprocessing)
                : new LocalPasses(kernels, examples, 0, loss, preprocessing);
    }

    @Override
    public GradientSum at(float[] parameters) {
        GradientSum[] sums = new GradientSum[runs.size()];
        kernels.share(sums.length, run -> sums[run] = runs.get(run).at(parameters));
        sum.clear();
        for (GradientSum next : sums) {
            sum.merge(next);
        }
        if (rest != null) {
            sum.merge(rest.at(parameters));
        }
        return sum;
    }

    @Override
    public void warmUp(Duration most) {
        runs.getFirst().warmUp(most);
    }

    @Override
    public void close() {
        runs.forEach(LocalPasses::close);
        if (rest != null) {
            rest.close();
        }
    }
}
