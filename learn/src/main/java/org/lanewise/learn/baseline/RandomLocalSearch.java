package org.lanewise.learn.baseline;

import java.util.SplittableRandom;
import org.lanewise.core.model.LinearModel;

/**
 * Random local search: from random weights, every try takes a random step from the best ones so far, which is kept if the
 * loss is smaller there. The lecture's second idea, better and still wasteful: about 21 % on CIFAR-10.
 *
 * @param tries how many weights are tried, at least 1, the start included
 * @param deviation the standard deviation of the weights that it starts from, positive
 * @param step the standard deviation of a step, positive
 * @param seed decides which weights and steps
 */
public record RandomLocalSearch(int tries, float deviation, float step, long seed) implements BlindSearch {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no try, or a deviation is not positive and finite
     */
    public RandomLocalSearch {
        Noise.requireTries(tries);
        Noise.requirePositive("standard deviation", deviation);
        Noise.requirePositive("step", step);
    }

    @Override
    public void propose(int attempt, SplittableRandom random, LinearModel best, LinearModel candidate) {
        Noise.around(best, attempt == 0 ? deviation : step, random, candidate);
    }
}
