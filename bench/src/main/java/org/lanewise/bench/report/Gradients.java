package org.lanewise.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.GradientBenchmark;

/**
 * Numeric beside analytic gradients.
 *
 * @param rows of the gradient benchmark
 */
public record Gradients(List<Row> rows) {

    private static final String ANALYTIC = "analytic";

    /**
     * The method, without what its time was extrapolated from.
     *
     * @param row a row
     * @return {@code forward-difference}, {@code centered-difference}, {@code centered-by-score-columns} or {@code analytic}
     */
    public static String method(Row row) {
        return brief(row.name());
    }

    /**
     * A name without what its time was extrapolated from, for columns and axes that have no room for it.
     *
     * @param name a name of a case, or an id with one in it
     * @return the name, shorter where it can be
     */
    public static String brief(String name) {
        return name.replaceFirst("-extrapolated[-a-z0-9]*", "");
    }

    /**
     * What the method takes.
     *
     * @param row a row
     * @return evaluations of the loss for a whole gradient; one where scores are computed once
     */
    public static int evaluations(Row row) {
        return switch (method(row)) {
            case "forward-difference" -> GradientBenchmark.PARAMETERS + 1;
            case "centered-difference" -> 2 * GradientBenchmark.PARAMETERS;
            default -> 1;
        };
    }

    /**
     * Compares a time with the analytic gradient's of the same implementation.
     *
     * @param row a row
     * @return how many times as long; NaN if that was not measured
     */
    public double timesAnalytic(Row row) {
        double analytic = rows.stream()
                .filter(other -> other.name().equals(ANALYTIC))
                .filter(other -> other.implementation().equals(row.implementation()))
                .mapToDouble(Row::score)
                .findFirst()
                .orElse(Double.NaN);
        return row.score() / analytic;
    }

    /** {@return the times of each implementation, a sentence for each} */
    public String summary() {
        return rows.stream()
                .collect(Collectors.groupingBy(Row::implementation, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> "With " + entry.getKey() + " "
                        + entry.getValue().stream()
                                .map(row -> method(row) + " " + Numbers.time(row.score()))
                                .collect(Collectors.joining(", ", "", ".")))
                .collect(Collectors.joining(" "));
    }
}
