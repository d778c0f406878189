package org.lanewise.bench.report;

import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * How much forks scatter in general, learnt from all cases together, so that two or three forks of one case suffice to
 * judge it: the empirical Bayes estimate of G. K. Smyth, "Linear models and empirical Bayes methods for assessing
 * differential expression", 2004, section 6.2. The variances of the cases are taken to be drawn from a scaled inverse
 * chi-squared distribution, whose two parameters are found from the mean and the variance of their logarithms.
 *
 * @param variance the typical variance of the logarithm of a fork's speed
 * @param freedom how many degrees of freedom that knowledge is worth; infinite if all cases scatter alike
 */
record Spread(double variance, double freedom) {

    /** Variances of 0, of figures that are exactly equal, have no logarithm. */
    private static final double LEAST = 1e-12;

    /**
     * The variance of one case.
     *
     * @param variance from its own forks
     * @param freedom its degrees of freedom
     */
    record Sample(double variance, double freedom) {}

    /** From all cases that have degrees of freedom; there must be one. */
    static Spread of(List<Sample> samples) {
        double[] logs = samples.stream().mapToDouble(Spread::log).toArray();
        double mean = java.util.Arrays.stream(logs).average().orElseThrow();
        double excess = 0;
        for (int i = 0; i < logs.length; i++) {
            double deviation = logs[i] - mean;
            excess += deviation * deviation * logs.length / Math.max(1, logs.length - 1)
                    - Gamma.trigamma(samples.get(i).freedom() / 2);
        }
        excess /= logs.length;
        if (!(excess > 0)) {
            return new Spread(Math.exp(mean), Double.POSITIVE_INFINITY);
        }
        double half = inverseTrigamma(excess);
        return new Spread(Math.exp(mean + Gamma.digamma(half) - Math.log(half)), 2 * half);
    }

    /** The logarithm of a variance less what its expectation is off by, with so few degrees of freedom. */
    private static double log(Sample sample) {
        double half = sample.freedom() / 2;
        return Math.log(Math.max(LEAST, sample.variance())) - Gamma.digamma(half) + Math.log(half);
    }

    /** Trigamma falls from infinity to 0, so bisection finds it. */
    private static double inverseTrigamma(double value) {
        double low = 1e-3;
        double high = 1e6;
        for (int i = 0; i < 100; i++) {
            double middle = Math.sqrt(low * high);
            if (Gamma.trigamma(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What is known of one case: its own variance and the typical one, weighed by their degrees of freedom. */
    Sample with(Sample own) {
        if (Double.isInfinite(freedom)) {
            return new Sample(variance, freedom);
        }
        double together = freedom + own.freedom();
        return new Sample((freedom * variance + own.freedom() * own.variance()) / together, together);
    }
}
