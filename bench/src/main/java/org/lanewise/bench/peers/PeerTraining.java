package org.lanewise.bench.peers;

import java.lang.foreign.Arena;
import org.lanewise.bench.implementations.Training;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.LinearModel;

/**
 * The training step as one composes it of a library's matrix products: scores {@code X W^T}, softmax cross-entropy in
 * Java, gradient {@code G^T X}, update. The images are floats already, see {@link PeerBatches}: gathering and
 * preprocessing, which Lanewise does within the step, cost the peer nothing.
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
    private final M gradient;
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
        this.gradient = peer.allocate(classes, features);
        this.scores = peer.allocate(task.batchSize(), classes);
        this.bias = task.start().bias().toArray();
        this.crossEntropy = new PlainCrossEntropy(bias);
    }

    @Override
    public double step(float learningRate) {
        batches.next();
        peer.multiply(Transpose.NO, batches.images(), Transpose.YES, weights, scores);
        double loss = crossEntropy.run(peer.elements(scores), batches.labels());
        loss += lambda * peer.sumOfSquares(weights);
        peer.multiply(Transpose.YES, scores, Transpose.NO, batches.images(), gradient);
        peer.addScaled(-learningRate, gradient, 1 - 2 * lambda * learningRate, weights);
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
