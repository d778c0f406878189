package org.lanewise.core.internal.simd.linear;

import java.util.function.IntConsumer;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.internal.Chunks;
import org.lanewise.core.internal.Machine;
import org.lanewise.core.internal.simd.gather.FeatureBlock;
import org.lanewise.core.internal.simd.lanes.Blocking;
import org.lanewise.core.internal.simd.rows.SimdLosses;
import org.lanewise.core.kernels.Workers;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/**
 * The passes of a minibatch, by one thread or shared out among workers. Folding is shared by classes. Then each thread takes
 * some chunks of the examples through scores, losses and gradient, into a gradient of its own, and does not wait for the
 * others; one more pass adds these gradients up, shared by features. Where a gradient is too large to have many of it, or
 * the examples are one chunk, threads share each pass over a block instead: scores by examples, gradient by features. The
 * sums are those of {@link Chunks}, so both have the same bits. One object per thread, used again.
 *
 * <pre>
 *   fold V, c, R(W)                     | classes  |      fold V, c, R(W)                  | classes  |
 *   for some chunks each:               | examples |      for some blocks:
 *     gather, scores, losses, G_part                        gather, scores               | examples |
 *   add G_part up; W -= rate dW         | features |        losses                         (the caller)
 *                                                           G; at last W -= rate dW      | features |
 * </pre>
 */
final class BatchTask {

    /** Parts are whole tiles of scores. */
    private static final int ROWS = BlockScores.ROWS;

    private final IntConsumer foldPart = this::fold;
    private final IntConsumer scorePart = this::score;
    private final IntConsumer scoresPart = this::scores;
    private final IntConsumer chunksPart = this::chunks;
    private final IntConsumer addPart = this::addParts;
    private final IntConsumer gradientPart = this::addToGradient;
    private final FeatureBlock block = new FeatureBlock();

    /** The step of {@link #step}, set before. */
    final Descent descent = new Descent();

    private float[] squares = new float[0];

    private Workers workers;

    /** Threads that share a pass. */
    private int sharers;

    /** Parts of the minibatch that have gradients of their own, and the buffers of each. */
    private int parts;

    private int buffers;
    private ScoreFunction function;
    private Features features;

    /** Null where scores are given. */
    private FoldedWeights weights;

    private FloatMatrix scores;
    private int[] labels;
    private Loss loss;
    private double[] losses;
    private PackedGradient gradient;

    /** Null where the gradient is kept. */
    private Descent used;

    private int first;
    private int count;

    /**
     * How many parts with gradients of their own a minibatch has: a power of two, as many as there are threads, or where
     * that is none, enough for an even share.
     */
    static int parts(int threads, int chunks, int classes, int features) {
        if (threads == 1 || PackedGradient.bytes(classes, features) > Blocking.OWN_GRADIENT) {
            return 1;
        }
        int power = Integer.highestOneBit(threads);
        return Math.min(chunks, power == threads ? power : 4 * power);
    }

    /** Folds preprocessing into the weights; the sum of their squares. */
    double fold(Workers helpers, ScoreFunction f, FoldedWeights folded) {
        workers = helpers;
        function = f;
        weights = folded;
        int classes = f.classes();
        if (squares.length < classes) {
            squares = new float[classes];
        }
        share(foldPart, FoldedWeights.groups(classes), (long) classes * f.features());
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
        share(scoresPart, Math.ceilDiv(features.rows(), ROWS), products(features.rows()));
        release();
    }

    /** Scores, losses and gradient of the folded weights; the sum of the losses. */
    double gradient(Workers helpers, Minibatch batch, Loss ofBatch, SimdWorkspace workspace) {
        used = null;
        return minibatch(helpers, batch, ofBatch, workspace);
    }

    /**
     * {@link #gradient}, and the step against it, which {@link #descent} describes: a part of the gradient is used in the pass
     * that completes it.
     */
    double step(Workers helpers, Minibatch batch, Loss ofBatch, SimdWorkspace workspace) {
        used = descent;
        double sum = minibatch(helpers, batch, ofBatch, workspace);
        LinearModel model = descent.model();
        PackedGradient packed = workspace.packed();
        for (int k = 0; k < model.classes(); k++) {
            float b = model.bias().get(k, 0);
            model.bias().set(k, 0, Machine.fma(-descent.rate(), packed.sum(k), b));
        }
        descent.end();
        return sum;
    }

    private double minibatch(Workers helpers, Minibatch batch, Loss ofBatch, SimdWorkspace workspace) {
        begin(helpers, batch.features(), workspace.folded(), workspace.scores(batch.size()));
        labels = batch.labels();
        loss = ofBatch;
        losses = workspace.losses();
        sum(workspace);
        double sum = 0;
        for (int i = 0; i < features.rows(); i++) {
            sum += losses[i];
        }
        release();
        return sum;
    }

    /** Gradient of the folded weights from given gradients of scores. */
    void backward(Workers helpers, Features x, FloatMatrix scoreGradient, SimdWorkspace workspace) {
        used = null;
        begin(helpers, x, null, scoreGradient);
        sum(workspace);
        release();
    }

    private void begin(Workers helpers, Features x, FoldedWeights folded, FloatMatrix result) {
        workers = helpers;
        features = x;
        weights = folded;
        scores = result;
    }

