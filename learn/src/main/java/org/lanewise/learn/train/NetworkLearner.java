package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Features;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Transpose;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.features.HiddenLayer;

/**
 * A hidden layer of rectified units below the linear one: its gradient is that of the scores, taken back twice. With hundreds of
 * units products of prepared examples are twice as fast as kernels that convert bytes for each few rows of weights.
 */
final class NetworkLearner implements Learner {

    /** Examples that a thread prepares at once. */
    private static final int BLOCK = 16;

    private final TrainingSettings settings;
    private final Kernels kernels;
    private final ScoreFunction hidden;
    private final ScoreFunction output;
    private final Workspace ofOutput;
    private final ScoreGradient scoreGradient;
    private final FloatMatrix prepared;
    private final FloatMatrix ones;
    private final Minibatches walk;
    private final FloatMatrix units;
    private final FloatMatrix unitGradient;
    private final FloatMatrix scores;

    NetworkLearner(Arena arena, TrainingSettings settings, Layers layers, Minibatches walk) {
        this.settings = settings;
        kernels = settings.kernels();
        LinearModel below = layers.models().getFirst();
        LinearModel above = layers.last();
        hidden = new ScoreFunction(below, settings.preprocessing());
        output = new ScoreFunction(above, Preprocessing.none(arena, above.features()));
        int batch = settings.data().batchSize();
        prepared = FloatMatrix.allocatePadded(arena, batch, below.features());
        ones = FloatMatrix.allocate(arena, batch, 1).fill(1);
        ofOutput = kernels.workspace(arena, batch, above.classes(), above.features());
        scoreGradient = new ScoreGradient(
                kernels, settings.objective().loss(), settings.data().training(), batch);
        this.walk = walk;
        units = FloatMatrix.allocatePadded(arena, batch, below.classes());
        unitGradient = FloatMatrix.allocatePadded(arena, batch, below.classes());
        scores = FloatMatrix.allocate(arena, batch, above.classes());
    }

    @Override
    public boolean fusesSteps() {
        return false;
    }

    @Override
    public double step(Minibatch batch, float rate) {
        throw new UnsupportedOperationException("A step of two layers is no kernel.");
    }

    @Override
    public double gradient(Minibatch batch, Layers gradient) {
        int size = batch.size();
        FloatMatrix active = units.rows(0, size);
        FloatMatrix scored = scores.rows(0, size);
        FloatMatrix back = unitGradient.rows(0, size);
        prepare(batch.features());
        activate(size, active);
        kernels.scores(output, active, scored, ofOutput);
        double loss = scoreGradient.at(walk, scored);
        kernels.backward(output, active, scored, gradient.last(), ofOutput);
        kernels.featureGradient(output, scored, back);
        kernels.rectifyGradient(active, back);
        LinearModel below = gradient.models().getFirst();
        kernels.matmul(Transpose.YES, Transpose.NO, 1, back, prepared.rows(0, size), 0, below.weights());
        kernels.matmul(Transpose.YES, Transpose.NO, 1, back, ones.rows(0, size), 0, below.bias());
        return loss;
    }

    private void prepare(Features features) {
        int size = features.rows();
        kernels.share(Math.ceilDiv(size, BLOCK), part -> {
            int from = part * BLOCK;
            int to = Math.min(from + BLOCK, size);
            kernels.prepare(features.rows(from, to), settings.preprocessing(), prepared.rows(from, to));
        });
    }

    /** {@code max(X' W^T + 1 b^T, 0)}. */
    private void activate(int size, FloatMatrix active) {
        LinearModel model = hidden.model();
        kernels.matmul(Transpose.NO, Transpose.YES, 1, ones.rows(0, size), model.bias(), 0, active);
        kernels.matmul(Transpose.NO, Transpose.YES, 1, prepared.rows(0, size), model.weights(), 1, active);
        kernels.rectify(active);
    }

    @Override
    public boolean leavesRegularization() {
        return true;
    }

    @Override
    public double accuracy(Layers of, Examples images) {
        HiddenLayer map = new HiddenLayer(hidden.with(of.models().getFirst()));
        return Evaluation.of(
                        kernels,
                        output.with(of.last()),
                        Optional.of(map),
                        settings.objective().loss(),
                        images)
                .accuracy();
    }
}
