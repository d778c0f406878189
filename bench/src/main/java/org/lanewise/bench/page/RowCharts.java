package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;

/** Series of points from rows, one for each implementation. */
final class RowCharts {

    private static final Pattern SIZE = Pattern.compile("(\\d+)$");

    private RowCharts() {}

    /** The number at the end of a case's name: 512 of {@code square-512}; -1 if there is none. */
    static int size(Row row) {
        Matcher number = SIZE.matcher(row.name());
        return number.find() ? Integer.parseInt(number.group(1)) : -1;
    }

    /** The name without the number at its end: {@code square-} of {@code square-512}. */
    static String family(Row row) {
        return SIZE.matcher(row.name()).replaceFirst("");
    }

    /** Lines along sizes. */
    static List<Series> bySize(List<Row> rows, ToDoubleFunction<Row> figure) {
        return series(rows, Kind.LINE, row -> point(row, size(row), figure.applyAsDouble(row)));
    }

    /** Markers over the names of cases. */
    static List<Series> byCase(List<Row> rows, ToDoubleFunction<Row> figure) {
        List<String> cases = cases(rows);
        return series(rows, Kind.DOTS, row -> point(row, cases.indexOf(row.name()), figure.applyAsDouble(row)));
    }

    /** A row's figure, which is its score or in proportion to its speed, and the range of its forks around it. */
    static Point point(Row row, double x, double y) {
        List<Double> forks = row.forks().stream()
                .map(fork -> y == row.score() ? fork : y * row.speed(fork))
                .sorted()
                .toList();
        return forks.size() < 2
                ? new Point(x, y, FigureText.of(row), null, null)
                : new Point(x, y, FigureText.of(row), forks.get(0), forks.get(forks.size() - 1));
    }

    static List<Series> series(List<Row> rows, Kind kind, Function<Row, Point> point) {
        Map<String, List<Point>> byImplementation = new LinkedHashMap<>();
        for (Row row : rows) {
            byImplementation
                    .computeIfAbsent(row.implementation(), name -> new ArrayList<>())
                    .add(point.apply(row));
        }
        List<Series> series = new ArrayList<>();
        byImplementation.forEach((name, points) -> series.add(new Series(name, name, kind, points)));
        return series;
    }

    /** A ceiling: a straight line between two places. */
    static Series limit(String name, double x1, double y1, double x2, double y2) {
        return new Series(name, "limit", Kind.LIMIT, List.of(Point.bare(x1, y1), Point.bare(x2, y2)));
    }

    /** A ceiling along the sizes of rows; where there is one alone, from half of it to twice. */
    static Series limit(String name, List<Row> rows, double y) {
        int first = rows.stream().mapToInt(RowCharts::size).min().orElse(1);
        int last = rows.stream().mapToInt(RowCharts::size).max().orElse(1);
        return first < last ? limit(name, first, y, last, y) : limit(name, first / 2.0, y, 2.0 * last, y);
    }

    static List<String> cases(List<Row> rows) {
        return rows.stream().map(Row::name).distinct().toList();
    }

    /** The best figure of each implementation, in a sentence. */
    static String summary(String what, List<Row> rows, ToDoubleFunction<Row> figure) {
        Map<String, Row> best = new LinkedHashMap<>();
        for (Row row : rows) {
            best.merge(row.implementation(), row, BinaryOperator.maxBy(Comparator.comparingDouble(figure)));
        }
        return best.values().stream()
                .map(row -> row.implementation() + " " + Numbers.readable(figure.applyAsDouble(row)) + " (" + row.name()
                        + ")")
                .collect(Collectors.joining(", ", what + ": ", "."));
    }
}
