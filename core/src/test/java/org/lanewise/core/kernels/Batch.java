package org.lanewise.core.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.core.testing.GuardedModel;
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
                kernels,
                Minibatch.of(features(), labels()),
                model().classes(),
                preprocessing(),
                new Objective(loss(), regularization()),
                true);
    }

    /** Loss and gradient by these kernels. */
    Result run(Arena arena, Kernels kernels, Placement place) {
        GuardedModel gradient = unwritten(arena, place);
        return new Result(gradient(arena, kernels, gradient.model()), gradient);
    }

    /** The gradient of the parameters from a gradient of the scores. */
    GuardedModel backward(Arena arena, Kernels kernels, FloatMatrix scoreGradient, Placement place) {
        GuardedModel gradient = unwritten(arena, place);
        kernels.backward(score, features(), scoreGradient, gradient.model(), workspace(kernels, arena));
        return gradient;
    }

    /** Memory for a gradient. */
    GuardedModel unwritten(Arena arena, Placement place) {
        return GuardedModel.unwritten(arena, place, model().classes(), model().features());
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

    /** The same values, stored as floats somewhere in guarded memory. */
    Batch asFloats(Arena arena) {
        Placement place = Placement.random(new SplittableRandom(name.hashCode()));
        return named("floats", Inputs.asFloats(arena, place, features()));
    }

    /** Other values, which are not whole. */
    Batch withMeasurements(Arena arena, SplittableRandom random) {
        Features features = features();
        return named("measurements", Inputs.measurements(arena, random, features.rows(), features.columns()));
    }

    /** The same, in half precision, to which values are rounded. */
    Batch asHalves(Arena arena, SplittableRandom random) {
        return named("halves", Inputs.asHalves(arena, random.nextInt(5), random.nextInt(5), features()));
    }

    /** Bytes, the same as floats, or other floats of either precision; every fourth time without preprocessing. */
    Batch inAnyForm(Arena arena, SplittableRandom random) {
        Batch batch = random.nextInt(4) > 0 ? this : withoutPreprocessing(arena);
        return switch (random.nextInt(5)) {
            case 0 -> batch.asFloats(arena);
            case 1 -> batch.withMeasurements(arena, random);
            case 2 -> batch.withMeasurements(arena, random).asHalves(arena, random);
            default -> batch;
        };
    }

    /** With weights of a 64th, so that scores are about as small as before. */
    Batch withoutPreprocessing(Arena arena) {
        LinearModel small = LinearModel.allocate(arena, model().classes(), model().features());
        Kernels.scalar().axpy(1 / 64f, model().weights(), small.weights());
        small.bias().copyFrom(model().bias());
        ScoreFunction plain = new ScoreFunction(small, Preprocessing.none(arena, small.features()));
        return new Batch(plain, minibatch, objective, "no preprocessing, " + name);
    }

    private Batch named(String form, Features others) {
        return new Batch(score, Minibatch.of(others, labels()), objective, form + ", " + name);
    }

    /** A loss and its gradient. */
    record Result(double loss, GuardedModel guarded) {

        LinearModel gradient() {
            return guarded.model();
        }

        /** Fails unless both have the same bits, and nothing else was written. */
        void assertSame(Result expected, String what) {
            assertEquals(expected.loss, loss, what);
            guarded.assertHolds(expected.gradient(), () -> "gradient of " + what);
        }
    }
}
