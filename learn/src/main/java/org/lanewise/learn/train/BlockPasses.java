package org.lanewise.learn.train;

import java.lang.foreign.Arena;
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
public final class BlockPasses implements TrainingSet.Passes {

    private final Arena arena;
    private final Kernels kernels;
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
    public BlockPasses(Kernels kernels, Examples examples, long firstBlock, Loss loss, Preprocessing preprocessing) {
        this.kernels = kernels;
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
                    ? kernels.gradient(function, objective, blocks, gradientOfBlock, workspace)
                    : weighted.at(function, blocks, blocks.features(), gradientOfBlock, workspace);
            sum.add(blocks.size(), loss, gradientOfBlock);
        }
        return sum;
    }

    @Override
    public void close() {
        arena.close();
    }
}
