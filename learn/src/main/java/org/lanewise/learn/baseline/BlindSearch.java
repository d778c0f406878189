package org.lanewise.learn.baseline;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import org.lanewise.core.data.Examples;
import org.lanewise.core.kernels.Kernels;
import org.lanewise.core.loss.Loss;
import org.lanewise.core.model.LinearModel;
import org.lanewise.core.model.Preprocessing;
import org.lanewise.learn.evaluate.Evaluation;

/**
 * A search for weights that looks at the loss only, never at its gradient: it tries random weights and keeps the best. A
 * search is a description; the same seed tries the same weights, with any kernels and number of threads.
 */
public sealed interface BlindSearch permits RandomSearch, RandomLocalSearch {

    /** {@return how many weights are tried} */
    int tries();

    /** {@return the seed that decides which weights are tried} */
    long seed();

    /**
     * Draws the next weights to try.
     *
     * @param attempt the number of the try, from 0
     * @param random the source of all tries
     * @param best the best weights so far; of the first try zeros
     * @param candidate overwritten
     */
    void propose(int attempt, SplittableRandom random, LinearModel best, LinearModel candidate);

    /**
     * Searches. Weights whose loss is NaN are never the best.
     *
     * @param arena the owner of the memory of the model that is found and of one more
     * @param kernels the kernels to use
     * @param preprocessing the map of the pixels
     * @param loss which mean loss decides, without regularization
     * @param data the training images and their labels, at least one
     * @param listener is told of every try and may end the search
     * @return the best weights; zeros with an infinite loss if no try had a finite one
     * @throws IllegalArgumentException if there is no image or the shapes do not fit
     */
    default SearchResult run(
            Arena arena,
            Kernels kernels,
            Preprocessing preprocessing,
            Loss loss,
            Examples data,
            SearchListener listener) {
        LinearModel best = LinearModel.allocate(arena, data.classes(), preprocessing.features());
        LinearModel candidate = LinearModel.allocate(arena, data.classes(), preprocessing.features());
        SplittableRandom random = new SplittableRandom(seed());
        double bestLoss = Double.POSITIVE_INFINITY;
        int attempt = 0;
        for (boolean goOn = true; goOn && attempt < tries(); attempt++) {
            propose(attempt, random, best, candidate);
            double candidateLoss =
                    Evaluation.of(kernels, candidate, preprocessing, loss, data).meanLoss();
            if (candidateLoss < bestLoss) {
                bestLoss = candidateLoss;
                LinearModel worse = best;
                best = candidate;
                candidate = worse;
            }
            goOn = listener.tried(attempt, candidateLoss, bestLoss);
        }
        return new SearchResult(best, bestLoss, attempt);
    }
}
