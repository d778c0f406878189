package org.lanewise.bench.implementations;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Workspace;
import org.lanewise.core.model.ScoreFunction;

/** Scores of single shuffled images by Lanewise's kernels, from their mapped bytes into the caller's matrix. */
final class KernelsPrediction implements Prediction {

    private final Kernels kernels;
    private final ScoreFunction function;
    private final Minibatches images;
    private final Workspace workspace;
    private final FloatMatrix scores;
    private int epoch;

    KernelsPrediction(Kernels kernels, Examples examples, ScoreFunction function) {
        Arena arena = Arena.ofAuto();
        this.kernels = kernels;
        this.function = function;
        images = new Minibatches(examples, 1);
        images.shuffle(TrainingTask.SEED, epoch);
        workspace = kernels.workspace(arena, 0, function.classes(), function.features());
        scores = FloatMatrix.allocate(arena, 1, function.classes());
    }

    @Override
    public FloatMatrix next() {
        if (!images.next()) {
            images.shuffle(TrainingTask.SEED, ++epoch);
            images.next();
        }
        kernels.scores(function, images.features(), scores, workspace);
        return scores;
    }
}
