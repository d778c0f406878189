package org.lanewise.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.implementations.Implementations;

/** Where somebody is faster than Lanewise's SIMD kernels, so that no reader has to search the tables for it. */
final class Losses {

    private Losses() {}

    /** A line for each case that is lost to somebody, in the order of the rows. */
    static List<String> of(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .map(simd -> line(simd, faster(simd, rows)))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toList());
    }

    private static List<Row> faster(Row simd, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(simd.benchmark()))
                .filter(row -> row.name().equals(simd.name()))
                .filter(row -> row.perSecond() > simd.perSecond())
                .collect(Collectors.toList());
    }

    private static String line(Row simd, List<Row> faster) {
        if (faster.isEmpty()) {
            return "";
        }
        return faster.stream()
                .map(row ->
                        row.implementation() + " is " + Numbers.ratio(row.perSecond() / simd.perSecond()) + " as fast")
                .collect(Collectors.joining(", ", simd.benchmark() + "/" + simd.name() + ": ", ""));
    }
}
