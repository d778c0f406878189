package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.lanewise.bench.report.Spread.Sample;

/**
 * A speed relative to another, of the geometric means of the forks' speeds, with a moderated t interval of the
 * logarithms ({@link Spread}): what it contains is a ratio that the forks' own spread can have made.
 *
 * @param value speed over speed
 * @param low lower end of the interval; NaN where forks are too few to tell
 * @param high its upper end
 */
public record Ratio(double value, double low, double high) {

    /** What can be said of a ratio. */
    public enum Verdict {
        /** The whole interval is below 1. */
        SLOWER,
        /** The whole interval is above 1. */
        FASTER,
        /** The interval contains 1. */
        SAME,
        /** There is no interval. */
        UNKNOWN
    }

    /**
     * Two measurements of the same work.
     *
     * @param over speeds of the forks of the one
     * @param under of the other, in the same unit
     */
    public record Pair(List<Double> over, List<Double> under) {}

    /**
     * Compares with intervals so wide that all of them together hold with a confidence (Bonferroni) where pairs scatter
     * as the model supposes. For one look at many ratios that asks whether anything at all has changed.
     *
     * @param pairs what is compared
     * @param confidence such as 0.99
     * @return the ratio of each
     */
    public static List<Ratio> jointly(List<Pair> pairs, double confidence) {
        return each(pairs, 1 - (1 - confidence) / pairs.size());
    }

    /**
     * Compares with intervals each of which holds with a confidence. How much forks scatter is learnt from all pairs.
     *
     * @param pairs what is compared
     * @param confidence such as 0.95
     * @return the ratio of each
     */
    public static List<Ratio> each(List<Pair> pairs, double confidence) {
        List<Sample> samples = pairs.stream().map(Ratio::sample).toList();
        List<Sample> scattered =
                samples.stream().filter(sample -> sample.freedom() > 0).toList();
        Spread spread = scattered.isEmpty() ? null : Spread.of(scattered);
        List<Ratio> ratios = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            ratios.add(of(pairs.get(i), spread, samples.get(i), confidence));
        }
        return ratios;
    }

    private static Ratio of(Pair pair, Spread spread, Sample own, double confidence) {
        double logRatio = meanLog(pair.over()) - meanLog(pair.under());
        if (spread == null) {
            return new Ratio(Math.exp(logRatio), Double.NaN, Double.NaN);
        }
        Sample known = spread.with(own);
        double error = Math.sqrt(known.variance()
                * (1.0 / pair.over().size() + 1.0 / pair.under().size()));
        double half = error * quantile((1 + confidence) / 2, known.freedom());
        return new Ratio(Math.exp(logRatio), Math.exp(logRatio - half), Math.exp(logRatio + half));
    }

    private static double quantile(double probability, double freedom) {
        return Double.isInfinite(freedom)
                ? new NormalDistribution().inverseCumulativeProbability(probability)
                : new TDistribution(freedom).inverseCumulativeProbability(probability);
    }

    /** The variance of the logarithms within both measurements. */
    private static Sample sample(Pair pair) {
        int freedom = pair.over().size() + pair.under().size() - 2;
        return freedom == 0
                ? new Sample(0, 0)
                : new Sample((squares(pair.over()) + squares(pair.under())) / freedom, freedom);
    }

    private static double squares(List<Double> speeds) {
        double mean = meanLog(speeds);
        return speeds.stream()
                .mapToDouble(speed -> (Math.log(speed) - mean) * (Math.log(speed) - mean))
                .sum();
    }

    private static double meanLog(List<Double> speeds) {
        return speeds.stream().mapToDouble(Math::log).average().orElseThrow();
    }

    /** {@return what the interval says} */
    public Verdict verdict() {
        if (Double.isNaN(low)) {
            return Verdict.UNKNOWN;
        }
        if (high < 1) {
            return Verdict.SLOWER;
        }
        return low > 1 ? Verdict.FASTER : Verdict.SAME;
    }

    /** {@return the interval, as text} */
    public String interval() {
        return Double.isNaN(low) ? "-" : Numbers.ratio(low) + " to " + Numbers.ratio(high);
    }

    @Override
    public String toString() {
        return Numbers.ratio(value);
    }
}
