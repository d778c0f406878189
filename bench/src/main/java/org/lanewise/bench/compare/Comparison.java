package org.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.compare.Change.Verdict;
import org.lanewise.bench.compare.Spread.Sample;

/**
 * Two runs, case by case. The ratio is that of the geometric means of the forks' speeds; its interval is a moderated t
 * interval of the logarithms ({@link Spread}), wide enough that all intervals together hold with a confidence of 99 %
 * (Bonferroni) where cases scatter as the model supposes. Where they do not, such as when every fourth case scatters five
 * times as much, still nineteen of twenty comparisons flag nothing if nothing changed.
 *
 * @param changes of everything that both runs measured with the same threads, in the order of the new run
 * @param onlyInOne what cannot be compared
 * @param differences in what the two runs were measured on, sentences: where there are some, the ratios are not those of
 *     the code alone
 */
public record Comparison(List<Change> changes, List<String> onlyInOne, List<String> differences) {

    /** What the method is, for those who read a comparison. */
    public static final String METHOD = "The ratio is new over old speed, of the geometric means of the "
            + "forks, so below 1 is slower. Its interval is a moderated t interval (Smyth 2004) of the logarithms of the forks' speeds: how much forks scatter is "
            + "learnt from all cases together and from the case itself. All intervals hold together with a "
            + "confidence of 99 % (Bonferroni). What changes the whole machine between the runs is no noise of "
            + "forks: look at the ceilings' own ratios.";

    private static final double ALLOWED_ERROR = 0.01;

    /** What changes figures without a change of the code. */
    private static final List<String> DECISIVE = List.of("CPU", "caches", "JDK", "flags", "variables", "effort");

    /**
     * Compares.
     *
     * @param before the old run
     * @param after the new run
     * @return the changes
     */
    public static Comparison of(PastRun before, PastRun after) {
        List<String> both = after.speeds().keySet().stream()
                .filter(id -> after.threads().get(id).equals(before.threads().get(id)))
                .toList();
        List<String> onlyInOne = new ArrayList<>(after.speeds().keySet());
        before.speeds().keySet().stream().filter(id -> !onlyInOne.contains(id)).forEach(onlyInOne::add);
        onlyInOne.removeAll(both);
        List<Sample> samples = both.stream()
                .map(id -> sample(before.speeds().get(id), after.speeds().get(id)))
                .toList();
        List<Sample> scattered =
                samples.stream().filter(sample -> sample.freedom() > 0).toList();
        Spread spread = scattered.isEmpty() ? null : Spread.of(scattered);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < both.size(); i++) {
            List<Double> old = before.speeds().get(both.get(i));
            List<Double> fresh = after.speeds().get(both.get(i));
            changes.add(change(both.get(i), old, fresh, spread, samples.get(i), both.size()));
        }
        return new Comparison(changes, onlyInOne, differences(before.environment(), after.environment()));
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        return DECISIVE.stream()
                .filter(label -> before.containsKey(label) && after.containsKey(label))
                .filter(label -> !before.get(label).equals(after.get(label)))
                .map(label -> "the runs differ in their " + label + ": \"" + before.get(label) + "\" before, \""
                        + after.get(label) + "\" now.")
                .toList();
    }

    private static Change change(
            String id, List<Double> before, List<Double> after, Spread spread, Sample own, int comparisons) {
        double logRatio = meanLog(after) - meanLog(before);
        if (spread == null) {
            return new Change(id, Math.exp(logRatio), Double.NaN, Double.NaN);
        }
        Sample known = spread.with(own);
        double error = Math.sqrt(known.variance() * (1.0 / before.size() + 1.0 / after.size()));
        double half = error * quantile(1 - ALLOWED_ERROR / comparisons / 2, known.freedom());
        return new Change(id, Math.exp(logRatio), Math.exp(logRatio - half), Math.exp(logRatio + half));
    }

    private static double quantile(double probability, double freedom) {
        return Double.isInfinite(freedom)
                ? new NormalDistribution().inverseCumulativeProbability(probability)
                : new TDistribution(freedom).inverseCumulativeProbability(probability);
    }

    /** The variance of the logarithms within both runs. */
    private static Sample sample(List<Double> before, List<Double> after) {
        int freedom = before.size() + after.size() - 2;
        return freedom == 0 ? new Sample(0, 0) : new Sample((squares(before) + squares(after)) / freedom, freedom);
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

    /** {@return what became slower beyond the noise, without the machine's ceilings, which are nobody's code} */
    public List<Change> slower() {
        return changes.stream()
                .filter(change -> change.verdict() == Verdict.SLOWER)
                .filter(change -> !isCeiling(change))
                .toList();
    }

    /**
     * Whether it is one of the machine's ceilings.
     *
     * @param change a change
     * @return true for those
     */
    public static boolean isCeiling(Change change) {
        return change.id().startsWith(BenchmarkCase.PEAK + "/");
    }
}
