package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Objects;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.optimize.Minimizer;
import org.lanewise.learn.optimize.Minimum;
import org.lanewise.learn.optimize.Owlqn;
import org.lanewise.learn.optimize.Preconditioner;

/**
 * Full-batch minimization by L-BFGS with a line search for the strong Wolfe conditions: the reference optimum. The inverse
 * Hessian starts from the second moments of a sample of the images, which takes CIFAR-10 to its optimum in a fifth of the
 * iterations.
 *
 * <p>Inside, every feature is taken about its mean and in a unit of its own, so neither units nor offsets of the features
 * make a difference: the preprocessing may as well be none.
 *
 * <p>With L1 regularization it is {@link Owlqn}, and weights that do not pay are exactly zero.
 *
 * <p>The result is the same bits on any number of threads and with any kernels of the same FMA policy. {@link #stop} may
 * be called from any thread; one minimization at a time.
 */
public final class Lbfgs {

    /** How many steps are remembered. */
    public static final int HISTORY = 10;

    /** What the plain loops take for a product in a pass, about. */
    private static final double NANOS_PER_PRODUCT = 0.2;

    /** How many of their passes warming up may take. There will be ten or more. */
    private static final int WARM_UP_PASSES = 3;

    /** Nanoseconds of warming up at most, which are enough on one core that has nothing else to do... */
    private static final double MOST_WARM_UP = 2.5e9;

    /** ... and at least: with less, nothing is compiled. */
    private static final double LEAST_WARM_UP = 1.5e8;

    private final Kernels kernels;
    private final Preprocessing preprocessing;
    private final TrainingSet training;
    private final Loss loss;
    private final Regularization regularization;
    private final boolean bias;
    private volatile boolean stopRequested;

    /**
     * Prepares a minimization.
     *
     * @param kernels the kernels to use
     * @param preprocessing the map of the pixels
     * @param training the training set, at least one image
     * @param loss a loss with a gradient everywhere: not the plain hinge
     * @param regularization what is added
     * @throws IllegalArgumentException if there is no image, the loss has kinks, or there is L1 of the bias
     */
    public Lbfgs(
            Kernels kernels, Preprocessing preprocessing, Examples training, Loss loss, Regularization regularization) {
        this(kernels, preprocessing, training, loss, regularization, true);
    }

    /**
     * Prepares a minimization of scores with or without a bias.
     *
     * @param kernels the kernels to use
     * @param preprocessing the map of the pixels
     * @param training the training set, at least one image
     * @param loss a loss with a gradient everywhere: not the plain hinge
     * @param regularization what is added; with L1, weights become exactly zero
     * @param bias whether there is a bias; without one it is set to zero, and stays so
     * @throws IllegalArgumentException if there is no image, the loss has kinks, or there is L1 and the bias is not free
     */
    public Lbfgs(
            Kernels kernels,
            Preprocessing preprocessing,
            Examples training,
            Loss loss,
            Regularization regularization,
            boolean bias) {
        this(kernels, preprocessing, TrainingSet.of(kernels, training), loss, regularization, bias);
    }

    /**
     * Prepares a minimization over examples that may lie elsewhere. The result is the same bits wherever they are.
     *
     * @param kernels the kernels to use here
     * @param preprocessing the map of the pixels
     * @param training the training set, at least one image
     * @param loss a loss with a gradient everywhere: not the plain hinge
     * @param regularization what is added: no L1, for the same reason
     * @param bias whether there is a bias; without one it is set to zero, and stays so
     * @throws IllegalArgumentException if there is no image, or the loss or the regularization has kinks
     */
    public Lbfgs(
            Kernels kernels,
            Preprocessing preprocessing,
            TrainingSet training,
            Loss loss,
            Regularization regularization,
            boolean bias) {
        this.bias = bias;
        this.kernels = Objects.requireNonNull(kernels, "kernels");
        this.preprocessing = Objects.requireNonNull(preprocessing, "preprocessing");
        this.training = Objects.requireNonNull(training, "training");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.regularization = Objects.requireNonNull(regularization, "regularization");
        if (training.size() == 0) {
            throw new IllegalArgumentException("A training set needs at least one image, but there is none.");
        }
        if (loss instanceof MulticlassHinge hinge && !hinge.squared()) {
            throw new IllegalArgumentException(
                    "L-BFGS needs a loss with a gradient everywhere, which the plain hinge does"
                            + " not have; take softmax or the squared hinge, or train by minibatches.");
        }
        if (regularization.l1() > 0 && (!bias || regularization.bias())) {
            throw new IllegalArgumentException(
                    "With L1 regularization L-BFGS needs a bias that is free; have one that is not"
                            + " regularized, or train by minibatches.");
        }
    }

