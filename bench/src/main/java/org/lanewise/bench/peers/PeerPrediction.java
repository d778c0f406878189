package org.lanewise.bench.peers;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lanewise.bench.implementations.Prediction;
import org.lanewise.bench.implementations.TrainingTask;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.model.ScoreFunction;

/**
 * Scores of single images by a peer's product with the weights, then the bias. The images are floats already, prepared
 * and in order.
 *
 * @param <M> the peer's matrix
 */
public final class PeerPrediction<M> implements Prediction {

    private final Peer<M> peer;
    private final Blocks<M> images;
    private final M weights;
    private final M products;
    private final FloatMatrix bias;
    private final FloatMatrix scores;

    /**
     * Prepares images and copies the parameters.
     *
     * @param peer who multiplies
     * @param examples the images
     * @param function weights, bias and preprocessing
     */
    public PeerPrediction(Peer<M> peer, Examples examples, ScoreFunction function) {
        this.peer = peer;
        TrainingTask one = new TrainingTask(examples, function.preprocessing(), function.model(), 1, 0f);
        images = new PreparedImages<>(peer, one).inBlocksOf(1);
        weights = PeerMatrices.copyOf(peer, function.model().weights());
        products = peer.allocate(1, function.classes());
        bias = function.model().bias();
        scores = FloatMatrix.allocate(Arena.ofAuto(), 1, function.classes());
    }

    @Override
    public FloatMatrix next() {
        images.nextMinibatch();
        peer.multiply(1f, Transpose.NO, images.images(0), Transpose.YES, weights, 0f, products);
        MemorySegment elements = peer.elements(products);
        for (int k = 0; k < scores.columns(); k++) {
            scores.set(0, k, elements.getAtIndex(ValueLayout.JAVA_FLOAT, k) + bias.get(k, 0));
        }
        return scores;
    }
}
