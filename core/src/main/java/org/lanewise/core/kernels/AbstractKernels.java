package org.lanewise.core.kernels;

import java.lang.foreign.Arena;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostDataException;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Summation;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The public edge of every implementation: checks arguments once, then calls the loops that it inherits, which trust
 * them. What is composed of several loops is composed here, so that implementations cannot differ in it.
 *
 * <p>An implementation must add in the order that {@link Kernels} fixes, allocate nothing per call, and be safe to use
 * from several threads.
 */
public abstract class AbstractKernels extends KernelLoops {

    private final KernelInfo info;

    /** Who was asked to help, perhaps with no more than the caller's thread; null if nobody was. */
    private final Workers workers;

    /**
     * Names an implementation that stays on the caller's thread.
     *
     * @param info what {@link #info()} returns
     */
    protected AbstractKernels(KernelInfo info) {
        this(info, null);
    }

    /**
     * Names an implementation that has help.
     *
     * @param info what {@link #info()} returns
     * @param workers who helps; null if nobody does
     * @throws IllegalStateException if the workers are closed
     */
    protected AbstractKernels(KernelInfo info, Workers workers) {
        this.info = Objects.requireNonNull(info, "info");
        this.workers = workers;
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
            super.share(parts, job);
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
        Checks.shared(info.threads(), "matmul", a);
        Checks.shared(info.threads(), "matmul", b);
        Checks.shared(info.threads(), "matmul", c);
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
            try (Arena arena = newArena()) {
                lossOfRows(loss, MappedInputs.allocated(arena, scores), labels, losses);
            }
        } else {
            lossOfRows(loss, scores, labels, losses);
        }
    }

    @Override
    public final void scores(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            FloatMatrix scores,
            Workspace workspace) {
        requireOpen();
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), "scores", model, preprocessing, images, workspace);
        Checks.scores(model, preprocessing, images, scores);
        Checks.shared(info.threads(), "scores", scores);
        if (MappedInputs.isMapped(model) || MappedInputs.isMapped(preprocessing)) {
            try (Arena arena = newArena()) {
                LinearModel copy = MappedInputs.allocated(arena, model);
                scores(copy, MappedInputs.allocated(arena, preprocessing), images, scores, workspace);
            }
            return;
        }
        if (scores.rows() == 0 || scores.columns() == 0) {
            return;
        }
        workspace.begin();
        try {
            fold(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
            pixelScores(images, workspace.foldedWeights(), workspace.foldedBias(), scores);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images);
        } finally {
            workspace.end();
        }
    }

    @Override
    public final double lossAndGradient(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            LinearModel gradient,
            Workspace workspace) {
        checkMinibatch("the gradient", model, preprocessing, images, labels, loss, workspace);
        Checks.gradient(model, preprocessing, images, gradient);
        if (MappedInputs.isMapped(model) || MappedInputs.isMapped(preprocessing)) {
            try (Arena arena = newArena()) {
                LinearModel copy = MappedInputs.allocated(arena, model);
                Preprocessing map = MappedInputs.allocated(arena, preprocessing);
                return lossAndGradient(copy, map, images, labels, loss, regularization, gradient, workspace);
            }
        }
        workspace.begin();
        try {
            return gradient(model, preprocessing, images, labels, loss, regularization, gradient, workspace);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images);
        } finally {
            workspace.end();
        }
    }

    @Override
    public final double gradientStep(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            float learningRate,
            Workspace workspace) {
        checkMinibatch("a gradient step", model, preprocessing, images, labels, loss, workspace);
        Checks.step(model, preprocessing, images, learningRate);
        if (MappedInputs.isMapped(preprocessing)) {
            try (Arena arena = newArena()) {
                Preprocessing map = MappedInputs.allocated(arena, preprocessing);
                return gradientStep(model, map, images, labels, loss, regularization, learningRate, workspace);
            }
        }
        workspace.begin();
        try {
            return step(model, preprocessing, images, labels, loss, regularization, learningRate, workspace);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, images);
        } finally {
            workspace.end();
        }
    }

    /** {@link #gradientStep} with checked arguments. */
    private double step(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            float learningRate,
            Workspace workspace) {
        if (!regularization.isPlainL2()) {
            LinearModel gradient = workspace.stepGradient();
            double value = gradient(model, preprocessing, images, labels, loss, regularization, gradient, workspace);
            addScaled(-learningRate, gradient.weights(), model.weights());
            addScaled(-learningRate, gradient.bias(), model.bias());
            return value;
        }
        float lambda = regularization.l2();
        LinearModel gradient = workspace.gradient();
        if (images.rows() <= PREPARED) {
            double value = preparedLoss(model, preprocessing, images, labels, loss, regularization, workspace);
            FloatMatrix scoreGradient = workspace.scores(images.rows());
            FloatMatrix prepared = workspace.preparedImages(images.rows());
            preparedUpdate(prepared, scoreGradient, model, lambda, learningRate, gradient);
            return value;
        }
        double squares = foldAndSquare(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
        double dataLoss = batchStep(
                images,
                labels,
                loss,
                workspace.foldedWeights(),
                workspace.foldedBias(),
                workspace.scores(images.rows()),
                gradient,
                workspace.scoreSums(),
                model,
                preprocessing,
                lambda,
                learningRate);
        return dataLoss / images.rows() + penalty(model, regularization, squares);
    }

    private void checkMinibatch(
            String operation,
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Workspace workspace) {
        requireOpen();
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), operation, model, preprocessing, images, workspace);
        Checks.labels(labels, images.rows(), model.classes());
        Checks.loss(loss, model.classes());
        Checks.minibatch(images, workspace);
    }

    /** {@link #lossAndGradient} with checked arguments. */
    private double gradient(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            LinearModel gradient,
            Workspace workspace) {
        float lambda = regularization.l2();
        double value;
        if (images.rows() <= PREPARED) {
            value = preparedLoss(model, preprocessing, images, labels, loss, regularization, workspace);
            FloatMatrix scoreGradient = workspace.scores(images.rows());
            preparedGradient(workspace.preparedImages(images.rows()), scoreGradient, model.weights(), lambda, gradient);
        } else {
            LinearModel folded = workspace.gradient();
            value = foldedLoss(model, preprocessing, images, labels, loss, regularization, folded, workspace);
            unfold(model.weights(), preprocessing, lambda, workspace.scoreSums(), folded.weights(), gradient);
        }
        if (!regularization.isPlainL2()) {
            addPenaltyGradient(model, regularization, gradient);
        }
        return value;
    }

    /** The loss of a small minibatch; prepared images and the scores' gradient are left in the workspace. */
    private double preparedLoss(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            Workspace workspace) {
        FloatMatrix prepared = workspace.preparedImages(images.rows());
        FloatMatrix scores = workspace.scores(images.rows());
        prepare(images, preprocessing, prepared);
        double squares = preparedScores(prepared, model, scores);
        double dataLoss = lossRows(loss, scores, labels, scores);
        return dataLoss / images.rows() + penalty(model, regularization, squares);
    }

    /** The loss; the gradient's weights are left as G, with respect to the folded weights. */
    private double foldedLoss(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Regularization regularization,
            LinearModel gradient,
            Workspace workspace) {
        double squares = foldAndSquare(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
        double dataLoss = batchGradient(
                images,
                labels,
                loss,
                workspace.foldedWeights(),
                workspace.foldedBias(),
                workspace.scores(images.rows()),
                gradient.weights(),
                workspace.scoreSums());
        return dataLoss / images.rows() + penalty(model, regularization, squares);
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
            MappedInputs.byRows(this, x, (copy, from, to) -> addScaled(alpha, copy, y.rows(from, to)));
        } else if (x.columns() > 0) {
            addScaled(alpha, x, y);
        }
    }

    @Override
    public final void distances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        requireOpen();
        Checks.distances(metric, queries, images, distances);
        if (queries.rows() == 0 || images.rows() == 0) {
            return;
        }
        try {
            pixelDistances(metric, queries, images, distances);
        } catch (InternalError fault) {
            throw LostDataException.explain(fault, queries, images);
        }
    }

    @Override
    public final double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        requireOpen();
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        return dotInDouble(a, aFrom, b, bFrom, length);
    }
}
