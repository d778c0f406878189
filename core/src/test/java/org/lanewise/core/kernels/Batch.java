package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.LossFunction;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;

/** A random minibatch with a model: the arguments of lossAndGradient. */
record Batch(
        LinearModel model,
        Preprocessing preprocessing,
        PixelMatrix images,
        int[] labels,
        Loss loss,
        Regularization regularization,
        String name) {

    /** Softmax and L2. */
    static Batch draw(Arena arena, long seed, int images, int classes, int features, float lambda) {
        Regularization regularization = Regularization.l2(lambda);
        return draw(arena, seed, images, classes, features, SoftmaxCrossEntropy.softmax(), regularization);
    }

    static Batch draw(
            Arena arena, long seed, int images, int classes, int features, Loss loss, Regularization regularization) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Batch(
                Inputs.model(arena, random, classes, features, 0.3 / Math.sqrt(Math.max(1, features))),
                Inputs.preprocessing(arena, random, features),
                Inputs.pixels(arena, random, images, features, 1, 1),
                Inputs.labels(random, images, Math.max(1, classes)),
                loss,
                regularization,
                images + " images, " + classes + " classes, " + features + " features, " + loss + ", " + regularization
                        + ", seed " + seed);
    }

    /** The loss in double, with a bias. */
    LossFunction function(Kernels kernels) {
        return new LossFunction(kernels, images, labels, model.classes(), preprocessing, loss, regularization, true);
    }

    /** Loss and gradient by these kernels. */
    Result run(Arena arena, Kernels kernels, Placement place) {
        GuardedMatrix weights = GuardedMatrix.unwritten(arena, place, model.classes(), model.features());
        GuardedMatrix bias = GuardedMatrix.unwritten(arena, place, model.classes(), 1);
        LinearModel gradient = new LinearModel(weights.matrix(), bias.matrix());
        return new Result(gradient(arena, kernels, gradient), gradient, weights, bias);
    }

    /** The loss, and its gradient into {@code gradient}. */
    double gradient(Arena arena, Kernels kernels, LinearModel gradient) {
        return gradient(kernels, gradient, workspace(arena));
    }

    double gradient(Kernels kernels, LinearModel gradient, Workspace workspace) {
        return kernels.lossAndGradient(model, preprocessing, images, labels, loss, regularization, gradient, workspace);
    }

    /** A step of gradient descent, which changes the model; returns the loss before it. */
    double step(Arena arena, Kernels kernels, float learningRate) {
        return step(kernels, learningRate, workspace(arena));
    }

    double step(Kernels kernels, float learningRate, Workspace workspace) {
        return kernels.gradientStep(
                model, preprocessing, images, labels, loss, regularization, learningRate, workspace);
    }

    Workspace workspace(Arena arena) {
        return Workspace.allocate(arena, images.rows(), model.classes(), model.features());
    }

    Batch with(LinearModel other) {
        return new Batch(other, preprocessing, images, labels, loss, regularization, name);
    }

    Batch with(Preprocessing other) {
        return new Batch(model, other, images, labels, loss, regularization, name);
    }

    Batch with(PixelMatrix others) {
        return new Batch(model, preprocessing, others, labels, loss, regularization, name);
    }

    Batch with(int[] others) {
        return new Batch(model, preprocessing, images, others, loss, regularization, name);
    }

    Batch with(Loss other) {
        return new Batch(model, preprocessing, images, labels, other, regularization, name);
    }

    record Result(double loss, LinearModel gradient, GuardedMatrix weights, GuardedMatrix bias) {}
}
