package org.lanewise.learn.network;

import java.lang.foreign.Arena;
import java.util.function.ToDoubleFunction;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;

/**
 * The gradient of a loss of a {@link Network}'s scores, without regularization: that of the scores, taken back through two layers.
 *
 * <p>Examples are prepared as floats once per minibatch, {@code X'}. Then {@code A = max(X' W1^T + 1 b1^T, 0)}, and with the
 * gradient D with respect to what is rectified {@code dW1 = D^T X'}, {@code db1^T = 1^T D}: with hundreds of units these products
 * are twice as fast as kernels that convert bytes for each few rows of weights. Has scratch: one thread at a time, which may
 * have the help of its kernels' workers.
 */
public final class NetworkGradient {

    /** Examples that a thread prepares at once. */
    private static final int BLOCK = 16;

    private final Kernels kernels;
    private final Network network;
    private final Preprocessing preprocessing;
    private final ScoreFunction output;
    private final Workspace workspace;
    private final FloatMatrix prepared;
    private final FloatMatrix ones;
    private final FloatMatrix biasSums;
    private final float[] biasGradient;
    private final FloatMatrix units;
    private final FloatMatrix unitGradient;
    private final FloatMatrix scores;

    /**
     * Allocates scratch.
     *
     * @param arena its owner; open to all threads of the kernels
     * @param kernels the kernels to use
     * @param network the parameters; read with each gradient
     * @param preprocessing the map of the inputs
     * @param examples the largest minibatch, at least 1
     * @throws IllegalArgumentException if the preprocessing is of another number of features
     */
    public NetworkGradient(Arena arena, Kernels kernels, Network network, Preprocessing preprocessing, int examples) {
        this.kernels = kernels;
        this.network = network;
        this.preprocessing = new ScoreFunction(network.hidden(), preprocessing).preprocessing();
        int hidden = network.hidden().classes();
        int classes = network.output().classes();
        output = new ScoreFunction(network.output(), Preprocessing.none(arena, hidden));
        workspace = kernels.workspace(arena, examples, classes, hidden);
        prepared = FloatMatrix.allocatePadded(arena, examples, preprocessing.features());
        ones = FloatMatrix.allocate(arena, examples, 1).fill(1);
        biasSums = FloatMatrix.allocate(arena, 1, hidden);
        biasGradient = new float[hidden];
        units = FloatMatrix.allocatePadded(arena, examples, hidden);
        unitGradient = FloatMatrix.allocatePadded(arena, examples, hidden);
        scores = FloatMatrix.allocate(arena, examples, classes);
    }

    /**
     * The gradient on a minibatch.
     *
     * @param features N x D
     * @param loss is given the scores, N x K, overwrites them with the gradient with respect to them, and returns the loss
     * @param gradient overwritten; of the network's shapes
     * @return the loss
     * @throws IllegalArgumentException if shapes do not fit
     */
    public double at(Features features, ToDoubleFunction<FloatMatrix> loss, Network gradient) {
        int size = features.rows();
        FloatMatrix x = prepared.rows(0, size);
        FloatMatrix one = ones.rows(0, size);
        FloatMatrix active = units.rows(0, size);
        FloatMatrix scored = scores.rows(0, size);
        FloatMatrix back = unitGradient.rows(0, size);
        prepare(features, x);
        kernels.matmul(Transpose.NO, Transpose.YES, 1, one, network.hidden().bias(), 0, active);
        kernels.matmul(Transpose.NO, Transpose.YES, 1, x, network.hidden().weights(), 1, active);
        kernels.rectify(active);
        kernels.scores(output, active, scored, workspace);
        double value = loss.applyAsDouble(scored);
        kernels.backward(output, active, scored, gradient.output(), workspace);
        kernels.featureGradient(output, scored, back);
        kernels.rectifyGradient(active, back);
        kernels.matmul(
                Transpose.YES, Transpose.NO, 1, back, x, 0, gradient.hidden().weights());
        sumRows(one, back, gradient.hidden().bias());
        return value;
    }

    /** As a product with one row, which reads D along its rows; one with one column would transpose it first. */
    private void sumRows(FloatMatrix one, FloatMatrix back, FloatMatrix bias) {
        kernels.matmul(Transpose.YES, Transpose.NO, 1, one, back, 0, biasSums);
        biasSums.copyTo(biasGradient, 0);
        bias.copyFrom(biasGradient, 0);
    }

    private void prepare(Features features, FloatMatrix x) {
        int size = features.rows();
        kernels.share(Math.ceilDiv(size, BLOCK), part -> {
            int from = part * BLOCK;
            int to = Math.min(from + BLOCK, size);
            kernels.prepare(features.rows(from, to), preprocessing, x.rows(from, to));
        });
    }
}
