package org.lanewise.core.internal.adaptive;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.MulticlassHinge;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/** Makes small problems, of numbers alone. Their memory is freed with them. */
final class SmallProblems {

    /** Flags of calls with a loss: bit 0 is the element, bits 1 and 2 are the loss, bit 3 a regularization with passes of its own. */
    static final int FLOATS = 1;

    static final int HINGE = 2;
    static final int SQUARED_HINGE = 4;
    static final int PASSES = 8;

    /** Flags of products. */
    static final int TRANSPOSED_A = 1;

    static final int TRANSPOSED_B = 2;

    private SmallProblems() {}

    static SmallProblem of(Shape shape) {
        return switch (shape.kind()) {
            case MATMUL -> matmul(shape);
            case SOFTMAX, LOG_SOFTMAX, LOSS, LOSSES -> rows(shape);
            case SCORES, GRADIENT, STEP, BACKWARD -> linear(shape);
            case SCORER -> scorer(shape);
            case PREPARE -> prepare(shape);
            case FEATURE_GRADIENT -> featureGradient(shape);
            case AXPY, RECTIFY, RECTIFY_GRADIENT -> twoMatrices(shape);
            case DISTANCES -> distances(shape);
            case DOT -> dot(shape);
        };
    }

    static int flags(Loss loss) {
        if (loss instanceof MulticlassHinge hinge) {
            return hinge.squared() ? SQUARED_HINGE : HINGE;
        }
        return 0;
    }

    static int flags(Regularization regularization) {
        return regularization.l1() > 0 || regularization.bias() ? PASSES : 0;
    }

    private static Loss loss(int flags) {
        if ((flags & HINGE) != 0) {
            return MulticlassHinge.svm();
        }
        return (flags & SQUARED_HINGE) != 0 ? MulticlassHinge.squaredSvm() : SoftmaxCrossEntropy.softmax();
    }

    private static FloatMatrix ones(int rows, int columns) {
        FloatMatrix matrix = FloatMatrix.allocatePadded(Arena.ofAuto(), rows, columns);
        matrix.fill(1);
        return matrix;
    }

    private static SmallProblem matmul(Shape s) {
        Transpose a = (s.flags() & TRANSPOSED_A) != 0 ? Transpose.YES : Transpose.NO;
        Transpose b = (s.flags() & TRANSPOSED_B) != 0 ? Transpose.YES : Transpose.NO;
        FloatMatrix left = a == Transpose.YES ? ones(s.k(), s.m()) : ones(s.m(), s.k());
        FloatMatrix right = b == Transpose.YES ? ones(s.n(), s.k()) : ones(s.k(), s.n());
        FloatMatrix c = ones(s.m(), s.n());
        return new SmallProblem(kernels -> kernels.matmul(a, b, 1, left, right, 0, c), (double) s.m() * s.n() * s.k());
    }

    private static SmallProblem rows(Shape s) {
        FloatMatrix scores = ones(s.m(), s.n());
        FloatMatrix result = ones(s.m(), s.n());
        int[] labels = new int[s.m()];
        double[] losses = new double[s.m()];
        Loss loss = loss(s.flags());
        SmallProblem.Call call = switch (s.kind()) {
            case SOFTMAX -> kernels -> kernels.softmax(scores, result);
            case LOG_SOFTMAX -> kernels -> kernels.logSoftmax(scores, result);
            case LOSS -> kernels -> kernels.loss(loss, scores, labels, result);
            default -> kernels -> kernels.losses(loss, scores, labels, losses);
        };
        return new SmallProblem(call, (double) s.m() * s.n());
    }

    private static Features features(Shape s, int rows) {
        return (s.flags() & FLOATS) != 0
                ? ones(rows, s.k())
                : Features.ofBytes(Arena.ofAuto().allocate((long) rows * s.k() + 1), 0, rows, s.k(), s.k());
    }

