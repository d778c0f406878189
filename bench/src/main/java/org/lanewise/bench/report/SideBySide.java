package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.report.Ratio.Verdict;

/** A table with a line a case and a column an implementation, and the ratios between them. */
final class SideBySide {

    private final List<Row> rows;
    private final Duels duels;
    private final List<String> implementations;

    /** All rows must have the same unit. The duels are those of the {@link #hero}; without any there are no ratios. */
    SideBySide(List<Row> rows, Duels duels) {
        this.rows = rows;
        this.duels = duels;
        this.implementations = rows.stream().map(Row::implementation).distinct().collect(Collectors.toList());
    }

    @Override
    public String toString() {
        TextTable table = new TextTable().line(header());
        byCase().forEach((name, byImplementation) -> table.line(line(name, byImplementation)));
        return table.toString();
    }

    private Map<String, Map<String, Row>> byCase() {
        Map<String, Map<String, Row>> cases = new LinkedHashMap<>();
        for (Row row : rows) {
            cases.computeIfAbsent(row.name(), name -> new LinkedHashMap<>()).put(row.implementation(), row);
        }
        return cases;
    }

    private List<String> header() {
        List<String> cells = new ArrayList<>();
        cells.add(rows.get(0).unit());
        cells.addAll(implementations);
        opponents().forEach(opponent -> cells.add(hero() + "/" + opponent));
        if (hasFlops()) {
            cells.add(hero() + " GFLOP/s");
        }
        if (hasPeak()) {
            cells.add(hero() + " of peak");
        }
        return cells;
    }

    private List<String> line(String name, Map<String, Row> byImplementation) {
        Row hero = byImplementation.get(hero());
        List<String> cells = new ArrayList<>();
        cells.add(name);
        implementations.forEach(each -> cells.add(score(byImplementation.get(each))));
        opponents().forEach(each -> cells.add(ratio(hero, byImplementation.get(each))));
        if (hasFlops()) {
            cells.add(Numbers.readable(number(hero, Row::gflops)));
        }
        if (hasPeak()) {
            cells.add(Numbers.percent(number(hero, Row::percentOfPeak)));
        }
        return cells;
    }

    /** With a mark where it may as well be 1. */
    private String ratio(Row hero, Row opponent) {
        return hero == null || opponent == null
                ? "-"
                : duels.with(opponent)
                        .map(duel -> (duel.ratio().verdict() == Verdict.SAME ? "~" : "") + duel.ratio())
                        .orElse("-");
    }

    private static String score(Row row) {
        return row == null ? "-" : Numbers.readable(row.score());
    }

    private static double number(Row row, ToDoubleFunction<Row> part) {
        return row == null ? Double.NaN : part.applyAsDouble(row);
    }

    /** Everyone that the hero is compared with. */
    private List<String> opponents() {
        return duels.all().isEmpty()
                ? List.of()
                : implementations.stream().filter(name -> !name.equals(hero())).collect(Collectors.toList());
    }

    private boolean hasFlops() {
        return !isPeak() && rows.stream().anyMatch(row -> Double.isFinite(row.gflops()));
    }

    private boolean hasPeak() {
        return !isPeak() && rows.stream().anyMatch(row -> Double.isFinite(row.percentOfPeak()));
    }

    private boolean isPeak() {
        return rows.get(0).benchmark().equals(BenchmarkCase.PEAK);
    }

    /** The implementation whose ratios to the others are shown: simd, or the last one without it. */
    private String hero() {
        return hero(rows);
    }

    static String hero(List<Row> rows) {
        List<String> implementations = rows.stream().map(Row::implementation).toList();
        return implementations.contains(Implementations.SIMD)
                ? Implementations.SIMD
                : implementations.get(implementations.size() - 1);
    }
}
