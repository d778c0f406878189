package org.lanewise.core.internal.adaptive;

import static org.lanewise.core.internal.adaptive.Shape.small;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Summation;
import org.lanewise.core.internal.plain.PlainKernels;
import org.lanewise.core.kernels.KernelInfo;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Metric;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The SIMD kernels, and in their place plain loops for as long as C2 has not compiled them: each kind of call has a
 * {@link Gate}. Checks, errors and bits are the same from both, so a call may go to either.
 */
public final class AdaptiveKernels implements Kernels {

    private final Kernels fast;
    private final Kernels plain;
    private final Gates gates;

    /** The moment until which calls warm up first, by {@link System#nanoTime}; null if they do not. */
    private final Long warmUpEnd;

    /** Whether a call of these kernels had a gate that is not settled. */
    private boolean hasUnsettled;

    private AdaptiveKernels(Kernels fast, Kernels plain, Gates gates) {
        this(fast, plain, gates, null);
    }

    private AdaptiveKernels(Kernels fast, Kernels plain, Gates gates, Long warmUpEnd) {
        this.fast = fast;
        this.plain = plain;
        this.gates = gates;
        this.warmUpEnd = warmUpEnd;
    }

    /**
     * Makes kernels that are fast from the first call.
     *
     * @param fast the SIMD kernels
     * @return the kernels, which call themselves as those
     */
    public static Kernels of(Kernels fast) {
        return new AdaptiveKernels(fast, PlainKernels.instead(fast.info(), null), new Gates());
    }

    @Override
    public KernelInfo info() {
        return fast.info();
    }

    @Override
    public Kernels on(Workers workers) {
        Kernels helped = fast.on(workers);
        return new AdaptiveKernels(helped, PlainKernels.instead(helped.info(), workers), gates);
    }

    @Override
    public void share(int parts, IntConsumer job) {
        fast.share(parts, job);
    }

    @Override
    public void warmUp() {
        WarmUp.run(fast);
        gates.allOpen();
    }

    @Override
    public void warmUp(Consumer<Kernels> call, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        AdaptiveKernels warming = new AdaptiveKernels(fast, plain, gates, end);
        do {
            warming.hasUnsettled = false;
            call.accept(warming);
        } while (warming.hasUnsettled && System.nanoTime() < end);
    }

    private Gate gate(Kind kind, int flags, int m, int n, int k) {
        long key = Shape.key(kind, flags, m, n, k);
        Gate gate = gates.find(key);
        return gate != null ? gate : gates.add(key, fast);
    }

    /** One computation, by either. */
    @FunctionalInterface
    interface Call {

        double by(Kernels kernels);
    }

    /** A call while it is not settled who computes. */
    double measured(Gate gate, double work, Call call) {
        if (warmUpEnd != null) {
            hasUnsettled = true;
            gate.warmUp(fast, warmUpEnd);
        }
        boolean isFast = gate.isOpen();
        long start = System.nanoTime();
        double result = call.by(isFast ? fast : plain);
        long nanos = System.nanoTime() - start;
        if (isFast) {
            gate.fastTook(nanos, work);
            if (gate.isSettled()) {
                gates.settled(gate);
            }
        } else {
            gate.plainTook(nanos, work, fast);
        }
        return result;
    }

    private Workspace of(Workspace workspace, Kernels who) {
        if (!(workspace instanceof AdaptiveWorkspace both)) {
            return workspace;
        }
        return who == plain ? both.ofPlain() : both.ofFast(fast);
    }

    @Override
    public void matmul(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        int depth = Objects.requireNonNull(transposeA, "transposeA").columns(a);
        int flags = (transposeA == Transpose.YES ? SmallProblems.TRANSPOSED_A : 0)
                | (Objects.requireNonNull(transposeB, "transposeB") == Transpose.YES ? SmallProblems.TRANSPOSED_B : 0);
        boolean inLanes = Summation.inLanes(transposeA, transposeB, c.rows(), c.columns(), depth);
        int columns = c.columns();
        Gate gate = gate(
                Kind.MATMUL,
                flags,
                small(c.rows(), 40, 24, 16),
                columns > 128 ? 129 + columns % 16 : small(columns, 48, 32, 16),
                inLanes && columns > 16 ? small(depth, 272, 256, 16) : small(depth, 24, 16, 8));
        if (gate.isSettled()) {
            fast.matmul(transposeA, transposeB, alpha, a, b, beta, c);
        } else {
            measured(gate, (double) c.rows() * c.columns() * depth, kernels -> {
                kernels.matmul(transposeA, transposeB, alpha, a, b, beta, c);
                return 0;
            });
        }
    }

