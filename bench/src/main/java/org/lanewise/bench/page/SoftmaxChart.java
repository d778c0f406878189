package org.lanewise.bench.page;

import java.util.List;
import org.lanewise.bench.benchmarks.SoftmaxBenchmark;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.report.Row;

/** Throughput of softmax against the length of the rows. */
final class SoftmaxChart {

    private SoftmaxChart() {}

    static Chart of(List<Row> rows) {
        return new Chart(
                "softmax",
                "Softmax of rows",
                RowCharts.summary("G elements/s at best", rows, SoftmaxChart::elements),
                Axis.log("row length (classes)", 10),
                Axis.log("G elements/s", 10),
                RowCharts.bySize(rows, SoftmaxChart::elements));
    }

    private static double elements(Row row) {
        int columns = RowCharts.size(row);
        return row.perSecond() * SoftmaxBenchmark.rows(columns) * columns / 1e9;
    }
}
