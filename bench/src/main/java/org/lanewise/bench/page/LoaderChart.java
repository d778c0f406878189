package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Row;

/** How fast the mapped training set is read. */
final class LoaderChart {

    private LoaderChart() {}

    /** Rows in GB/s only. */
    static Chart of(List<Row> rows, Ceilings ceilings) {
        List<String> cases = RowCharts.cases(rows);
        List<Series> series = new ArrayList<>(RowCharts.byCase(rows, Row::score));
        if (ceilings.haveMemory()) {
            double limit = ceilings.gigabytes();
            series.add(RowCharts.limit("reading memory", 0, limit, cases.size() - 1, limit));
        }
        return new Chart(
                "loader",
                "Reading the mapped training set",
                RowCharts.summary("GB/s at best", rows, Row::score),
                Axis.of("access order and operation", cases),
                Axis.log("GB/s", 10),
                series);
    }
}