    /**
     * The same minimization with another strength of L2 regularization. The training set is shared, and its means and
     * deviations are computed once.
     *
     * @param l2 the strength, finite and at least 0
     * @return a minimization of its own
     * @throws IllegalArgumentException if the strength is negative or not finite
     */
    public Lbfgs withL2(float l2) {
        Regularization other = new Regularization(regularization.l1(), l2, regularization.bias());
        return new Lbfgs(kernels, preprocessing, training, loss, other, bias);
    }

    /** Asks to end after the present iteration; from any thread. */
    public void stop() {
        stopRequested = true;
    }

    /**
     * Minimizes from the model's present parameters.
     *
     * @param model the parameters, changed
     * @param iterations the most steps, at least 0
     * @param tolerance the share of the loss that is not worth a step, at least 0: converged is where the gradient g makes
     *     expect no more of one, {@code g H^-1 g / 2 <= tolerance * loss} with the Hessian H as far as it is known. 1e-8 is
     *     about where the loss has seven correct digits; below 1e-11 floats hardly get
     * @param listener is told after each iteration, by {@link TrainingListener#stepDone}: the iteration, the evaluations so
     *     far, the loss, the step length
     * @return where it ended. Its gradient is with respect to weights of features in units in which all curve the loss alike,
     *     about 1 standard deviation each: it does not depend on the features' own units
     * @throws TrainingDivergedException if the loss is not finite at the start
     * @throws IllegalArgumentException if shapes do not fit or a number is negative
     */
    public Minimum minimize(LinearModel model, int iterations, double tolerance, TrainingListener listener) {
        Requirements.notNegative("The number of iterations", iterations);
        Requirements.notNegative("The tolerance", tolerance);
        requireShape(model);
        if (!bias) {
            model.bias().fill(0);
        }
        try (Arena arena = Arena.ofShared()) {
            Coordinates coordinates = new Coordinates(
                    arena, training.standardization(), preprocessing, model.classes(), loss, regularization, bias);
            try (TrainingSet.Passes passes = training.passes(loss, coordinates.inner())) {
                Preconditioner preconditioner = prepare(arena, coordinates, passes);
                TrainingObjective objective = new TrainingObjective(passes, coordinates);
                double[] point = new double[objective.size()];
                coordinates.load(model, point);
                Minimizer.Listener storing = (iteration, evaluations, value, at, length) -> {
                    coordinates.store(at, model);
                    listener.stepDone(iteration, evaluations, value, (float) length);
                };
                Minimum minimum = regularization.l1() > 0
                        ? new Owlqn(objective, coordinates.magnitudes(regularization.l1()), HISTORY, point)
                                .minimize(iterations, tolerance, () -> stopRequested, storing)
                        : new Minimizer(objective, preconditioner, HISTORY, point)
                                .minimize(iterations, tolerance, () -> stopRequested, storing);
                if (minimum.reason() == Minimum.Reason.NOT_FINITE) {
                    throw new TrainingDivergedException(minimum.value(), 0, 0, 0, 0);
                }
                return minimum;
            }
        }
    }

    private int sampleSize() {
        return (int) Math.min(SpectralPreconditioner.SAMPLE, training.size());
    }

    /** The preconditioner; null with L1. Another thread warms up meanwhile, if there is one. */
    private Preconditioner prepare(Arena arena, Coordinates coordinates, TrainingSet.Passes passes) {
        Duration most = warmUpTime();
        Preconditioner[] result = new Preconditioner[1];
        kernels.share(2, part -> {
            if (part == 0 && regularization.l1() == 0) {
                result[0] = preconditioner(arena, coordinates);
            } else if (part == 1 && most.isPositive()) {
                passes.warmUp(most);
            }
        });
        return result[0];
    }

    /** The time of some passes by kernels that are not compiled; zero if that is not long. */
    private Duration warmUpTime() {
        double products = (double) training.size() * training.classes() * training.features();
        double nanos = Math.min(WARM_UP_PASSES * NANOS_PER_PRODUCT * products, MOST_WARM_UP);
        return Duration.ofNanos(nanos < LEAST_WARM_UP ? 0 : (long) nanos);
    }

    private Preconditioner preconditioner(Arena arena, Coordinates coordinates) {
        return new SpectralPreconditioner(kernels, coordinates, training.sample(arena, sampleSize()));
    }

    /** A model of the training set's shape, all zeros. */
    LinearModel newModel(Arena arena) {
        return LinearModel.allocate(arena, training.classes(), training.features());
    }

    /** How a model does on other examples, with the same kernels, preprocessing and loss. */
    Evaluation evaluate(LinearModel model, Examples examples) {
        return Evaluation.of(kernels, model, preprocessing, loss, examples);
    }

    private void requireShape(LinearModel model) {
        if (model.features() != training.features()) {
            throw new IllegalArgumentException("The examples have " + training.features()
                    + " features, but the model has " + model.features() + " features.");
        }
    }
}
