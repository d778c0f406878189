package org.lanewise.bench.implementations;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.loss.Objective;
import org.lanewise.core.loss.Regularization;
import org.lanewise.core.loss.SoftmaxCrossEntropy;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.ScoreFunction;

/** Training with Lanewise's kernels on the mapped bytes of shuffled images, epoch after epoch. */
final class KernelsTraining implements Training {

    private final Minibatches batches;
    private final int batchSize;
    private final LinearModel model;
    private final Kernels kernels;
    private final ScoreFunction function;
    private final Objective objective;
    private final Workspace workspace;
    private int epoch;

    KernelsTraining(Kernels kernels, TrainingTask task) {
        Arena arena = Arena.ofAuto();
        batches = task.shuffled();
        batchSize = task.batchSize();
        model = LinearModel.allocate(arena, task.start().classes(), task.start().features());
        model.weights().copyFrom(task.start().weights());
        model.bias().copyFrom(task.start().bias());
        this.kernels = kernels;
        function = new ScoreFunction(model, task.preprocessing());
        objective = new Objective(SoftmaxCrossEntropy.softmax(), Regularization.l2(task.lambda()));
        workspace = kernels.workspace(arena, batchSize, model.classes(), model.features());
    }

    @Override
    public double step(float learningRate) {
        nextBatch();
        return kernels.step(function, objective, batches, learningRate, workspace);
    }

    /** The next whole minibatch; the smaller one at the end of an epoch is left out. */
    private void nextBatch() {
        if (!batches.next() || batches.size() < batchSize) {
            batches.shuffle(TrainingTask.SEED, ++epoch);
            batches.next();
        }
    }

    @Override
    public LinearModel model() {
        return model;
    }
}
