package org.lanewise.core.train;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/**
 * The loss of a whole training set and its gradient, as a function of {@link Coordinates}. Blocks of images go through the
 * fused kernels in float; their losses and gradients, and the regularization, are added in double.
 */
final class TrainingObjective implements DifferentiableFunction {

    /** Images of a block: chains of sums in float do not get longer, and scores stay in L2. */
    private static final int BLOCK = 8192;

    private final Kernels kernels;
    private final Coordinates coordinates;
    private final Loss loss;
    private final LinearModel model;
    private final LinearModel gradientOfBlock;
    private final Workspace workspace;
    private final Minibatches blocks;
    private final int images;
    private final int classes;
    private final int features;
    private final float[] vector;
    private final double[] inside;
    private final double[] gradientOfBias;

    /**
     * Allocates scratch.
     *
     * @param arena its owner
     * @param kernels who computes
     * @param training the images
     * @param loss a loss with a gradient
     * @param coordinates what a point means
     */
    TrainingObjective(Arena arena, Kernels kernels, Examples training, Loss loss, Coordinates coordinates) {
        this.kernels = kernels;
        this.coordinates = coordinates;
        this.loss = loss;
        images = training.size();
        classes = coordinates.classes();
        features = coordinates.features();
        blocks = new Minibatches(training, Math.min(BLOCK, images));
        model = LinearModel.allocate(arena, classes, features);
        gradientOfBlock = LinearModel.allocate(arena, classes, features);
        workspace = kernels.workspace(arena, Math.min(BLOCK, images), classes, features);
        vector = new float[Parameters.count(model)];
        inside = new double[coordinates.perClass()];
        gradientOfBias = new double[classes];
    }

    @Override
    public int size() {
        return classes * coordinates.perClass();
    }

    /** The loss, with the inner parameters rounded to float, and its gradient. */
    @Override
    public double at(double[] point, double[] gradient) {
        double value = begin(point, gradient);
        blocks.rewind();
        while (blocks.next()) {
            double share = (double) blocks.size() / images;
            value += share
                    * kernels.gradient(
                            new ScoreFunction(model, coordinates.inner()),
                            new Objective(loss, Regularization.none()),
                            blocks,
                            gradientOfBlock,
                            workspace);
            add(share, gradient);
        }
        for (int k = 0; k < classes; k++) {
            coordinates.pullBack(gradient, k, gradientOfBias[k]);
        }
        return value;
    }

    /** Sets the inner model; starts value and gradient with those of the regularization. */
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
        Arrays.fill(gradientOfBias, 0);
        return penalty;
    }

    private void add(double share, double[] gradient) {
        Parameters.load(gradientOfBlock, vector);
        for (int k = 0; k < classes; k++) {
            for (int d = 0; d < features; d++) {
                gradient[k * inside.length + d] += share * vector[k * features + d];
            }
            gradientOfBias[k] += share * vector[classes * features + k];
        }
    }
}
