package org.lanewise.learn.train;

/**
 * Averages the weights over the steps of training; the average is what is validated and what training returns, while steps
 * go on from the last weights.
 *
 * <p>The average after n averaged steps moves by {@code share (w - average)} with a share of {@code max(1 - decay, 1 / n)}:
 * with {@code decay} 1 it is the mean of all of them (Polyak and Juditsky, 1992); with less it is the mean at first, so
 * that the start at zero does not count, and then forgets exponentially.
 *
 * @param decay how much of the average a step keeps, more than 0 and at most 1
 * @param fromEpoch in which epoch averaging begins, 0 for the first
 */
public record WeightAveraging(double decay, int fromEpoch) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public WeightAveraging {
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException(
                    "The decay of an average must be more than 0 and at most 1, but it is " + decay + ".");
        }
        Requirements.notNegative("The epoch in which averaging begins", fromEpoch);
    }

    /**
     * The mean of the weights after every step.
     *
     * @param fromEpoch in which epoch averaging begins
     * @return the average
     */
    public static WeightAveraging mean(int fromEpoch) {
        return new WeightAveraging(1, fromEpoch);
    }

    /**
     * An exponential moving average.
     *
     * @param decay how much of the average a step keeps, such as 0.99
     * @return the average
     */
    public static WeightAveraging exponential(double decay) {
        return new WeightAveraging(decay, 0);
    }

    /** The share with which the weights enter the average at the n-th averaged step. */
    float share(long n) {
        return (float) Math.max(1 - decay, 1.0 / n);
    }
}
