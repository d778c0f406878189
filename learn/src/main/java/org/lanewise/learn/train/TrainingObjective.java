package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.optimize.DifferentiableFunction;

/**
 * The loss of a whole training set and its gradient, as a function of {@link Coordinates}. Blocks of images go through the
 * fused kernels in float, or through a {@link WeightedGradient}; their losses and gradients are a {@link GradientSum}, the
 * regularization is added in double.
 */
final class TrainingObjective implements DifferentiableFunction {

    /** Images of a block: chains of sums in float do not get longer, and scores stay in L2. */
    private static final int BLOCK = 8192;

    private final Kernels kernels;
    private final Coordinates coordinates;
    private final Objective objective;
    private final LinearModel model;
    private final ScoreFunction function;
    private final LinearModel gradientOfBlock;
    private final Workspace workspace;
    private final Minibatches blocks;

    /** Null if all examples count alike. */
    private final WeightedGradient weighted;

    private final GradientSum sum;
    private final int classes;
    private final int features;
    private final float[] vector;
    private final double[] inside;
    private final double[] gradientOfModel;

    /**
     * Allocates scratch.
     *
     * @param arena its owner
     * @param kernels the kernels to use
     * @param training the examples
     * @param loss a loss with a gradient
     * @param coordinates what a point means
     */
    TrainingObjective(Arena arena, Kernels kernels, Examples training, Loss loss, Coordinates coordinates) {
        this.kernels = kernels;
        this.coordinates = coordinates;
        objective = new Objective(loss, Regularization.none());
        classes = coordinates.classes();
        features = coordinates.features();
        blocks = new Minibatches(training, Math.min(BLOCK, training.size()));
        weighted = training.isWeighted() ? new WeightedGradient(arena, kernels, loss, training, BLOCK) : null;
        model = LinearModel.allocate(arena, classes, features);
        function = new ScoreFunction(model, coordinates.inner());
        gradientOfBlock = LinearModel.allocate(arena, classes, features);
        workspace = kernels.workspace(arena, Math.min(BLOCK, training.size()), classes, features);
        sum = new GradientSum(classes, features, 0);
        vector = new float[Parameters.count(model)];
        inside = new double[coordinates.perClass()];
        gradientOfModel = new double[sum.size()];
    }

    @Override
    public int size() {
        return classes * coordinates.perClass();
    }

    /** The loss, with the inner parameters rounded to float, and its gradient. */
    @Override
    public double at(double[] point, double[] gradient) {
        double penalty = begin(point, gradient);
        sum.clear();
        blocks.rewind();
        while (blocks.next()) {
            double loss = weighted == null
                    ? kernels.gradient(function, objective, blocks, gradientOfBlock, workspace)
                    : weighted.at(function, blocks, gradientOfBlock, workspace);
            sum.add(blocks.size(), loss, gradientOfBlock);
        }
        sum.gradient(gradientOfModel);
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                gradient[k * inside.length + d] += gradientOfModel[k * features + d];
            }
            coordinates.pullBack(gradient, k, gradientOfModel[classes * features + k]);
        }
        return penalty + sum.loss();
    }

    /** Sets the inner model; sets the gradient to that of the regularization, and returns its value. */
    private double begin(double[] point, double[] gradient) {
        double penalty = 0;
        for (int k = 0; k < classes; k++) {
            vector[classes * features + k] = (float) coordinates.inner(point, k, inside);
            for (int d = 0; d < features; d++) {
                vector[k * features + d] = (float) inside[d];
            }
            for (int d = 0; d < inside.length; d++) {
                double slope = coordinates.strength(d) * inside[d];
                penalty += slope * inside[d];
                gradient[k * inside.length + d] = 2 * slope;
            }
        }
        Parameters.store(vector, model);
        return penalty;
    }
}
