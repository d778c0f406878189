package org.lanewise.bench.implementations;

import java.lang.foreign.Arena;
import org.lanewise.core.data.Examples;
import org.lanewise.core.data.FloatMatrix;
import org.lanewise.core.data.Minibatches;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.kernels.Scorer;
import org.lanewise.core.model.ScoreFunction;

/** Scores of single shuffled images by Lanewise's kernels, from their mapped bytes into the caller's matrix. */
final class KernelsPrediction implements Prediction {

    private final Minibatches images;
    private final Scorer scorer;
    private final FloatMatrix scores;
    private int epoch;

    KernelsPrediction(Kernels kernels, Examples examples, ScoreFunction function) {
        Arena arena = Arena.ofAuto();
        images = new Minibatches(examples, 1);
        images.shuffle(TrainingTask.SEED, epoch);
        scorer = kernels.scorer(arena, function);
        scores = FloatMatrix.allocate(arena, 1, function.classes());
    }

    @Override
    public FloatMatrix next() {
        if (!images.next()) {
            images.shuffle(TrainingTask.SEED, ++epoch);
            images.next();
        }
        scorer.scores(images.features(), scores);
        return scores;
    }
}