    private static SmallProblem linear(Shape s) {
        LinearModel model = LinearModel.allocate(Arena.ofAuto(), s.n(), s.k());
        ScoreFunction f = new ScoreFunction(model, Preprocessing.none(Arena.ofAuto(), s.k()));
        Minibatch minibatch = Minibatch.of(features(s, s.m()), new int[s.m()]);
        Objective objective = new Objective(loss(s.flags()), new Regularization(0, 1e-4f, (s.flags() & PASSES) != 0));
        LinearModel gradient = LinearModel.allocate(Arena.ofAuto(), s.n(), s.k());
        FloatMatrix scores = ones(s.m(), s.n());
        return new SmallProblem(
                new SmallProblem.Call() {

                    private Workspace workspace;

                    @Override
                    public void run(Kernels kernels) {
                        if (workspace == null) {
                            workspace = kernels.workspace(Arena.ofAuto(), s.m(), s.n(), s.k());
                        }
                        switch (s.kind()) {
                            case SCORES -> kernels.scores(f, minibatch.features(), scores, workspace);
                            case GRADIENT -> kernels.gradient(f, objective, minibatch, gradient, workspace);
                            case STEP -> kernels.step(f, objective, minibatch, 1e-6f, workspace);
                            default -> kernels.backward(f, minibatch.features(), scores, gradient, workspace);
                        }
                    }
                },
                (double) s.m() * s.n() * s.k());
    }

    private static SmallProblem scorer(Shape s) {
        LinearModel model = LinearModel.allocate(Arena.ofAuto(), s.n(), s.k());
        ScoreFunction f = new ScoreFunction(model, Preprocessing.none(Arena.ofAuto(), s.k()));
        Features features = features(s, s.m());
        FloatMatrix scores = ones(s.m(), s.n());
        byte[] bytes = new byte[s.k()];
        float[] floats = new float[s.k()];
        float[] result = new float[s.n()];
        return new SmallProblem(
                new SmallProblem.Call() {

                    private Scorer scorer;

                    @Override
                    public void run(Kernels kernels) {
                        if (scorer == null) {
                            scorer = kernels.scorer(Arena.ofAuto(), f);
                        }
                        if (s.m() > 1) {
                            scorer.scores(features, scores);
                        } else if ((s.flags() & FLOATS) != 0) {
                            scorer.scores(floats, result);
                        } else {
                            scorer.scores(bytes, result);
                        }
                    }
                },
                (double) s.m() * s.n() * s.k());
    }

    private static SmallProblem prepare(Shape s) {
        Features features = features(s, s.m());
        Preprocessing preprocessing = Preprocessing.none(Arena.ofAuto(), s.k());
        FloatMatrix prepared = ones(s.m(), s.k());
        return new SmallProblem(kernels -> kernels.prepare(features, preprocessing, prepared), (double) s.m() * s.k());
    }

    private static SmallProblem featureGradient(Shape s) {
        LinearModel model = LinearModel.allocate(Arena.ofAuto(), s.n(), s.k());
        ScoreFunction f = new ScoreFunction(model, Preprocessing.none(Arena.ofAuto(), s.k()));
        FloatMatrix scoreGradient = ones(s.m(), s.n());
        FloatMatrix result = ones(s.m(), s.k());
        return new SmallProblem(
                kernels -> kernels.featureGradient(f, scoreGradient, result), (double) s.m() * s.n() * s.k());
    }

    private static SmallProblem twoMatrices(Shape s) {
        FloatMatrix x = ones(s.m(), s.n());
        FloatMatrix y = ones(s.m(), s.n());
        SmallProblem.Call call = switch (s.kind()) {
            case RECTIFY -> kernels -> kernels.rectify(x);
            case RECTIFY_GRADIENT -> kernels -> kernels.rectifyGradient(x, y);
            default -> kernels -> kernels.axpy(1e-6f, x, y);
        };
        return new SmallProblem(call, (double) s.m() * s.n());
    }

    private static SmallProblem distances(Shape s) {
        Metric metric = Metric.values()[s.flags()];
        Features queries = features(new Shape(s.kind(), 0, s.m(), s.n(), s.k()), s.m());
        Features examples = features(new Shape(s.kind(), 0, s.m(), s.n(), s.k()), s.n());
        int[] distances = new int[s.m() * s.n()];
        return new SmallProblem(
                kernels -> kernels.distances(metric, queries, examples, distances), (double) s.m() * s.n() * s.k());
    }

    private static SmallProblem dot(Shape s) {
        double[] a = new double[s.k()];
        double[] sum = new double[1];
        return new SmallProblem(kernels -> sum[0] += kernels.dot(a, 0, a, 0, a.length), s.k());
    }
}
