package org.lanewise.bench.peers;

import java.lang.foreign.Arena;
import java.util.function.IntFunction;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;

/**
 * The training step as a good user composes it of a library's matrix products, a block of images after the other: scores
 * {@code X W^T}, softmax cross-entropy in Java, then {@code G^T X}, added by way of alpha and beta to a copy of the
 * weights, which takes their place at the end. That saves a gradient of its own and the pass that subtracts it. A
 * minibatch in one block needs no copy either. {@link Composition} chooses the size of the blocks.
 *
 * @param <M> the peer's matrix
 */
public final class PeerTraining<M> implements Training {

    private final Peer<M> peer;
    private final Blocks<M> blocks;
    private final int images;
    private final float lambda;
    private final int classes;
    private final int features;
    private final float[] bias;
    private final PlainCrossEntropy crossEntropy;
    private final M scores;
    private final M scoresOfLast;
    private M weights;
    private M updated;

    private PeerTraining(Peer<M> peer, TrainingTask task, Blocks<M> blocks) {
        this.peer = peer;
        this.blocks = blocks;
        this.images = task.batchSize();
        this.lambda = task.lambda();
        this.classes = task.start().classes();
        this.features = task.start().features();
        this.scores = peer.allocate(blocks.size(0), classes);
        this.scoresOfLast = peer.allocate(blocks.size(blocks.count() - 1), classes);
        this.weights = PeerMatrices.copyOf(peer, task.start().weights());
        this.updated = blocks.count() == 1 ? weights : peer.allocate(classes, features);
        this.bias = task.start().bias().toArray();
        this.crossEntropy = new PlainCrossEntropy(bias);
    }

    /**
     * Training on images that are floats already, prepared and in order, see {@link PreparedImages}: gathering and
     * preprocessing, which Lanewise does within the step, cost the peer nothing.
     *
     * @param <M> the peer's matrix
     * @param peer who multiplies
     * @param task what is trained on what
     * @return the training, in its fastest composition
     */
    public static <M> Training onFloats(Peer<M> peer, TrainingTask task) {
        PreparedImages<M> prepared = new PreparedImages<>(peer, task);
        return fastest(task, images -> new PeerTraining<>(peer, task, prepared.inBlocksOf(images)));
    }

    /**
     * Training on the same shuffled bytes as Lanewise, see {@link ConvertedBlocks}.
     *
     * @param <M> the peer's matrix
     * @param peer who multiplies
     * @param task what is trained on what
     * @return the training, in its fastest composition
     */
    public static <M> Training onBytes(Peer<M> peer, TrainingTask task) {
        return fastest(task, images -> onBytes(peer, task, images));
    }

    /** The same in a composition that is given. */
    static <M> Training onFloats(Peer<M> peer, TrainingTask task, int images) {
        return new PeerTraining<>(peer, task, new PreparedImages<>(peer, task).inBlocksOf(images));
    }

    /** The same in a composition that is given. */
    static <M> Training onBytes(Peer<M> peer, TrainingTask task, int images) {
        return new PeerTraining<>(peer, task, new ConvertedBlocks<>(peer, task, images));
    }

    private static Training fastest(TrainingTask task, IntFunction<Training> inBlocksOf) {
        int images = Composition.fastest(task.batchSize(), size -> {
            Training tried = inBlocksOf.apply(size);
            return () -> tried.step(0f);
        });
        return inBlocksOf.apply(images);
    }

    @Override
    public double step(float learningRate) {
        blocks.nextMinibatch();
        double loss = lambda * peer.sumOfSquares(weights);
        if (updated != weights) {
            peer.elements(updated).copyFrom(peer.elements(weights));
        }
        crossEntropy.beginMinibatch(images);
        float beta = 1 - 2 * lambda * learningRate;
        for (int block = 0; block < blocks.count(); block++) {
            loss += lossOf(block, learningRate, beta);
            beta = 1;
        }
        M before = weights;
        weights = updated;
        updated = before;
        for (int k = 0; k < classes; k++) {
            bias[k] -= learningRate * crossEntropy.biasGradient()[k];
        }
        return loss;
    }

    /** A block's part of the loss; its part of the gradient is subtracted from {@code beta} times the weights of the next step. */
    private double lossOf(int block, float learningRate, float beta) {
        M ofBlock = blocks.images(block);
        M scoresOfBlock = block == blocks.count() - 1 ? scoresOfLast : scores;
        peer.multiply(1f, Transpose.NO, ofBlock, Transpose.YES, weights, 0f, scoresOfBlock);
        double loss = crossEntropy.run(peer.elements(scoresOfBlock), blocks.labels(block));
        peer.multiply(-learningRate, Transpose.YES, scoresOfBlock, Transpose.NO, ofBlock, beta, updated);
        return loss;
    }

    @Override
    public LinearModel model() {
        return new LinearModel(
                PeerMatrices.toFloatMatrix(peer, weights, classes, features),
                FloatMatrix.copyOf(Arena.ofAuto(), classes, 1, bias));
    }
}
