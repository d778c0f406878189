package org.lanewise.core.kernels;

import java.util.Objects;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.LostPixelsException;
import org.lanewise.core.data.PixelMatrix;
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

    /**
     * Names the implementation.
     *
     * @param info what {@link #info()} returns
     */
    protected AbstractKernels(KernelInfo info) {
        this.info = Objects.requireNonNull(info, "info");
    }

    @Override
    public final KernelInfo info() {
        return info;
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
        Checks.matmul(transposeA, transposeB, a, b, c);
        Checks.shared(info.threads(), "matmul", a);
        Checks.shared(info.threads(), "matmul", b);
        Checks.shared(info.threads(), "matmul", c);
        gemm(transposeA, transposeB, alpha, a, b, beta, c);
    }

    @Override
    public final void softmax(FloatMatrix scores, FloatMatrix probabilities) {
        Checks.elementwise("softmax", scores, probabilities);
        softmaxRows(scores, probabilities);
    }

    @Override
    public final void logSoftmax(FloatMatrix scores, FloatMatrix logProbabilities) {
        Checks.elementwise("log-softmax", scores, logProbabilities);
        logSoftmaxRows(scores, logProbabilities);
    }

    @Override
    public final double loss(Loss loss, FloatMatrix scores, int[] labels, FloatMatrix gradient) {
        Checks.elementwise("The loss", scores, gradient);
        Checks.labels(labels, scores.rows(), scores.columns());
        Checks.loss(loss, scores.columns());
        return lossRows(loss, scores, labels, gradient) / scores.rows();
    }

    @Override
    public final void losses(Loss loss, FloatMatrix scores, int[] labels, double[] losses) {
        Checks.labels(labels, scores.rows(), scores.columns());
        Checks.loss(loss, scores.columns());
        Checks.losses(losses, scores.rows());
        lossOfRows(loss, scores, labels, losses);
    }

    @Override
    public final void scores(
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            FloatMatrix scores,
            Workspace workspace) {
        Checks.batch(model, preprocessing, images, workspace);
        Checks.shared(info.threads(), "scores", model, preprocessing, images, workspace);
        Checks.scores(model, preprocessing, images, scores);
        Checks.shared(info.threads(), "scores", scores);
        try {
            fold(model, preprocessing, workspace.foldedWeights(), workspace.foldedBias());
            pixelScores(images, workspace.foldedWeights(), workspace.foldedBias(), scores);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, images);
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
        try {
            return gradient(model, preprocessing, images, labels, loss, regularization, gradient, workspace);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, images);
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
        Checks.step(model, preprocessing, images);
        try {
            return step(model, preprocessing, images, labels, loss, regularization, learningRate, workspace);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, images);
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
        double value = foldedLoss(model, preprocessing, images, labels, loss, regularization, gradient, workspace);
        update(model, preprocessing, lambda, learningRate, gradient, workspace.scoreSums());
        return value;
    }

    private void checkMinibatch(
            String operation,
            LinearModel model,
            Preprocessing preprocessing,
            PixelMatrix images,
            int[] labels,
            Loss loss,
            Workspace workspace) {
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
        Checks.axpy(x, y);
        addScaled(alpha, x, y);
    }

    @Override
    public final void distances(Metric metric, PixelMatrix queries, PixelMatrix images, int[] distances) {
        Checks.distances(metric, queries, images, distances);
        try {
            pixelDistances(metric, queries, images, distances);
        } catch (InternalError fault) {
            throw LostPixelsException.explain(fault, queries, images);
        }
    }

    @Override
    public final double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        Objects.checkFromIndexSize(aFrom, length, a.length);
        Objects.checkFromIndexSize(bFrom, length, b.length);
        return dotInDouble(a, aFrom, b, bFrom, length);
    }
}
