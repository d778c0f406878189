package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;

/** Every case whose operations and bytes are counted, by its arithmetic intensity, under the machine's two limits. */
final class Roofline {

    private Roofline() {}

    /** Not what two threads share beside all that is on one: the roof is that of one. */
    static boolean shows(Row row) {
        return !row.benchmark().equals(BenchmarkCase.THREADS)
                && Double.isFinite(row.intensity())
                && Double.isFinite(row.gflops());
    }

    /** Rows that it {@link #shows} only. */
    static Chart of(List<Row> rows, Ceilings ceilings) {
        List<Series> series = new ArrayList<>(RowCharts.series(rows, Kind.DOTS, Roofline::point));
        double least = rows.stream().mapToDouble(Row::intensity).min().orElse(1);
        double most = rows.stream().mapToDouble(Row::intensity).max().orElse(1);
        double ridge = ceilings.gflops() / ceilings.gigabytes();
        if (ceilings.haveMemory()) {
            double end = ceilings.haveArithmetic() ? ridge : most;
            series.add(RowCharts.limit(
                    "memory",
                    Math.min(least, end),
                    ceilings.gigabytes() * Math.min(least, end),
                    end,
                    ceilings.gigabytes() * end));
        }
        if (ceilings.haveArithmetic()) {
            double begin = ceilings.haveMemory() ? ridge : least;
            series.add(RowCharts.limit(
                    ceilings.arithmetic(), begin, ceilings.gflops(), Math.max(most, begin), ceilings.gflops()));
        }
        return new Chart(
                "roofline",
                "Roofline",
                RowCharts.summary("GFLOP/s at best", rows, Row::gflops),
                Axis.log("arithmetic intensity (FLOP/byte)", 10),
                Axis.log("GFLOP/s", 10).between(null, top(rows, ceilings)),
                series);
    }

    /** Little above the roof: what is higher than that would be empty. */
    private static double top(List<Row> rows, Ceilings ceilings) {
        double fastest = rows.stream().mapToDouble(Row::gflops).max().orElse(1);
        return 2 * (ceilings.haveArithmetic() ? Math.max(ceilings.gflops(), fastest) : fastest);
    }

    private static Point point(Row row) {
        Point point = RowCharts.point(row, row.intensity(), row.gflops());
        List<String> text = new ArrayList<>(point.text());
        text.add(Numbers.readable(row.intensity()) + " FLOP/byte");
        return new Point(point.x(), point.y(), text, point.low(), point.high());
    }
}
