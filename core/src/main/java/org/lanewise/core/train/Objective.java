package org.lanewise.core.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.LabeledImages;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The loss of a whole training set and its gradient, as a function of one vector of parameters. Blocks of images go
 * through the fused kernels in float; their losses and gradients, and the regularization, are added in double.
 */
final class Objective {

    /** Images of a block: chains of sums in float do not get longer, and scores stay in L2. */
    private static final int BLOCK = 8192;

    private final Kernels kernels;
    private final Preprocessing preprocessing;
    private final Loss loss;
    private final Regularization regularization;
    private final LinearModel model;
    private final LinearModel gradientOfBlock;
    private final Workspace workspace;
    private final Minibatches blocks;
    private final int images;
    private final int weights;
    private final boolean bias;
    private final float[] vector;

    /**
     * Allocates scratch.
     *
     * @param arena its owner
     * @param shape a model of the same shape
     * @param bias whether there is a bias; if not, its gradient is zero
     */
    Objective(
            Arena arena,
            Kernels kernels,
            Preprocessing preprocessing,
            LabeledImages training,
            Loss loss,
            Regularization regularization,
            LinearModel shape,
            boolean bias) {
        this.kernels = kernels;
        this.preprocessing = preprocessing;
        this.loss = loss;
        this.regularization = regularization;
        this.bias = bias;
        images = training.size();
        blocks = new Minibatches(training, Math.min(BLOCK, images));
        model = LinearModel.allocate(arena, shape.classes(), shape.features());
        gradientOfBlock = LinearModel.allocate(arena, shape.classes(), shape.features());
        workspace = Workspace.allocate(arena, Math.min(BLOCK, images), shape.classes(), shape.features());
        weights = shape.classes() * shape.features();
        vector = new float[Parameters.count(shape)];
    }

    /** The loss at a point, which is rounded to float, and its gradient there. */
    double at(double[] point, double[] gradient) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) point[i];
        }
        Parameters.store(vector, model);
        double value = penalty(gradient);
        blocks.rewind();
        while (blocks.next()) {
            double share = (double) blocks.size() / images;
            double mean = kernels.lossAndGradient(
                    model,
                    preprocessing,
                    blocks.images(),
                    blocks.labels(),
                    loss,
                    Regularization.none(),
                    gradientOfBlock,
                    workspace);
            value += share * mean;
            if (!bias) {
                gradientOfBlock.bias().fill(0);
            }
            Parameters.load(gradientOfBlock, vector);
            add(share, vector, gradient);
        }
        return value;
    }

    /** Starts the gradient with that of the regularization. */
    private double penalty(double[] gradient) {
        double l2 = regularization.l2();
        int penalized = regularization.bias() ? vector.length : weights;
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            double w = i < penalized ? vector[i] : 0;
            sum += w * w;
            gradient[i] = 2 * l2 * w;
        }
        return l2 * sum;
    }

    private static void add(double share, float[] vector, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += share * vector[i];
        }
    }
}
