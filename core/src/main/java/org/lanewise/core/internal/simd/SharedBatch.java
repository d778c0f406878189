package org.lanewise.core.internal.simd;

import java.util.function.IntConsumer;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.PixelMatrix;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;

/**
 * The passes of a minibatch, in one part or shared out among workers: folding by classes, scores by images, gradient
 * and update by features, so that no sum is divided. A pass has one part per thread: with four each, for balance, more
 * of V, G and the pixels went from core to core, which cost more (docs/lab). One object per thread, used again.
 *
 * <pre>
 *   fold V, c, R(W)         | classes  |
 *   for some images:
 *     gather them, scores   | images   |
 *     losses, their gradients (the caller)
 *     G; at last W -= learning rate * dW   | features |
 * </pre>
 */
final class SharedBatch implements IntConsumer {

    private enum Pass {
        FOLD,
        SCORES,
        GRADIENT
    }

    /** Images of a score tile: parts are whole tiles. */
    private static final int ROWS = 4;

    private Pass pass;
    private int parts;
    private LinearModel model;
    private Preprocessing preprocessing;
    private PixelMatrix images;
    private FloatMatrix foldedWeights;
    private FloatMatrix foldedBias;
    private FloatMatrix scores;
    private FloatMatrix gradient;
    private FloatMatrix sums;
    private float lambda;
    private float learningRate;
    private boolean stepping;
    private int first;
    private int count;
    private float[] squares = new float[0];
    private byte[] pixels = new byte[0];

