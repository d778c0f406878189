package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;

/** A figure with all that is known of it, as lines for a person. */
final class FigureText {

    private FigureText() {}

    static List<String> of(Row row) {
        List<String> lines = new ArrayList<>();
        lines.add(row.benchmark() + "/" + row.name() + ", " + row.implementation()
                + (row.threads() > 1 ? " on " + row.threads() + " threads" : ""));
        lines.add(score(row));
        if (Double.isFinite(row.gflops())) {
            lines.add(Numbers.readable(row.gflops()) + " GFLOP/s");
        }
        if (Double.isFinite(row.percentOfPeak())) {
            lines.add(Numbers.percent(row.percentOfPeak()) + " of the measured peak");
        }
        lines.add(forks(row));
        return lines;
    }

    /** The score and half the width of its interval. */
    static String score(Row row) {
        String error = Double.isFinite(row.error()) ? " ± " + Numbers.readable(row.error()) : "";
        return Numbers.readable(row.score()) + error + " " + row.unit();
    }

    static String forks(Row row) {
        return row.forks().stream()
                .map(Numbers::readable)
                .collect(Collectors.joining(", ", row.forks().size() == 1 ? "one fork: " : "forks: ", ""));
    }
}
