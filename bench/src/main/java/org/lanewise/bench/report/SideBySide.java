package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lanewise.bench.implementations.Implementations;

/** A table with a line a case and a column an implementation, and the ratios between them. */
final class SideBySide {

    private static final String AUTO = "auto";
    private static final String SIMD = "simd";

    private final List<Row> rows;
    private final List<String> implementations;

    /** All rows must have the same unit. */
    SideBySide(List<Row> rows) {
        this.rows = rows;
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
        compared().forEach(name -> cells.add(name + "/" + Implementations.SCALAR));
        if (hasBoth(AUTO, SIMD)) {
            cells.add(SIMD + "/" + AUTO);
        }
        if (hasPeers()) {
            cells.add(SIMD + "/best peer");
        }
        if (hasFlops()) {
            cells.addAll(List.of(fastest() + " GFLOP/s", "of peak"));
        }
        return cells;
    }

    private List<String> line(String name, Map<String, Row> byImplementation) {
        List<String> cells = new ArrayList<>();
        cells.add(name);
        implementations.forEach(each -> cells.add(score(byImplementation.get(each))));
        compared().forEach(each -> cells.add(Numbers.ratio(number(byImplementation.get(each), Row::speedupVsScalar))));
        if (hasBoth(AUTO, SIMD)) {
            cells.add(Numbers.ratio(number(byImplementation.get(SIMD), Row::speedupVsScalar)
                    / number(byImplementation.get(AUTO), Row::speedupVsScalar)));
        }
        if (hasPeers()) {
            cells.add(Numbers.ratio(number(byImplementation.get(SIMD), Row::speedupVsBestPeer)));
        }
        if (hasFlops()) {
            Row last = byImplementation.get(fastest());
            cells.add(Numbers.readable(number(last, Row::gflops)));
            cells.add(Numbers.percent(number(last, Row::percentOfPeak)));
        }
        return cells;
    }

    private static String score(Row row) {
        return row == null ? "-" : Numbers.readable(row.score());
    }

    private static double number(Row row, ToDoubleFunction<Row> part) {
        return row == null ? Double.NaN : part.applyAsDouble(row);
    }

    /** Everyone whom there is a speedup over scalar for, but scalar itself. */
    private List<String> compared() {
        return rows.stream()
                .filter(row -> Double.isFinite(row.speedupVsScalar()))
                .map(Row::implementation)
                .filter(name -> !name.equals(Implementations.SCALAR))
                .distinct()
                .collect(Collectors.toList());
    }

    private boolean hasBoth(String one, String other) {
        return Stream.of(one, other, Implementations.SCALAR).allMatch(implementations::contains);
    }

    private boolean hasPeers() {
        return implementations.contains(SIMD)
                && rows.stream().anyMatch(row -> Double.isFinite(row.speedupVsBestPeer()));
    }

    private boolean hasFlops() {
        return !rows.get(0).unit().equals("GFLOP/s") && rows.stream().anyMatch(row -> Double.isFinite(row.gflops()));
    }

    /** Whose GFLOP/s are shown: those of simd, or of whoever there is. */
    private String fastest() {
        return implementations.contains(SIMD) ? SIMD : implementations.get(implementations.size() - 1);
    }
}