    /** Folds preprocessing into the weights; the sum of their squares. */
    double fold(Workers workers, LinearModel linearModel, Preprocessing map, FloatMatrix weights, FloatMatrix bias) {
        model = linearModel;
        preprocessing = map;
        foldedWeights = weights;
        foldedBias = bias;
        int classes = model.classes();
        if (squares.length < classes) {
            squares = new float[classes];
        }
        run(Pass.FOLD, workers, FoldedWeights.groups(classes), (long) classes * model.features());
        release();
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += squares[k];
        }
        return sum;
    }

    /** {@link #gradient}, and the step against it: the last images' gradient is used in the pass that completes it. */
    double step(
            Workers workers,
            PixelMatrix batch,
            int[] labels,
            Loss loss,
            FloatMatrix weights,
            FloatMatrix bias,
            FloatMatrix batchScores,
            FloatMatrix packed,
            FloatMatrix scoreSums,
            LinearModel linearModel,
            Preprocessing map,
            float regularization,
            float stepSize) {
        model = linearModel;
        preprocessing = map;
        lambda = regularization;
        learningRate = stepSize;
        stepping = true;
        double sum = blocks(workers, batch, labels, loss, weights, bias, batchScores, packed, scoreSums);
        for (int k = 0; k < linearModel.classes(); k++) {
            float b = linearModel.bias().get(k, 0);
            linearModel.bias().set(k, 0, Machine.fma(-stepSize, scoreSums.get(k, 0), b));
        }
        return sum;
    }

    /** Scores, losses and gradient of the folded weights; the sum of the losses. */
    double gradient(
            Workers workers,
            PixelMatrix batch,
            int[] labels,
            Loss loss,
            FloatMatrix weights,
            FloatMatrix bias,
            FloatMatrix batchScores,
            FloatMatrix packed,
            FloatMatrix scoreSums) {
        stepping = false;
        return blocks(workers, batch, labels, loss, weights, bias, batchScores, packed, scoreSums);
    }

    private double blocks(
            Workers workers,
            PixelMatrix batch,
            int[] labels,
            Loss loss,
            FloatMatrix weights,
            FloatMatrix bias,
            FloatMatrix batchScores,
            FloatMatrix packed,
            FloatMatrix scoreSums) {
        gradient = packed;
        sums = scoreSums;
        begin(batch, weights, bias, batchScores);
        int step = workers == null ? Blocking.IMAGES : Blocking.SHARED_IMAGES;
        double sum = 0;
        float share = 1f / images.rows();
        for (first = 0; first < images.rows(); first += count) {
            count = Math.min(step, images.rows() - first);
            runScores(workers, step);
            sum = SimdLosses.sum(sum, loss, scores, first, count, labels, share, scores);
            SimdPixels.addSums(scores, first, count, scoreSums);
            run(Pass.GRADIENT, workers, Math.ceilDiv(images.columns(), PackedGradient.WIDTH), work());
        }
        release();
        return sum;
    }

    void scores(Workers workers, PixelMatrix batch, FloatMatrix weights, FloatMatrix bias, FloatMatrix batchScores) {
        begin(batch, weights, bias, batchScores);
        int step = workers == null ? Blocking.IMAGES : Blocking.SHARED_IMAGES;
        for (first = 0; first < images.rows(); first += count) {
            count = Math.min(step, images.rows() - first);
            runScores(workers, step);
        }
        release();
    }

    private void begin(PixelMatrix batch, FloatMatrix weights, FloatMatrix bias, FloatMatrix batchScores) {
        images = batch;
        foldedWeights = weights;
        foldedBias = bias;
        scores = batchScores;
    }

    private void runScores(Workers workers, int step) {
        pixels = PixelBlock.room(pixels, step, images.columns());
        run(Pass.SCORES, workers, Math.ceilDiv(count, ROWS), work());
    }

    /** Products of one pass. */
    private long work() {
        return (long) count * images.columns() * scores.columns();
    }

    /** Lets go of the operands, so that this thread does not keep their memory alive. */
    private void release() {
        images = null;
        foldedWeights = null;
        foldedBias = null;
        scores = null;
        gradient = null;
        sums = null;
        model = null;
        preprocessing = null;
    }

    private void run(Pass next, Workers workers, int units, long work) {
        pass = next;
        parts = workers == null || work < Blocking.SHARED_WORK ? 1 : Math.min(units, workers.threads());
        if (parts <= 1) {
            parts = 1;
            accept(0);
        } else {
            workers.run(parts, this);
        }
    }

    @Override
    public void accept(int part) {
        switch (pass) {
            case FOLD -> {
                int groups = FoldedWeights.groups(model.classes());
                FoldedWeights.fold(
                        model,
                        preprocessing,
                        foldedWeights,
                        foldedBias,
                        squares,
                        start(part, groups),
                        start(part + 1, groups));
            }
            case SCORES -> {
                int units = Math.ceilDiv(count, ROWS);
                scores(ROWS * start(part, units), Math.min(count, ROWS * start(part + 1, units)));
            }
            case GRADIENT -> {
                int tiles = Math.ceilDiv(gradient.columns(), PackedGradient.WIDTH);
                int end = Math.min(gradient.columns(), start(part + 1, tiles) * PackedGradient.WIDTH);
                gradient(start(part, tiles) * PackedGradient.WIDTH, end);
            }
        }
    }

    /** Where a part begins if so many units are divided evenly. */
    private int start(int part, int units) {
        return (int) ((long) units * part / parts);
    }

    private void scores(int from, int to) {
        PixelBlock block = Scratch.ofThread().pixelBlock;
        for (int i = from; i < to; i += Blocking.IMAGES) {
            int some = Math.min(Blocking.IMAGES, to - i);
            block.gather(images, first + i, some, pixels, i);
            SimdPixels.blockScores(pixels, i, some, foldedWeights, foldedBias, scores, first + i);
        }
    }

    private void gradient(int start, int end) {
        for (int i = 0; i < count; i += Blocking.IMAGES) {
            int some = Math.min(Blocking.IMAGES, count - i);
            if (stepping && first + i + some == images.rows()) {
                lastBlock(i, some, start, end);
            } else {
                SimdPixels.blockGradient(pixels, i, some, scores, first + i, gradient, start, end);
            }
        }
    }

    private void lastBlock(int i, int some, int start, int end) {
        SimdPixels.lastBlock(
                pixels,
                i,
                some,
                scores,
                first + i,
                gradient,
                start,
                end,
                model.weights(),
                preprocessing,
                lambda,
                learningRate,
                sums);
    }
}
