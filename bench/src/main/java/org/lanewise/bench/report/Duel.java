package org.lanewise.bench.report;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.lanewise.bench.implementations.Implementations;

/**
 * Lanewise's SIMD kernels against somebody else in one case.
 *
 * @param simd Lanewise's row
 * @param other the row of the fastest of those it is compared with
 */
public record Duel(Row simd, Row other) {

    /**
     * All duels with some opponents.
     *
     * @param rows the rows
     * @param opponents by the names of their implementations; the fastest in each case is taken
     * @return a duel for each case in which SIMD and one of them were measured, in the order of the rows
     */
    public static List<Duel> of(List<Row> rows, Predicate<String> opponents) {
        return rows.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .map(simd -> duel(simd, rows, opponents))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Duel duel(Row simd, List<Row> rows, Predicate<String> opponents) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(simd.benchmark()))
                .filter(row -> row.name().equals(simd.name()))
                .filter(row -> opponents.test(row.implementation()))
                .max(Comparator.comparingDouble(Row::perSecond))
                .map(other -> new Duel(simd, other))
                .orElse(null);
    }

    /** {@return benchmark and case} */
    public String name() {
        return simd.benchmark() + "/" + simd.name();
    }

    /** {@return how many times as fast SIMD is} */
    public double ratio() {
        return simd.perSecond() / other.perSecond();
    }

    /** {@return whether the other one is faster} */
    public boolean isLost() {
        return ratio() < 1;
    }
}
