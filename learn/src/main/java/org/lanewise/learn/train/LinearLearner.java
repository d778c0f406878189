package org.lanewise.learn.train;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.Minibatch;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;
import org.lanewise.learn.evaluate.Evaluation;

/**
 * One layer. Where all examples count alike its gradient is a fused kernel, and so is a step of plain descent.
 */
final class LinearLearner implements Learner {

    private final TrainingSettings settings;
    private final Kernels kernels;
    private final ScoreFunction function;
    private final Workspace workspace;

    /** Null if all examples count alike. */
    private final WeightedGradient weighted;

    private final Minibatches walk;

    LinearLearner(Arena arena, TrainingSettings settings, LinearModel model, Minibatches walk) {
        this.settings = settings;
        kernels = settings.kernels();
        function = new ScoreFunction(model, settings.preprocessing());
        int batch = settings.data().batchSize();
        workspace = kernels.workspace(arena, batch, model.classes(), model.features());
        this.walk = walk;
        weighted = settings.data().training().isWeighted()
                ? new WeightedGradient(
                        arena,
                        kernels,
                        settings.objective().loss(),
                        settings.data().training(),
                        batch)
                : null;
    }

    @Override
    public boolean fusesSteps() {
        return weighted == null;
    }

    @Override
    public double step(Minibatch batch, float rate) {
        return kernels.step(function, settings.objective(), batch, rate, workspace);
    }

    @Override
    public double gradient(Minibatch batch, Layers gradient) {
        if (weighted == null) {
            return kernels.gradient(function, settings.objective(), batch, gradient.last(), workspace);
        }
        return weighted.at(function, walk, batch.features(), gradient.last(), workspace);
    }

    @Override
    public boolean leavesRegularization() {
        return weighted != null;
    }

    @Override
    public Evaluation evaluate(Layers of, Examples images) {
        return Evaluation.of(
                kernels,
                of.last(),
                settings.preprocessing(),
                settings.objective().loss(),
                images);
    }
}
