package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.report.Ratio.Pair;
import org.lanewise.bench.report.Ratio.Verdict;

/**
 * Lanewise's SIMD kernels against everyone in every case. All that says who is faster asks here, so that it says the
 * same everywhere.
 *
 * @param all in the order of the rows of SIMD, then of the others
 */
public record Duels(List<HeadToHead> all) {

    /** Of each verdict. */
    static final double CONFIDENCE = 0.95;

    /** Of a run that compares nothing. */
    public static final Duels NONE = new Duels(List.of());

    /**
     * Lets SIMD meet everyone else who was measured in the same case.
     *
     * @param rows the rows of a run
     * @return all duels
     */
    public static Duels of(List<Row> rows) {
        return of(rows, Implementations.SIMD);
    }

    /** Lets another hero than SIMD meet everyone. */
    static Duels of(List<Row> rows, String hero) {
        List<Row[]> met = new ArrayList<>();
        rows.stream()
                .filter(row -> row.implementation().equals(hero))
                .forEach(mine -> rows.stream()
                        .filter(other -> other != mine && other.isOfSameCase(mine))
                        .forEach(other -> met.add(new Row[] {mine, other})));
        List<Ratio> ratios = Ratio.each(
                met.stream()
                        .map(two -> new Pair(two[0].speeds(), two[1].speeds()))
                        .toList(),
                CONFIDENCE);
        List<HeadToHead> duels = new ArrayList<>();
        for (int i = 0; i < met.size(); i++) {
            duels.add(new HeadToHead(met.get(i)[0], met.get(i)[1], ratios.get(i)));
        }
        return new Duels(duels);
    }

    /**
     * The duels with the fastest of some opponents.
     *
     * @param opponents by the names of their implementations
     * @return a duel for each case in which one of them was measured
     */
    public List<HeadToHead> withFastest(Predicate<String> opponents) {
        return all.stream()
                .collect(Collectors.groupingBy(HeadToHead::simd, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofCase -> ofCase.stream()
                        .filter(duel -> opponents.test(duel.other().implementation()))
                        .max(Comparator.comparingDouble(duel -> duel.other().perSecond()))
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The duel with one opponent.
     *
     * @param other its row
     * @return SIMD against it; empty if SIMD was not measured in the same case
     */
    public Optional<HeadToHead> with(Row other) {
        return all.stream().filter(duel -> duel.other() == other).findFirst();
    }

    /**
     * How many were won, tied and lost.
     *
     * @param duels some duels
     * @return for example {@code 11 won, 3 tied, 2 lost}
     */
    public static String count(List<HeadToHead> duels) {
        return Stream.of(Verdict.FASTER, Verdict.SAME, Verdict.SLOWER, Verdict.UNKNOWN)
                .filter(verdict -> verdict != Verdict.UNKNOWN || number(duels, verdict) > 0)
                .map(verdict -> number(duels, verdict) + " "
                        + (verdict == Verdict.UNKNOWN ? "not known" : HeadToHead.word(verdict)))
                .collect(Collectors.joining(", "));
    }

    private static long number(List<HeadToHead> duels, Verdict verdict) {
        return duels.stream().filter(duel -> duel.ratio().verdict() == verdict).count();
    }
}
