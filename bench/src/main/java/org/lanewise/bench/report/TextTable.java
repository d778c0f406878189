package org.lanewise.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table in text: the first column to the left, the others to the right. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /** An empty table. */
    public TextTable() {}

    /**
     * Adds a line.
     *
     * @param cells its cells
     * @return this table
     */
    public TextTable line(List<String> cells) {
        lines.add(List.copyOf(cells));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                text.append(column == 0 ? "" : GAP).append(cell(line.get(column), column));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(String text, int column) {
        String fill = " ".repeat(width(column) - text.length());
        return column == 0 ? text + fill : fill + text;
    }

    private int width(int column) {
        return lines.stream()
                .filter(line -> line.size() > column)
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElse(0);
    }
}