    private void sum(SimdWorkspace workspace) {
        int chunks = Chunks.count(features.rows());
        long work = products(features.rows());
        int threads = workers == null || work < Blocking.SHARED_WORK ? 1 : workers.threads();
        parts = parts(threads, chunks, scores.columns(), features.columns());
        buffers = ChunkSum.buffers(chunks / parts);
        gradient = workspace.packed(parts * buffers);
        if (threads == 1) {
            chunks(0);
        } else if (parts > 1) {
            workers.run(parts, chunksPart);
            gradient.addSums(parts, buffers);
            share(addPart, Math.ceilDiv(features.columns(), PackedGradient.WIDTH), work);
        } else {
            sumByFeatures();
        }
    }

    private void sumByFeatures() {
        int most = FeatureBlock.examples(features) * Blocking.SHARED_BLOCKS;
        ChunkSum where = LinearScratch.ofThread().chunkSum;
        for (first = 0; first < features.rows(); first += count) {
            count = Math.min(most, features.rows() - first);
            block.room(features, most);
            share(scorePart, Math.ceilDiv(count, ROWS), products(count));
            if (weights != null) {
                SimdLosses.rows(loss, scores, first, count, labels, 1f / features.rows(), scores, losses);
            }
            where.begin(features.rows(), 0, Chunks.count(features.rows()), 0);
            for (int i = 0; i < count; i += where.count()) {
                where.move(first + i, count - i);
                gradient.addSums(scores, where);
            }
            share(gradientPart, Math.ceilDiv(features.columns(), PackedGradient.WIDTH), products(count));
        }
    }

    /** Products of one pass. */
    private long products(int examples) {
        return (long) examples * features.columns() * scores.columns();
    }

    /** Lets go of the operands, so that this thread does not keep their memory alive. */
    private void release() {
        workers = null;
        function = null;
        features = null;
        weights = null;
        scores = null;
        labels = null;
        loss = null;
        losses = null;
        gradient = null;
        used = null;
    }

    /** One part per thread: with four each, for balance, more of V, G and the features went from core to core. */
    private void share(IntConsumer pass, int units, long work) {
        sharers = workers == null || work < Blocking.SHARED_WORK ? 1 : Math.min(units, workers.threads());
        if (sharers <= 1) {
            sharers = 1;
            pass.accept(0);
        } else {
            workers.run(sharers, pass);
        }
    }

    /** Where a sharer's part begins if so many units are divided evenly. */
    private int start(int part, int units) {
        return (int) ((long) units * part / sharers);
    }

    private void fold(int part) {
        int groups = FoldedWeights.groups(function.classes());
        weights.fold(function, squares, start(part, groups), start(part + 1, groups));
    }

    /** Gathering and scores of a sharer's examples, block by block. */
    private void scores(int part) {
        int units = Math.ceilDiv(features.rows(), ROWS);
        int to = Math.min(features.rows(), ROWS * start(part + 1, units));
        int most = FeatureBlock.examples(features);
        LinearScratch scratch = LinearScratch.ofThread();
        scratch.block.room(features, most);
        for (int i = ROWS * start(part, units); i < to; i += most) {
            int some = Math.min(most, to - i);
            scratch.gathering.gather(features, i, some, scratch.block, 0);
            scratch.scores.compute(scratch.block, 0, some, weights, scores, i);
        }
    }

    private void score(int part) {
        int units = Math.ceilDiv(count, ROWS);
        int to = Math.min(count, ROWS * start(part + 1, units));
        int most = FeatureBlock.examples(features);
        LinearScratch scratch = LinearScratch.ofThread();
        for (int i = ROWS * start(part, units); i < to; i += most) {
            int some = Math.min(most, to - i);
            scratch.gathering.gather(features, first + i, some, block, i);
            if (weights != null) {
                scratch.scores.compute(block, i, some, weights, scores, first + i);
            }
        }
    }

    /** All passes over the examples of some chunks. */
    private void chunks(int part) {
        LinearScratch scratch = LinearScratch.ofThread();
        FeatureBlock own = scratch.block;
        ChunkSum where = scratch.chunkSum;
        int most = FeatureBlock.examples(features);
        int chunks = Chunks.count(features.rows()) / parts;
        own.room(features, most);
        where.begin(features.rows(), part * chunks, chunks, part * buffers);
        while (where.next(most)) {
            scratch.gathering.gather(features, where.first(), where.count(), own, 0);
            if (weights != null) {
                scratch.scores.compute(own, 0, where.count(), weights, scores, where.first());
                float share = 1f / features.rows();
                SimdLosses.rows(loss, scores, where.first(), where.count(), labels, share, scores, losses);
            }
            gradient.addSums(scores, where);
            BlockPasses.gradient(own, 0, scores, where, gradient, 0, gradient.features(), parts == 1 ? used : null);
        }
    }

    private void addParts(int part) {
        BlockPasses.addParts(gradient, parts, buffers, firstFeature(part), firstFeature(part + 1), used);
    }

    private void addToGradient(int part) {
        ChunkSum where = LinearScratch.ofThread().chunkSum;
        int most = FeatureBlock.examples(features);
        where.begin(features.rows(), 0, Chunks.count(features.rows()), 0);
        for (int i = 0; i < count; i += where.count()) {
            where.move(first + i, Math.min(most, count - i));
            BlockPasses.gradient(block, i, scores, where, gradient, firstFeature(part), firstFeature(part + 1), used);
        }
    }

    /** Where a sharer's features begin, at a tile. */
    private int firstFeature(int part) {
        int tiles = Math.ceilDiv(gradient.features(), PackedGradient.WIDTH);
        return Math.min(gradient.features(), start(part, tiles) * PackedGradient.WIDTH);
    }
}
