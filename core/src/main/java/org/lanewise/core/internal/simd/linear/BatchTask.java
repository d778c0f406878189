package org.lanewise.core.internal.simd.linear;

import java.util.function.IntConsumer;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.gather.Gathering;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.rows.SimdLosses;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/**
 * The passes of a minibatch, in one part or shared out among workers: folding by classes, scores by examples, gradient and
 * update by features, so that no sum is divided. A pass has one part per thread: with four each, for balance, more of V, G and
 * the features went from core to core. One object per thread, used again.
 *
 * <pre>
 *   fold V, c, R(W)            | classes  |
 *   for some examples:
 *     gather them, scores      | examples |
 *     losses, their gradients    (the caller)
 *     G; at last W -= rate dW  | features |
 * </pre>
 */
final class BatchTask {

    /** Examples of a score tile: parts are whole tiles. */
    private static final int ROWS = 4;

    private final IntConsumer foldPart = this::fold;
    private final IntConsumer scorePart = this::score;
    private final IntConsumer gradientPart = this::addToGradient;
    private final FeatureBlock block = new FeatureBlock();

    /** The step of {@link #step}, set before. */
    final Descent descent = new Descent();

    private float[] squares = new float[0];

    private Workers workers;
    private int parts;
    private ScoreFunction function;
    private Features features;

    /** Null where scores are given. */
    private FoldedWeights weights;

    private FloatMatrix scores;
    private PackedGradient gradient;
    private boolean stepping;
    private int first;
    private int count;

    /** Folds preprocessing into the weights; the sum of their squares. */
    double fold(Workers helpers, ScoreFunction f, FoldedWeights folded) {
        workers = helpers;
        function = f;
        weights = folded;
        int classes = f.classes();
        if (squares.length < classes) {
            squares = new float[classes];
        }
        run(foldPart, FoldedWeights.groups(classes), (long) classes * f.features());
        release();
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += squares[k];
        }
        return sum;
    }

    /** Scores of features by folded weights. */
    void scores(Workers helpers, Features x, FoldedWeights folded, FloatMatrix result) {
        begin(helpers, x, folded, result);
        int most = examplesPerPass();
        for (first = 0; first < features.rows(); first += count) {
            count = Math.min(most, features.rows() - first);
            runScores(most);
        }
        release();
    }

    /** Scores, losses and gradient of the folded weights; the sum of the losses. */
    double gradient(Workers helpers, Minibatch batch, Loss loss, SimdWorkspace workspace) {
        stepping = false;
        return blocks(helpers, batch, loss, workspace);
    }

    /**
     * {@link #gradient}, and the step against it, which {@link #descent} describes: the last examples' gradient is used in the
     * pass that completes it.
     */
    double step(Workers helpers, Minibatch batch, Loss loss, SimdWorkspace workspace) {
        stepping = true;
        double sum = blocks(helpers, batch, loss, workspace);
        LinearModel model = descent.model();
        FloatMatrix sums = workspace.packed().sums();
        for (int k = 0; k < model.classes(); k++) {
            float b = model.bias().get(k, 0);
            model.bias().set(k, 0, Machine.fma(-descent.rate(), sums.get(k, 0), b));
        }
        descent.end();
        return sum;
    }

    /** Gradient of the folded weights from given gradients of scores. */
    void backward(Workers helpers, Features x, FloatMatrix scoreGradient, PackedGradient packed) {
        stepping = false;
        gradient = packed;
        begin(helpers, x, null, scoreGradient);
        int most = examplesPerPass();
        for (first = 0; first < features.rows(); first += count) {
            count = Math.min(most, features.rows() - first);
            runScores(most);
            runGradient();
        }
        release();
    }

    private double blocks(Workers helpers, Minibatch batch, Loss loss, SimdWorkspace workspace) {
        gradient = workspace.packed();
        begin(helpers, batch.features(), workspace.folded(), workspace.scores(batch.size()));
        int most = examplesPerPass();
        double sum = 0;
        float share = 1f / features.rows();
        for (first = 0; first < features.rows(); first += count) {
            count = Math.min(most, features.rows() - first);
            runScores(most);
            sum = SimdLosses.sum(sum, loss, scores, first, count, batch.labels(), share, scores);
            runGradient();
        }
        release();
        return sum;
    }

    private void begin(Workers helpers, Features x, FoldedWeights folded, FloatMatrix result) {
        workers = helpers;
        features = x;
        weights = folded;
        scores = result;
    }

    private int examplesPerPass() {
        int examples = FeatureBlock.examples(features);
        return workers == null ? examples : examples * Blocking.SHARED_BLOCKS;
    }

    private void runScores(int rows) {
        block.room(features, rows);
        run(scorePart, Math.ceilDiv(count, ROWS), products());
    }

    private void runGradient() {
        BlockPasses.addSums(scores, first, count, gradient.sums());
        run(gradientPart, Math.ceilDiv(features.columns(), PackedGradient.WIDTH), products());
    }

    /** Products of one pass. */
    private long products() {
        return (long) count * features.columns() * scores.columns();
    }

    /** Lets go of the operands, so that this thread does not keep their memory alive. */
    private void release() {
        workers = null;
        function = null;
        features = null;
        weights = null;
        scores = null;
        gradient = null;
    }

    private void run(IntConsumer pass, int units, long work) {
        parts = workers == null || work < Blocking.SHARED_WORK ? 1 : Math.min(units, workers.threads());
        if (parts <= 1) {
            parts = 1;
            pass.accept(0);
        } else {
            workers.run(parts, pass);
        }
    }

    /** Where a part begins if so many units are divided evenly. */
    private int start(int part, int units) {
        return (int) ((long) units * part / parts);
    }

    private void fold(int part) {
        int groups = FoldedWeights.groups(function.classes());
        weights.fold(function, squares, start(part, groups), start(part + 1, groups));
    }

    private void score(int part) {
        int units = Math.ceilDiv(count, ROWS);
        int to = Math.min(count, ROWS * start(part + 1, units));
        int most = FeatureBlock.examples(features);
        Gathering gathering = LinearScratch.ofThread().gathering;
        for (int i = ROWS * start(part, units); i < to; i += most) {
            int some = Math.min(most, to - i);
            gathering.gather(features, first + i, some, block, i);
            if (weights != null) {
                BlockPasses.scores(block, i, some, weights, scores, first + i);
            }
        }
    }

    private void addToGradient(int part) {
        int columns = gradient.features();
        int tiles = Math.ceilDiv(columns, PackedGradient.WIDTH);
        int from = start(part, tiles) * PackedGradient.WIDTH;
        int to = Math.min(columns, start(part + 1, tiles) * PackedGradient.WIDTH);
        int most = FeatureBlock.examples(features);
        for (int i = 0; i < count; i += most) {
            int some = Math.min(most, count - i);
            if (stepping && first + i + some == features.rows()) {
                BlockPasses.lastGradient(block, i, some, scores, first + i, gradient, from, to, descent);
            } else {
                BlockPasses.gradient(block, i, some, scores, first + i, gradient, from, to);
            }
        }
    }
}
