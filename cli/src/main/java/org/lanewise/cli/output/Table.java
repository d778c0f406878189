package org.lanewise.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lanewise.core.internal.files.Printable;

/** A table in text, fit for a terminal: the first column to the left, the others to the right. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param titles the titles of its columns
     */
    public Table(String... titles) {
        row((Object[]) titles);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns; a double is written with four digits
     */
    public void row(Object... cells) {
        lines.add(Stream.of(cells).map(Table::text).toList());
    }

    /**
     * A share as a cell.
     *
     * @param share from 0 to 1
     * @return in percent with two digits, such as {@code 40.90 %}
     */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /**
     * A number of things in words.
     *
     * @param number how many
     * @param thing one of them, with a plural in s
     * @return such as {@code 1 epoch} or {@code 3 epochs}
     */
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String text(Object cell) {
        return cell instanceof Double number
                ? String.format(Locale.ROOT, "%.4g", number)
                : Printable.of(cell.toString());
    }

    /** {@return the lines of the table} */
    @Override
    public String toString() {
        int[] widths = new int[lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = cells.get(column);
                String fill = " ".repeat(widths[column] - cell.length());
                line.append(column == 0 ? cell + fill : GAP + fill + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
