package org.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.report.Ratio;
import org.lanewise.bench.report.Ratio.Pair;
import org.lanewise.bench.report.Ratio.Verdict;

/**
 * Two runs, case by case, by the {@link Ratio} of the speeds of their forks; all intervals together hold with a
 * confidence of 99 %. Where cases do not scatter as the model supposes, such as when every fourth scatters five times as
 * much, still nineteen of twenty comparisons flag nothing if nothing changed. A smoke run is compared with nothing.
 *
 * @param changes of everything that both runs measured with the same threads, in the order of the new run
 * @param onlyInOne what cannot be compared
 * @param differences in what the two runs were measured on, sentences: where there are some, the ratios are not those of
 *     the code alone
 */
public record Comparison(List<Change> changes, List<String> onlyInOne, List<String> differences) {

    /** What the method is, for those who read a comparison. */
    public static final String METHOD = "The ratio is new over old speed, each the geometric mean of the "
            + "forks, so below 1 is slower. Its interval is a moderated t interval (Smyth 2004) of the logarithms of "
            + "the forks' speeds. It estimates the scatter of the forks from all cases and from the case itself. "
            + "All intervals hold together with a confidence of 99 % (Bonferroni). They do not cover a change of the "
            + "whole machine between the runs; the ratios of the ceilings show that.";

    private static final double CONFIDENCE = 0.99;

    private static final String NO_COMPARISON = "a smoke run's figures mean nothing, so nothing is compared.";

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
        List<String> differences = differences(before.environment(), after.environment());
        if (before.isSmoke() || after.isSmoke()) {
            differences.addFirst(NO_COMPARISON);
            return new Comparison(List.of(), List.of(), differences);
        }
        List<String> both = after.speeds().keySet().stream()
                .filter(id -> after.threads().get(id).equals(before.threads().get(id)))
                .toList();
        List<String> onlyInOne = new ArrayList<>(after.speeds().keySet());
        before.speeds().keySet().stream().filter(id -> !onlyInOne.contains(id)).forEach(onlyInOne::add);
        onlyInOne.removeAll(both);
        List<Ratio> ratios = Ratio.jointly(
                both.stream()
                        .map(id ->
                                new Pair(after.speeds().get(id), before.speeds().get(id)))
                        .toList(),
                CONFIDENCE);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < both.size(); i++) {
            changes.add(new Change(both.get(i), ratios.get(i)));
        }
        return new Comparison(changes, onlyInOne, differences);
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        return DECISIVE.stream()
                .filter(label -> before.containsKey(label) && after.containsKey(label))
                .filter(label -> !before.get(label).equals(after.get(label)))
                .map(label -> "the runs differ in their " + label + ": \"" + before.get(label) + "\" before, \""
                        + after.get(label) + "\" now.")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** {@return what became slower beyond the noise, without the machine's ceilings, which are nobody's code} */
    public List<Change> slower() {
        return changes.stream()
                .filter(change -> change.ratio().verdict() == Verdict.SLOWER)
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
