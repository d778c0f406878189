package org.lanewise.bench.report;

import java.util.List;

/** Numeric against analytic gradient: time, evaluations of the loss, and how many times as long as the analytic one. */
final class GradientTable {

    private final Gradients gradients;
    private final boolean compared;

    GradientTable(List<Row> rows, boolean compared) {
        this.gradients = new Gradients(rows);
        this.compared = compared;
    }

    @Override
    public String toString() {
        TextTable table = new TextTable()
                .line(cells("gradient", "implementation", "time", "loss evaluations", "relative to analytic"));
        for (Row row : gradients.rows()) {
            table.line(cells(
                    row.name(),
                    row.implementation(),
                    Numbers.time(row.score()),
                    Numbers.count(Gradients.evaluations(row)),
                    Numbers.ratio(gradients.timesAnalytic(row))));
        }
        return table.toString();
    }

    /** The last cell is the comparison. */
    private List<String> cells(String... all) {
        return List.of(all).subList(0, compared ? all.length : all.length - 1);
    }
}
