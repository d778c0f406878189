package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Evaluation;
import org.lanewise.learn.network.Network;
import org.lanewise.learn.network.NetworkGradient;

/** A hidden layer of rectified units below the linear one. */
final class NetworkLearner implements Learner {

    private final TrainingSettings settings;
    private final NetworkGradient gradient;
    private final ScoreGradient scoreGradient;
    private final Preprocessing ofUnits;
    private final Minibatches walk;

    NetworkLearner(Arena arena, TrainingSettings settings, Layers layers, Minibatches walk) {
        this.settings = settings;
        this.walk = walk;
        int batch = settings.data().batchSize();
        gradient = new NetworkGradient(arena, settings.kernels(), network(layers), settings.preprocessing(), batch);
        scoreGradient = new ScoreGradient(
                settings.kernels(), settings.objective().loss(), settings.data().training(), batch);
        ofUnits = Preprocessing.none(arena, layers.last().features());
    }

    private static Network network(Layers layers) {
        return new Network(layers.models().getFirst(), layers.last());
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
    public double gradient(Minibatch batch, Layers result) {
        return gradient.at(batch.features(), scores -> scoreGradient.at(walk, scores), network(result));
    }

    @Override
    public boolean leavesRegularization() {
        return true;
    }

    @Override
    public Evaluation evaluate(Layers of, Examples images) {
        Network network = network(of);
        return Evaluation.of(
                settings.kernels(),
                new ScoreFunction(network.output(), ofUnits),
                Optional.of(network.map(settings.preprocessing())),
                settings.objective().loss(),
                images);
    }
}
