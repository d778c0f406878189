package org.lanewise.bench.report;

import java.util.List;
import java.util.Locale;
import org.lanewise.bench.benchmarks.GradientBenchmark;

/** Numeric against analytic gradient: time, evaluations of the loss, and how many times as long as the analytic one. */
final class GradientTable {

    private static final String ANALYTIC = "analytic";

    private final List<Row> rows;

    GradientTable(List<Row> rows) {
        this.rows = rows;
    }

    @Override
    public String toString() {
        TextTable table = new TextTable()
                .line(List.of("gradient", "implementation", "time", "loss evaluations", "times the analytic"));
        for (Row row : rows) {
            table.line(
                    List.of(row.name(), row.implementation(), Numbers.time(row.score()), evaluations(row), ratio(row)));
        }
        return table.toString();
    }

    private static String evaluations(Row row) {
        return String.format(Locale.ROOT, "%,d", countEvaluations(row.name()));
    }

    private static int countEvaluations(String name) {
        if (name.startsWith("forward")) {
            return GradientBenchmark.PARAMETERS + 1;
        }
        return name.startsWith("centered") ? 2 * GradientBenchmark.PARAMETERS : 1;
    }

    private String ratio(Row row) {
        double analytic = rows.stream()
                .filter(other -> other.name().equals(ANALYTIC))
                .filter(other -> other.implementation().equals(row.implementation()))
                .mapToDouble(Row::score)
                .findFirst()
                .orElse(Double.NaN);
        return Numbers.ratio(row.score() / analytic);
    }
}
