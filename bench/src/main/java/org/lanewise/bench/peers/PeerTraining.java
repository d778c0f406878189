package org.lanewise.bench.peers;

import java.lang.foreign.Arena;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;

/**
 * The training step as one composes it of a library's matrix products: scores {@code X W^T}, softmax cross-entropy in
 * Java, then the gradient {@code G^T X} straight into the weights by way of alpha and beta, which is faster than a
 * matrix of its own and an axpy (docs/lab). The images are floats already,
 * see {@link PeerBatches}: gathering and preprocessing, which Lanewise does within the step, cost the peer nothing.
 *
 * @param <M> the peer's matrix
 */
public final class PeerTraining<M> implements Training {

    private final Peer<M> peer;
    private final PeerBatches<M> batches;
    private final float lambda;
    private final int classes;
    private final int features;
    private final M weights;
    private final M scores;
    private final float[] bias;
    private final PlainCrossEntropy crossEntropy;

    /**
     * Prepares minibatches and copies the parameters.
     *
     * @param peer who multiplies
     * @param task what is trained on what
     */
    public PeerTraining(Peer<M> peer, TrainingTask task) {
        this.peer = peer;
        this.batches = new PeerBatches<>(peer, task);
        this.lambda = task.lambda();
        this.classes = task.start().classes();
        this.features = task.start().features();
        this.weights = PeerMatrices.copyOf(peer, task.start().weights());
        this.scores = peer.allocate(task.batchSize(), classes);
        this.bias = task.start().bias().toArray();
        this.crossEntropy = new PlainCrossEntropy(bias);
    }

    @Override
    public double step(float learningRate) {
        batches.next();
        M images = batches.images();
        peer.multiply(1f, Transpose.NO, images, Transpose.YES, weights, 0f, scores);
        double loss = crossEntropy.run(peer.elements(scores), batches.labels());
        loss += lambda * peer.sumOfSquares(weights);
        float decay = 1 - 2 * lambda * learningRate;
        peer.multiply(-learningRate, Transpose.YES, scores, Transpose.NO, images, decay, weights);
        for (int k = 0; k < classes; k++) {
            bias[k] -= learningRate * crossEntropy.biasGradient()[k];
        }
        return loss;
    }

    @Override
    public LinearModel model() {
        return new LinearModel(
                PeerMatrices.toFloatMatrix(peer, weights, classes, features),
                FloatMatrix.copyOf(Arena.ofAuto(), classes, 1, bias));
    }
}
