package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.time.Duration;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.BlockSum;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * Passes over a run of whole blocks of a training set, which lies in the memory of this machine. Blocks go through the fused
 * kernels in float, or where examples have weights through a {@link WeightedGradient}; their losses and gradients are a {@link GradientSum}.
 */
public final class LocalPasses implements TrainingSet.Passes {

    /** Products of a call that is made again and again to warm up, some milliseconds of them. */
    private static final long WARM_UP_WORK = 1L << 25;

    private static final int MOST_WARM_UP = 512;
    private static final int FEWEST_WARM_UP = 32;

    private final Arena arena;
    private final Kernels kernels;
    private final Examples examples;
    private final Objective objective;
    private final LinearModel model;
    private final ScoreFunction function;
    private final LinearModel gradientOfBlock;
    private final Workspace workspace;
    private final Minibatches blocks;

    /** Null if all examples count alike. */
    private final WeightedGradient weighted;

    private final GradientSum sum;

    /**
     * Allocates scratch.
     *
     * @param kernels the kernels to use
     * @param examples the examples from a block on, in whole blocks but for the last of the set
     * @param firstBlock the number of the first of these blocks in the whole set
     * @param loss a loss with a gradient
     * @param preprocessing the map of the features; it stays as it is while passes are made
     */
    public LocalPasses(Kernels kernels, Examples examples, long firstBlock, Loss loss, Preprocessing preprocessing) {
        this.kernels = kernels;
        this.examples = examples;
        int classes = examples.classes();
        int features = examples.features().columns();
        int block = Math.clamp(examples.size(), 1, BlockSum.EXAMPLES);
        objective = new Objective(loss, Regularization.none());
        blocks = new Minibatches(examples, block);
        sum = new GradientSum(classes, features, firstBlock);
        arena = Arena.ofShared();
        model = LinearModel.allocate(arena, classes, features);
        function = new ScoreFunction(model, preprocessing);
        gradientOfBlock = LinearModel.allocate(arena, classes, features);
        workspace = kernels.workspace(arena, block, classes, features);
        weighted = examples.isWeighted() ? new WeightedGradient(arena, kernels, loss, examples, block) : null;
    }

    @Override
    public GradientSum at(float[] parameters) {
        Parameters.store(parameters, model);
        sum.clear();
        blocks.rewind();
        while (blocks.next()) {
            double loss = weighted == null
                    ? gradient(kernels, blocks)
                    : weighted.at(function, blocks, blocks.features(), gradientOfBlock, workspace);
            sum.add(blocks.size(), loss, gradientOfBlock);
        }
        return sum;
    }

    private double gradient(Kernels by, Minibatches of) {
        return by.gradient(function, objective, of, gradientOfBlock, workspace);
    }

    /** Computes the gradient of the first examples again and again; where examples have weights, passes warm up by themselves. */
    @Override
    public void warmUp(Duration most) {
        long example = (long) model.classes() * model.features();
        int few = Math.clamp(WARM_UP_WORK / example, FEWEST_WARM_UP, MOST_WARM_UP);
        if (weighted == null && examples.size() >= few) {
            Minibatches first = new Minibatches(examples.subset(0, few), few);
            first.next();
            kernels.warmUp(by -> gradient(by, first), most);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
