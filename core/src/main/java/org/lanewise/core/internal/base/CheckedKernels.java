package org.lanewise.core.internal.base;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Summation;
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
 * The public edge of every implementation: checks arguments once, then calls loops that trust them. What is composed of
 * several loops is composed here, so that implementations cannot differ in it.
 *
 * <p>An implementation must add in the order that {@link Kernels} fixes, allocate nothing per call, and be safe to use
 * from several threads.
 */
public abstract class CheckedKernels implements Kernels {

    private final KernelInfo info;

    /** Who was asked to help, perhaps with no more than the caller's thread; null if nobody was. */
    private final Workers workers;

    private final LinearPasses passes;

    /**
     * Names an implementation.
     *
     * @param info what {@link #info()} returns
     * @param workers who helps; null if nobody does
     * @param passes what computes minibatches
     * @throws IllegalStateException if the workers are closed
     */
    protected CheckedKernels(KernelInfo info, Workers workers, LinearPasses passes) {
        this.info = Objects.requireNonNull(info, "info");
        this.workers = workers;
        this.passes = Objects.requireNonNull(passes, "passes");
        requireOpen();
    }

    /** Small operations need no help, but are refused as large ones are. */
    private void requireOpen() {
        if (workers != null) {
            workers.requireOpen();
        }
    }

    @Override
    public final KernelInfo info() {
        return info;
    }

    @Override
    public final void share(int parts, IntConsumer job) {
        if (workers == null) {
            Kernels.super.share(parts, job);
        } else {
            workers.run(parts, job);
        }
    }

    @Override
    public final void matmul(
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c) {
        requireOpen();
        Checks.matmul(transposeA, transposeB, a, b, c);
        Checks.shared(info.threads(), "matmul", a, b, c);
        if (c.rows() == 0 || c.columns() == 0) {
            return;
        }
        int depth = transposeA.columns(a);
        boolean inLanes = Summation.inLanes(transposeA, transposeB, c.rows(), c.columns(), depth);
        if (depth > 0 && (MappedInputs.isMapped(a) || MappedInputs.isMapped(b))) {
            new MappedProduct(this, inLanes, transposeA, transposeB, alpha).compute(a, b, beta, c);
        } else {
            gemm(inLanes, transposeA, transposeB, alpha, a, b, beta, c);
        }
    }

