package org.lanewise.bench.compare;

import java.util.List;
import org.lanewise.bench.report.TextTable;

/** A comparison as it is printed. */
public final class ComparisonText {

    private ComparisonText() {}

    /**
     * Table, method, and what became slower.
     *
     * @param comparison the comparison
     * @return the text
     */
    public static String of(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        if (!comparison.changes().isEmpty()) {
            text.append(table(comparison))
                    .append('\n')
                    .append(Comparison.METHOD)
                    .append('\n');
        }
        comparison
                .differences()
                .forEach(
                        difference -> text.append("NOTE    ").append(difference).append('\n'));
        comparison
                .onlyInOne()
                .forEach(id -> text.append("NOTE    ")
                        .append(id)
                        .append(" cannot be compared: only one run" + " has it, or with other threads.\n"));
        comparison
                .slower()
                .forEach(change -> text.append("SLOWER  ")
                        .append(change.id())
                        .append(": ")
                        .append(change.ratio())
                        .append('\n'));
        return text.toString();
    }

    private static TextTable table(Comparison comparison) {
        TextTable table = new TextTable().line(List.of("new / old speed", "ratio", "interval", "verdict"));
        for (Change change : comparison.changes()) {
            table.line(List.of(
                    change.id(), change.ratio().toString(), change.ratio().interval(), change.word()));
        }
        return table;
    }
}
