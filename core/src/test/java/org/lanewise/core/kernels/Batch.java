package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedMatrix;
import org.lanewise.core.testing.Inputs;
import org.lanewise.core.testing.Placement;

/** A random minibatch with a score function and an objective: the arguments of gradient and step. */
record Batch(ScoreFunction score, Minibatch minibatch, Objective objective, String name) {

    Batch(
            LinearModel model,
            Preprocessing preprocessing,
            Features features,
            int[] labels,
            Loss loss,
            Regularization regularization,
            String name) {
        this(
                new ScoreFunction(model, preprocessing),
                Minibatch.of(features, labels),
                new Objective(loss, regularization),
                name);
    }

    LinearModel model() {
        return score.model();
    }

    Preprocessing preprocessing() {
        return score.preprocessing();
    }

    Features features() {
        return minibatch.features();
    }

    int[] labels() {
        return minibatch.labels();
    }

    Loss loss() {
        return objective.loss();
    }

    Regularization regularization() {
        return objective.regularization();
    }

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
        return new LossFunction(
                kernels, features(), labels(), model().classes(), preprocessing(), loss(), regularization(), true);
    }

    /** Loss and gradient by these kernels. */
    Result run(Arena arena, Kernels kernels, Placement place) {
        GuardedMatrix weights = GuardedMatrix.unwritten(arena, place, model().classes(), model().features());
        GuardedMatrix bias = GuardedMatrix.unwritten(arena, place, model().classes(), 1);
        LinearModel gradient = new LinearModel(weights.matrix(), bias.matrix());
        return new Result(gradient(arena, kernels, gradient), gradient, weights, bias);
    }

    /** The loss, and its gradient into {@code gradient}. */
    double gradient(Arena arena, Kernels kernels, LinearModel gradient) {
        return gradient(kernels, gradient, workspace(kernels, arena));
    }

    double gradient(Kernels kernels, LinearModel gradient, Workspace workspace) {
        return kernels.gradient(score, objective, minibatch, gradient, workspace);
    }

    /** A step of gradient descent, which changes the model; returns the loss before it. */
    double step(Arena arena, Kernels kernels, float learningRate) {
        return step(kernels, learningRate, workspace(kernels, arena));
    }

    double step(Kernels kernels, float learningRate, Workspace workspace) {
        return kernels.step(score, objective, minibatch, learningRate, workspace);
    }

    Workspace workspace(Kernels kernels, Arena arena) {
        return kernels.workspace(arena, minibatch.size(), model().classes(), model().features());
    }

    Batch with(LinearModel other) {
        return new Batch(score.with(other), minibatch, objective, name);
    }

    Batch with(Preprocessing other) {
        return new Batch(new ScoreFunction(model(), other), minibatch, objective, name);
    }

    Batch with(Features others) {
        return new Batch(score, Minibatch.of(others, labels()), objective, name);
    }

    Batch with(int[] others) {
        return new Batch(score, Minibatch.of(features(), others), objective, name);
    }

    Batch with(Loss other) {
        return new Batch(score, minibatch, new Objective(other, regularization()), name);
    }

    /** The same values, stored as floats. */
    Batch asFloats(Arena arena) {
        return with((Features) Inputs.asFloats(arena, features()));
    }

    record Result(double loss, LinearModel gradient, GuardedMatrix weights, GuardedMatrix bias) {}
}