    @Override
    public final void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        requireOpen();
        Checks.elementwise("softmax", scores, probabilities);
        if (scores.columns() > 0) {
            softmaxRows(allocated(scores, probabilities), probabilities);
        }
    }

    @Override
    public final void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        requireOpen();
        Checks.elementwise("log-softmax", scores, logProbabilities);
        if (scores.columns() > 0) {
            logSoftmaxRows(allocated(scores, logProbabilities), logProbabilities);
        }
    }

    @Override
    public final double loss(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        requireOpen();
        Checks.elementwise("The loss", scores, gradient);
        Checks.labels(labels, scores.rows(), scores.columns());
        Checks.loss(loss, scores.columns());
        return lossRows(loss, allocated(scores, gradient), labels, gradient) / scores.rows();
    }

    /** Scores that lie in a mapped file are copied to the result, which may be computed in place. */
    private static FloatMatrix allocated(FloatMatrix scores, FloatMatrix result) {
        if (!MappedInputs.isMapped(scores)) {
            return scores;
        }
        result.copyFrom(scores);
        return result;
    }

    @Override
    public final void losses(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        requireOpen();
        Checks.labels(labels, scores.rows(), scores.columns());
        Checks.loss(loss, scores.columns());
        Checks.losses(scores, losses);
        if (MappedInputs.isMapped(scores)) {
            try (Arena arena = Arena.ofShared()) {
                lossOfRows(loss, MappedInputs.allocated(arena, scores), labels, losses);
            }
        } else {
            lossOfRows(loss, scores, labels, losses);
        }
    }

    /**
     * Whether a workspace is of the form that these kernels make.
     *
     * @param workspace any workspace
     * @return true if it is
     */
    protected abstract boolean owns(Workspace workspace);

    @Override
    public abstract BatchWorkspace workspace(Arena arena, int examples, int classes, int features);

    @Override
    public final void scores(ScoreFunction f, Features features, FloatMatrix scores, Workspace workspace) {
        requireOpen();
        BatchWorkspace scratch = Checks.batch(this, f, features, workspace);
        Checks.shared(info.threads(), "scores", f, features, scratch);
        Checks.scores(f, features, scores);
        Checks.shared(info.threads(), "scores", scores);
        if (scores.rows() == 0 || scores.columns() == 0) {
            return;
        }
        if (MappedInputs.isMapped(f)) {
            try (Arena arena = Arena.ofShared()) {
                scores(MappedInputs.allocated(arena, f), features, scores, workspace);
            }
            return;
        }
        scratch.begin();
        try {
            passes.fold(f, scratch);
            passes.scores(features, scratch, scores);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        } finally {
            scratch.end();
        }
    }

    @Override
    public final Scorer scorer(Arena arena, ScoreFunction f) {
        requireOpen();
        Checks.open(f);
        BatchWorkspace folded = workspace(arena, 0, f.classes(), f.features());
        Checks.shared(info.threads(), "a scorer", f, folded);
        if (!MappedInputs.isMapped(f)) {
            return new FoldedScorer(passes, f, folded, info.threads());
        }
        try (Arena copies = Arena.ofShared()) {
            return new FoldedScorer(passes, MappedInputs.allocated(copies, f), folded, info.threads());
        }
    }

    @Override
    public final double gradient(
            ScoreFunction f, Objective objective, Minibatch minibatch, LinearModel gradient, Workspace workspace) {
        BatchWorkspace scratch = checkMinibatch("the gradient", f, objective, minibatch, workspace);
        Checks.gradient(f, minibatch.features(), gradient);
        if (MappedInputs.isMapped(f)) {
            try (Arena arena = Arena.ofShared()) {
                return gradient(MappedInputs.allocated(arena, f), objective, minibatch, gradient, workspace);
            }
        }
        scratch.begin();
        try {
            return gradientOf(f, objective, minibatch, gradient, scratch);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, minibatch.features());
        } finally {
            scratch.end();
        }
    }

    @Override
    public final double step(
            ScoreFunction f, Objective objective, Minibatch minibatch, float learningRate, Workspace workspace) {
        BatchWorkspace scratch = checkMinibatch("a gradient step", f, objective, minibatch, workspace);
        Checks.step(f, minibatch.features(), learningRate);
        if (MappedInputs.isMapped(f.preprocessing())) {
            try (Arena arena = Arena.ofShared()) {
                ScoreFunction copy = new ScoreFunction(f.model(), MappedInputs.allocated(arena, f.preprocessing()));
                return step(copy, objective, minibatch, learningRate, workspace);
            }
        }
        scratch.begin();
        try {
            return stepOf(f, objective, minibatch, learningRate, scratch);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, minibatch.features());
        } finally {
            scratch.end();
        }
    }

    @Override
    public final void backward(
            ScoreFunction f, Features features, FloatMatrix scoreGradient, LinearModel gradient, Workspace workspace) {
        requireOpen();
        BatchWorkspace scratch = Checks.batch(this, f, features, workspace);
        Checks.shared(info.threads(), "backward", f, features, scratch);
        Checks.minibatch(features, workspace);
        Checks.backward(f, features, scoreGradient, gradient);
        Checks.shared(info.threads(), "backward", scoreGradient);
        if (MappedInputs.isMapped(f) || MappedInputs.isMapped(scoreGradient)) {
            try (Arena arena = Arena.ofShared()) {
                FloatMatrix copy = MappedInputs.allocated(arena, scoreGradient);
                backward(MappedInputs.allocated(arena, f), features, copy, gradient, workspace);
            }
            return;
        }
        scratch.begin();
        try {
            backwardOf(f, features, scoreGradient, gradient, scratch);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        } finally {
            scratch.end();
        }
    }

    @Override
    public final void featureGradient(ScoreFunction f, FloatMatrix scoreGradient, FloatMatrix featureGradient) {
        requireOpen();
        Checks.featureGradient(f, scoreGradient, featureGradient);
        FloatMatrix scale = f.preprocessing().scale();
        if (MappedInputs.isMapped(scale)) {
            try (Arena arena = Arena.ofShared()) {
                featureGradient(
                        f.model().weights(), MappedInputs.allocated(arena, scale), scoreGradient, featureGradient);
            }
        } else {
            featureGradient(f.model().weights(), scale, scoreGradient, featureGradient);
        }
    }

    /** {@link Kernels#featureGradient} with checked arguments and a scale in allocated memory. */
    private void featureGradient(
            FloatMatrix weights, FloatMatrix scale, FloatMatrix scoreGradient, FloatMatrix result) {
        matmul(scoreGradient, weights, result);
        multiplyColumns(result, scale);
    }

    private BatchWorkspace checkMinibatch(
            String operation, ScoreFunction f, Objective objective, Minibatch minibatch, Workspace workspace) {
        requireOpen();
        Features features = minibatch.features();
        BatchWorkspace scratch = Checks.batch(this, f, features, workspace);
        Checks.shared(info.threads(), operation, f, features, scratch);
        Checks.labels(minibatch.labels(), features.rows(), f.classes());
        Checks.loss(objective.loss(), f.classes());
        Checks.minibatch(features, workspace);
        return scratch;
    }

    /** {@link #gradient} with checked arguments. */
    private double gradientOf(
            ScoreFunction f, Objective objective, Minibatch minibatch, LinearModel gradient, BatchWorkspace scratch) {
        Regularization regularization = objective.regularization();
        int count = minibatch.size();
        double value;
        if (count <= Summation.PREPARED) {
            value = preparedLoss(f, objective, minibatch, scratch);
            FloatMatrix weights = f.model().weights();
            passes.preparedGradient(
                    scratch.prepared(count), scratch.scores(count), weights, regularization.l2(), gradient);
        } else {
            double squares = passes.fold(f, scratch);
            value = passes.gradient(minibatch, objective.loss(), scratch) / count
                    + penalty(f.model(), regularization, squares);
            passes.unfold(f, regularization.l2(), scratch, gradient);
        }
        if (!regularization.isPlainL2()) {
            addPenaltyGradient(f.model(), regularization, gradient);
        }
        return value;
    }

    /** {@link #step} with checked arguments. */
    private double stepOf(
            ScoreFunction f, Objective objective, Minibatch minibatch, float rate, BatchWorkspace scratch) {
        Regularization regularization = objective.regularization();
        if (!regularization.isPlainL2()) {
            LinearModel gradient = scratch.spare();
            double value = gradientOf(f, objective, minibatch, gradient, scratch);
            addScaled(-rate, gradient.weights(), f.model().weights());
            addScaled(-rate, gradient.bias(), f.model().bias());
            return value;
        }
        int count = minibatch.size();
        float lambda = regularization.l2();
        if (count <= Summation.PREPARED) {
            double value = preparedLoss(f, objective, minibatch, scratch);
            passes.preparedStep(scratch.prepared(count), scratch.scores(count), f.model(), lambda, rate, scratch);
            return value;
        }
        double squares = passes.fold(f, scratch);
        double penalty = penalty(f.model(), regularization, squares);
        return passes.step(minibatch, objective.loss(), f, lambda, rate, scratch) / count + penalty;
    }

    /** {@link #backward} with checked arguments. */
    private void backwardOf(
            ScoreFunction f,
            Features features,
            FloatMatrix scoreGradient,
            LinearModel gradient,
            BatchWorkspace scratch) {
        int count = features.rows();
        if (count > Summation.PREPARED) {
            passes.backward(features, scoreGradient, scratch);
            passes.unfold(f, 0, scratch, gradient);
        } else if (count > 0) {
            passes.prepare(features, f.preprocessing(), scratch.prepared(count));
            passes.preparedGradient(
                    scratch.prepared(count), scoreGradient, f.model().weights(), 0, gradient);
        } else {
            gradient.weights().fill(0);
            gradient.bias().fill(0);
        }
    }

    /** The loss of a small minibatch; prepared examples and the scores' gradient are left in the workspace. */
    private double preparedLoss(ScoreFunction f, Objective objective, Minibatch minibatch, BatchWorkspace scratch) {
        int count = minibatch.size();
        FloatMatrix prepared = scratch.prepared(count);
        FloatMatrix scores = scratch.scores(count);
        passes.prepare(minibatch.features(), f.preprocessing(), prepared);
        double squares = passes.preparedScores(prepared, f.model(), scores);
        double sum = lossRows(objective.loss(), scores, minibatch.labels(), scores);
        return sum / count + penalty(f.model(), objective.regularization(), squares);
    }

    /** R(W), from the sum of the squares of W that the passes over W left. */
    private double penalty(LinearModel model, Regularization regularization, double squares) {
        double penalty = regularization.l2() * squares;
        if (regularization.l1() > 0) {
            penalty += regularization.l1() * sumOfMagnitudes(model.weights());
        }
        if (regularization.bias()) {
            penalty += regularization.l2() * sumOfSquares(model.bias());
            penalty += regularization.l1() * sumOfMagnitudes(model.bias());
        }
        return penalty;
    }

    /** Adds what is not {@code 2 l2 W} of the regularization's gradient. */
    private void addPenaltyGradient(LinearModel model, Regularization regularization, LinearModel gradient) {
        if (regularization.l1() > 0) {
            addSigns(regularization.l1(), model.weights(), gradient.weights());
        }
        if (regularization.bias()) {
            addScaled(2 * regularization.l2(), model.bias(), gradient.bias());
            addSigns(regularization.l1(), model.bias(), gradient.bias());
        }
    }

    @Override
    public final void axpy(float alpha, FloatMatrix x, FloatMatrix y) {
        requireOpen();
        Checks.axpy(x, y);
        if (x.columns() > 0 && MappedInputs.isMapped(x)) {
            MappedInputs.byRows(x, (copy, from, to) -> addScaled(alpha, copy, y.rows(from, to)));
        } else if (x.columns() > 0) {
            addScaled(alpha, x, y);
        }
    }

    @Override
    public final void prepare(Features features, Preprocessing preprocessing, FloatMatrix prepared) {
        requireOpen();
        Checks.prepare(features, preprocessing, prepared);
        if (MappedInputs.isMapped(preprocessing)) {
            try (Arena arena = Arena.ofShared()) {
                prepare(features, MappedInputs.allocated(arena, preprocessing), prepared);
            }
            return;
        }
        try {
            passes.prepare(features, preprocessing, prepared);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, features);
        }
    }

    @Override
    public final void rectify(FloatMatrix x) {
        requireOpen();
        Checks.rectify(x);
        if (x.columns() > 0) {
            positivePart(x);
        }
    }

    @Override
    public final void rectifyGradient(FloatMatrix rectified, FloatMatrix gradient) {
        requireOpen();
        Checks.rectifyGradient(rectified, gradient);
        if (rectified.columns() > 0 && MappedInputs.isMapped(rectified)) {
            MappedInputs.byRows(rectified, (copy, from, to) -> keepWherePositive(copy, gradient.rows(from, to)));
        } else if (rectified.columns() > 0) {
            keepWherePositive(rectified, gradient);
        }
    }

    @Override
    public final void distances(Metric metric, Features queries, Features examples, int[] distances) {
        requireOpen();
        Checks.distances(metric, queries, examples, distances);
        if (queries.rows() == 0 || examples.rows() == 0) {
            return;
        }
        try {
            distancesOf(metric, queries, examples, distances);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, queries, examples);
        }
    }

    @Override
    public final double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        requireOpen();
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        return dotInDouble(a, aFrom, b, bFrom, length);
    }

    /**
     * {@link Kernels#matmul} with checked arguments.
     *
     * @param inLanes whether elements are dot products in virtual lanes, not chains over k
     * @param transposeA whether A is read transposed
     * @param transposeB whether B is read transposed
     * @param alpha factor of the product
     * @param a A as stored
     * @param b B as stored
     * @param beta factor of what is in C; 0: C is not read
     * @param c C
     */
    protected abstract void gemm(
            boolean inLanes,
            Transpose transposeA,
            Transpose transposeB,
            float alpha,
            FloatMatrix a,
            FloatMatrix b,
            float beta,
            FloatMatrix c);

    /**
     * {@link Kernels#softmax} with checked arguments.
     *
     * @param scores f, N x K
     * @param probabilities p, N x K, perhaps f itself
     */
    protected abstract void softmaxRows(FloatMatrix scores, FloatMatrix probabilities);

    /**
     * {@link Kernels#logSoftmax} with checked arguments.
     *
     * @param scores f, N x K
     * @param logProbabilities result, N x K, perhaps f itself
     */
    protected abstract void logSoftmaxRows(FloatMatrix scores, FloatMatrix logProbabilities);

    /**
     * {@link Kernels#loss} with checked arguments.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param gradient gradient of the mean loss, N x K, perhaps f itself
     * @return the sum of the losses of the rows
     */
    protected abstract double lossRows(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient);

    /**
     * {@link Kernels#losses} with checked arguments.
     *
     * @param loss which loss
     * @param scores f, N x K
     * @param labels y
     * @param losses the loss of each row, overwritten
     */
    protected abstract void lossOfRows(Loss loss, FloatMatrix scores, int[] labels, double[] losses);

    /**
     * Sum of the squares of all elements: a dot product of each row with itself, in float, added in double.
     *
     * @param matrix any matrix
     * @return the sum
     */
    protected abstract double sumOfSquares(FloatMatrix matrix);

    /**
     * Sum of the magnitudes of all elements: along each row in 16 virtual lanes, in float, added in double.
     *
     * @param matrix any matrix
     * @return the sum
     */
    protected abstract double sumOfMagnitudes(FloatMatrix matrix);

    /**
     * {@code Y += alpha sign(X)}, where the sign of zero is 0.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected abstract void addSigns(float alpha, FloatMatrix x, FloatMatrix y);

    /**
     * {@link Kernels#axpy} with checked arguments.
     *
     * @param alpha the factor
     * @param x X
     * @param y Y
     */
    protected abstract void addScaled(float alpha, FloatMatrix x, FloatMatrix y);

    /**
     * Multiplies every row of a matrix with a row of factors, element by element.
     *
     * @param matrix N x D, changed
     * @param factors 1 x D
     */
    protected abstract void multiplyColumns(FloatMatrix matrix, FloatMatrix factors);

    /**
     * {@link Kernels#rectify} with checked arguments.
     *
     * @param x X, changed
     */
    protected abstract void positivePart(FloatMatrix x);

    /**
     * {@link Kernels#rectifyGradient} with checked arguments.
     *
     * @param rectified what decides
     * @param gradient changed
     */
    protected abstract void keepWherePositive(FloatMatrix rectified, FloatMatrix gradient);

    /**
     * {@link Kernels#distances} with checked arguments.
     *
     * @param metric which distance
     * @param queries Q x D
     * @param examples N x D
     * @param distances Q x N, row after row, overwritten
     */
    protected abstract void distancesOf(Metric metric, Features queries, Features examples, int[] distances);

    /**
     * {@link Kernels#dot(double[], int, double[], int, int)} with checked arguments.
     *
     * @param a first array
     * @param aFrom where its range begins
     * @param b second array
     * @param bFrom where its range begins
     * @param length length of both ranges
     * @return the dot product
     */
    protected abstract double dotInDouble(double[] a, int aFrom, double[] b, int bFrom, int length);
}
