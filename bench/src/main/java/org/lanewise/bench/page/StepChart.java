package org.lanewise.bench.page;

import static org.lanewise.bench.page.RowCharts.limit;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Flops;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Row;

/**
 * Throughput of training against the size of the minibatch, under what arithmetic and memory allow. From memory come the
 * pixels alone: the weights, 120 KB, stay in a cache.
 */
final class StepChart {

    private StepChart() {}

    static Chart of(List<Row> rows, Ceilings ceilings) {
        List<Series> series = new ArrayList<>(RowCharts.bySize(rows, Row::score));
        if (ceilings.haveMemory()) {
            double limit = ceilings.gigabytes() * 1e9 / CaseList.FEATURES;
            series.add(limit("memory", rows, limit));
        }
        if (ceilings.haveArithmetic()) {
            double limit = ceilings.gflops() * 1e9 / Flops.step(1, CaseList.CLASSES, CaseList.FEATURES);
            series.add(limit(ceilings.arithmetic(), rows, limit));
        }
        return new Chart(
                "step",
                "Training throughput against minibatch size",
                RowCharts.summary("Images/s at best", rows, Row::score),
                Axis.log("minibatch size", 2),
                Axis.log("images/s", 10),
                series);
    }
}
