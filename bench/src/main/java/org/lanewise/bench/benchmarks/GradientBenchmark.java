package org.lanewise.bench.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.gradient.GradientCheck;
import org.lanewise.core.gradient.LossFunction;
import org.lanewise.core.gradient.NumericGradient;
import org.lanewise.core.gradient.ScoreColumnGradient;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The gradient of the CIFAR loss on one minibatch: by differences, weight after weight, and analytic. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GradientBenchmark {

    /** Weights and biases of the classifier. */
    public static final int PARAMETERS = Cifar.CLASSES * (Cifar.FEATURES + 1);

    /** Images of the minibatch. */
    public static final int IMAGES = 64;

    private static final float LAMBDA = 1e-4f;
    private static final Loss SOFTMAX = SoftmaxCrossEntropy.softmax();
    private static final Regularization L2 = Regularization.l2(LAMBDA);
    private static final double ANALYTIC_TOLERANCE = 1e-4;

    /** The analytic gradient is in float. */
    private static final double NUMERIC_TOLERANCE = 1e-2;

    private static final double NUMERIC_FLOOR = 1e-3;

    /** Who computes. */
    @Param("scalar")
    public String implementation;

    /** Weights whose numeric gradient is taken in one operation; each time the next ones. */
    @Param("8")
    public int weights;

    private CifarDataset cifar;
    private Kernels kernels;
    private Features images;
    private int[] labels;
    private Preprocessing preprocessing;
    private LinearModel model;
    private LinearModel gradient;
    private Workspace workspace;
    private ScoreFunction function;
    private Minibatch minibatch;
    private final Objective objective = new Objective(SOFTMAX, L2);
    private LossFunction loss;
    private double[] parameters;
    private int from;

    /** For JMH. */
    public GradientBenchmark() {}

    /**
     * Opens the data, checks both gradients and warms up.
     *
     * @param parameters which of the methods is measured
     * @throws IOException if the data cannot be read
     */
    @Setup
    public void setUp(BenchmarkParams parameters) throws IOException {
        setUp();
        String benchmark = parameters.getBenchmark();
        SteadyState.reach(
                switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
                    case "forward" -> this::forward;
                    case "centered" -> this::centered;
                    case "scoreColumns" -> this::scoreColumns;
                    default -> this::analytic;
                });
    }

    void setUp() throws IOException {
        kernels = Implementations.kernels(implementation);
        cifar = Cifar.open();
        Minibatches batches = new Minibatches(cifar.train(), IMAGES);
        batches.shuffle(1, 0);
        batches.next();
        images = batches.features();
        labels = batches.labels();
        Arena arena = Arena.ofAuto();
        preprocessing = Cifar.preprocessing(arena, cifar.train());
        model = Cifar.model(arena, Cifar.CLASSES, Cifar.FEATURES);
        gradient = LinearModel.allocate(arena, Cifar.CLASSES, Cifar.FEATURES);
        workspace = kernels.workspace(arena, IMAGES, Cifar.CLASSES, Cifar.FEATURES);
        loss = function(kernels, images, labels, preprocessing);
        parameters = loss.vectorOf(model);
        function = new ScoreFunction(model, preprocessing);
        minibatch = Minibatch.of(images, labels);
        checkAnalytic(arena);
        checkNumeric();
    }

    /** The loss of a minibatch in double. */
    static LossFunction function(Kernels kernels, Features images, int[] labels, Preprocessing preprocessing) {
        return new LossFunction(
                kernels, Minibatch.of(images, labels), Cifar.CLASSES, preprocessing, new Objective(SOFTMAX, L2), true);
    }

    private void checkAnalytic(Arena arena) {
        LinearModel expected = LinearModel.allocate(arena, Cifar.CLASSES, Cifar.FEATURES);
        Kernels scalar = Kernels.scalar();
        Workspace scratch = scalar.workspace(arena, IMAGES, Cifar.CLASSES, Cifar.FEATURES);
        double expectedLoss = scalar.gradient(function, objective, minibatch, expected, scratch);
        Answers.requireClose("the loss", analytic(), expectedLoss, ANALYTIC_TOLERANCE * expectedLoss);
        Answers.requireClose("dW", gradient.weights(), expected.weights(), ANALYTIC_TOLERANCE);
        Answers.requireClose("db", gradient.bias(), expected.bias(), ANALYTIC_TOLERANCE);
    }

    private void checkNumeric() {
        double[] analytic = Arrays.copyOf(loss.vectorOf(gradient), weights);
        requireAgreement("forward difference", analytic, forward());
        from = 0;
        requireAgreement("centered difference", analytic, centered());
        from = 0;
        requireAgreement("centered difference by score columns", analytic, scoreColumns(weights));
    }

    private static void requireAgreement(String what, double[] analytic, double[] numeric) {
        GradientCheck check = GradientCheck.compare(analytic, numeric, NUMERIC_FLOOR);
        if (!check.passes(NUMERIC_TOLERANCE)) {
            throw new IllegalStateException("wrong answer: the " + what + " is not the analytic gradient: " + check);
        }
    }

    /** Closes the data. */
    @TearDown
    public void close() {
        cifar.close();
    }

    /**
     * Forward differences of some weights: an evaluation for each and one more.
     *
     * @return that part of the gradient
     */
    @Benchmark
    public double[] forward() {
        int first = nextWeights();
        return NumericGradient.forward(loss, parameters, NumericGradient.DEFAULT_STEP, first, first + weights);
    }

    /**
     * Centered differences of some weights: two evaluations for each.
     *
     * @return that part of the gradient
     */
    @Benchmark
    public double[] centered() {
        int first = nextWeights();
        return NumericGradient.centered(loss, parameters, NumericGradient.DEFAULT_STEP, first, first + weights);
    }

    /**
     * Centered differences of all weights and biases, by columns of scores.
     *
     * @return the gradient
     */
    @Benchmark
    public double[] scoreColumns() {
        return scoreColumns(PARAMETERS);
    }

    private double[] scoreColumns(int count) {
        return new ScoreColumnGradient(loss, parameters).centered(NumericGradient.DEFAULT_STEP, 0, count);
    }

    private int nextWeights() {
        int first = from;
        from = from + 2 * weights <= PARAMETERS ? from + weights : 0;
        return first;
    }

    /**
     * The analytic gradient of all weights and biases, and the loss.
     *
     * @return the loss
     */
    @Benchmark
    public double analytic() {
        return kernels.gradient(function, objective, minibatch, gradient, workspace);
    }
}
