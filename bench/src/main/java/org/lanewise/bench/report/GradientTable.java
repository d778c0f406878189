package org.lanewise.bench.report;

import java.util.List;

/** Numeric against analytic gradient: time, evaluations of the loss, and how many times as long as the analytic one. */
final class GradientTable {

    private final Gradients gradients;

    GradientTable(List<Row> rows) {
        this.gradients = new Gradients(rows);
    }

    @Override
    public String toString() {
        TextTable table = new TextTable()
                .line(List.of("gradient", "implementation", "time", "loss evaluations", "times the analytic"));
        for (Row row : gradients.rows()) {
            table.line(List.of(
                    row.name(),
                    row.implementation(),
                    Numbers.time(row.score()),
                    Numbers.count(Gradients.evaluations(row)),
                    Numbers.ratio(gradients.timesAnalytic(row))));
        }
        return table.toString();
    }
}
