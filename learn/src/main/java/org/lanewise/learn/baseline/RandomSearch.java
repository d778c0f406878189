package org.lanewise.learn.baseline;

import java.util.SplittableRandom;
import org.lanewise.core.model.LinearModel;

/**
 * Random search: every try draws all weights and biases anew from a normal distribution around 0. The lecture's first idea,
 * a very bad one: about 15 % on CIFAR-10 after 1000 tries.
 *
 * @param tries how many weights are tried, at least 1
 * @param deviation the standard deviation of the weights, positive; 1e-4 for pixels from 0 to 255 without their mean
 * @param seed decides which weights
 */
public record RandomSearch(int tries, float deviation, long seed) implements BlindSearch {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no try, or the deviation is not positive and finite
     */
    public RandomSearch {
        Noise.requireTries(tries);
        Noise.requirePositive("standard deviation", deviation);
    }

    @Override
    public void propose(int attempt, SplittableRandom random, LinearModel best, LinearModel candidate) {
        candidate.weights().fill(0);
        candidate.bias().fill(0);
        Noise.around(candidate, deviation, random, candidate);
    }
}