    private Gate rows(Kind kind, int flags, FloatMatrix scores) {
        return gate(kind, flags, small(scores.rows(), 16, 12, 4), small(scores.columns(), 64, 32, 32), 0);
    }

    private static double elements(FloatMatrix matrix) {
        return (double) matrix.rows() * matrix.columns();
    }

    @Override
    public void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        Gate gate = rows(Kind.SOFTMAX, 0, scores);
        if (gate.isSettled()) {
            fast.softmax(scores, probabilities);
        } else {
            measured(gate, elements(scores), kernels -> {
                kernels.softmax(scores, probabilities);
                return 0;
            });
        }
    }

    @Override
    public void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        Gate gate = rows(Kind.LOG_SOFTMAX, 0, scores);
        if (gate.isSettled()) {
            fast.logSoftmax(scores, logProbabilities);
        } else {
            measured(gate, elements(scores), kernels -> {
                kernels.logSoftmax(scores, logProbabilities);
                return 0;
            });
        }
    }

    @Override
    public double loss(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        Gate gate = rows(Kind.LOSS, SmallProblems.flags(loss), scores);
        return gate.isSettled()
                ? fast.loss(loss, scores, labels, gradient)
                : measured(gate, elements(scores), kernels -> kernels.loss(loss, scores, labels, gradient));
    }

    @Override
    public void losses(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        Gate gate = rows(Kind.LOSSES, SmallProblems.flags(loss), scores);
        if (gate.isSettled()) {
            fast.losses(loss, scores, labels, losses);
        } else {
            measured(gate, elements(scores), kernels -> {
                kernels.losses(loss, scores, labels, losses);
                return 0;
            });
        }
    }

    @Override
    public Workspace workspace(Arena arena, int examples, int classes, int features) {
        return new AdaptiveWorkspace(arena, plain, examples, classes, features);
    }

    private Gate linear(Kind kind, int flags, LinearModel model, Features features) {
        return linear(kind, flags | flag(features.element()), features.rows(), model.classes(), model.features());
    }

    private Gate linear(Kind kind, int flags, int examples, int classes, int features) {
        return gate(kind, flags, small(examples, 20, 17, 4), small(classes, 30, 20, 10), small(features, 64, 32, 32));
    }

    private static int flag(Features.Element element) {
        return element == Features.Element.BYTE ? 0 : SmallProblems.FLOATS;
    }

    @Override
    public Scorer scorer(Arena arena, ScoreFunction f) {
        return new AdaptiveScorer(this, plain, arena, f);
    }

    Gate scorerGate(Features.Element element, int examples, int classes, int features) {
        return linear(Kind.SCORER, flag(element), examples, classes, features);
    }

    boolean isPlain(Kernels who) {
        return who == plain;
    }

    Kernels fast() {
        return fast;
    }

    private static double work(LinearModel model, int examples) {
        return (double) model.classes() * model.features() * examples;
    }

    @Override
    public void scores(ScoreFunction f, Features features, FloatMatrix scores, Workspace workspace) {
        Gate gate = linear(Kind.SCORES, 0, f.model(), features);
        if (gate.isSettled()) {
            fast.scores(f, features, scores, of(workspace, fast));
        } else {
            measured(gate, work(f.model(), features.rows()), kernels -> {
                kernels.scores(f, features, scores, of(workspace, kernels));
                return 0;
            });
        }
    }

    @Override
    public double gradient(
            ScoreFunction f, Objective objective, Minibatch minibatch, LinearModel gradient, Workspace workspace) {
        Gate gate = linear(Kind.GRADIENT, flags(objective), f.model(), minibatch.features());
        return gate.isSettled()
                ? fast.gradient(f, objective, minibatch, gradient, of(workspace, fast))
                : measured(
                        gate,
                        work(f.model(), minibatch.size()),
                        kernels -> kernels.gradient(f, objective, minibatch, gradient, of(workspace, kernels)));
    }

    private static int flags(Objective objective) {
        Regularization regularization = objective.regularization();
        return SmallProblems.flags(objective.loss()) | SmallProblems.flags(regularization);
    }

    @Override
    public double step(
            ScoreFunction f, Objective objective, Minibatch minibatch, float learningRate, Workspace workspace) {
        Gate gate = linear(Kind.STEP, flags(objective), f.model(), minibatch.features());
        return gate.isSettled()
                ? fast.step(f, objective, minibatch, learningRate, of(workspace, fast))
                : measured(
                        gate,
                        work(f.model(), minibatch.size()),
                        kernels -> kernels.step(f, objective, minibatch, learningRate, of(workspace, kernels)));
    }

    @Override
    public void backward(
            ScoreFunction f, Features features, FloatMatrix scoreGradient, LinearModel gradient, Workspace workspace) {
        Gate gate = linear(Kind.BACKWARD, 0, f.model(), features);
        if (gate.isSettled()) {
            fast.backward(f, features, scoreGradient, gradient, of(workspace, fast));
        } else {
            measured(gate, work(f.model(), features.rows()), kernels -> {
                kernels.backward(f, features, scoreGradient, gradient, of(workspace, kernels));
                return 0;
            });
        }
    }

    @Override
    public void featureGradient(ScoreFunction f, FloatMatrix scoreGradient, FloatMatrix featureGradient) {
        Gate gate = gate(
                Kind.FEATURE_GRADIENT,
                0,
                small(scoreGradient.rows(), 40, 24, 16),
                small(f.model().classes(), 24, 16, 8),
                small(f.model().features(), 144, 129, 16));
        if (gate.isSettled()) {
            fast.featureGradient(f, scoreGradient, featureGradient);
        } else {
            measured(gate, work(f.model(), scoreGradient.rows()), kernels -> {
                kernels.featureGradient(f, scoreGradient, featureGradient);
                return 0;
            });
        }
    }

    @Override
    public void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        int element = flag(features.element());
        Gate gate = gate(
                Kind.PREPARE, element, small(features.rows(), 20, 16, 4), 0, small(features.columns(), 64, 32, 32));
        if (gate.isSettled()) {
            fast.prepare(features, preprocessing, prepared);
        } else {
            measured(gate, elements(prepared), kernels -> {
                kernels.prepare(features, preprocessing, prepared);
                return 0;
            });
        }
    }

    private Gate elementwise(Kind kind, FloatMatrix x) {
        return gate(kind, 0, small(x.rows(), 8, 4, 4), small(x.columns(), 64, 32, 32), 0);
    }

    @Override
    public void rectify(FloatMatrix x) {
        Gate gate = elementwise(Kind.RECTIFY, x);
        if (gate.isSettled()) {
            fast.rectify(x);
        } else {
            measured(gate, elements(x), kernels -> {
                kernels.rectify(x);
                return 0;
            });
        }
    }

    @Override
    public void rectifyGradient(FloatMatrix rectified, FloatMatrix gradient) {
        Gate gate = elementwise(Kind.RECTIFY_GRADIENT, rectified);
        if (gate.isSettled()) {
            fast.rectifyGradient(rectified, gradient);
        } else {
            measured(gate, elements(rectified), kernels -> {
                kernels.rectifyGradient(rectified, gradient);
                return 0;
            });
        }
    }

    @Override
    public void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
        Gate gate = elementwise(Kind.AXPY, x);
        if (gate.isSettled()) {
            fast.axpy(alpha, x, y);
        } else {
            measured(gate, elements(x), kernels -> {
                kernels.axpy(alpha, x, y);
                return 0;
            });
        }
    }

    @Override
    public void distances(Metric metric, Features queries, Features examples, int[] distances) {
        Gate gate = gate(
                Kind.DISTANCES,
                Objects.requireNonNull(metric, "metric").ordinal(),
                small(queries.rows(), 8, 4, 4),
                small(examples.rows(), 20, 16, 4),
                small(queries.columns(), 128, 64, 64));
        if (gate.isSettled()) {
            fast.distances(metric, queries, examples, distances);
        } else {
            double work = (double) queries.rows() * examples.rows() * queries.columns();
            measured(gate, work, kernels -> {
                kernels.distances(metric, queries, examples, distances);
                return 0;
            });
        }
    }

    @Override
    public double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        Gate gate = gate(Kind.DOT, 0, 0, 0, small(Math.max(0, length), 128, 64, 64));
        return gate.isSettled()
                ? fast.dot(a, aFrom, b, bFrom, length)
                : measured(gate, length, kernels -> kernels.dot(a, aFrom, b, bFrom, length));
    }
}
