package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lanewise.bench.report.Ratio.Pair;
import org.lanewise.bench.report.Ratio.Verdict;

/** Who is fastest. */
public final class Fastest {

    private Fastest() {}

    /**
     * Finds the fastest of each case, and those that the spread of the forks does not tell from it.
     *
     * @param rows the rows
     * @return some of them; none of a case that only one took part in
     */
    public static Set<Row> of(List<Row> rows) {
        List<Row> raced = rows.stream()
                .filter(row -> rows.stream().filter(row::isOfSameCase).count() > 1)
                .toList();
        List<Row> fastest = raced.stream()
                .map(row -> raced.stream()
                        .filter(row::isOfSameCase)
                        .max(Comparator.comparingDouble(Row::perSecond))
                        .orElseThrow())
                .toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < raced.size(); i++) {
            pairs.add(new Pair(raced.get(i).speeds(), fastest.get(i).speeds()));
        }
        List<Ratio> ratios = Ratio.each(pairs, Duels.CONFIDENCE);
        Set<Row> found = new HashSet<>(fastest);
        for (int i = 0; i < raced.size(); i++) {
            if (ratios.get(i).verdict() == Verdict.SAME) {
                found.add(raced.get(i));
            }
        }
        return found;
    }
}
