package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A table that can be sorted by its columns. */
final class HtmlTable {

    private final String caption;
    private final List<String> header = new ArrayList<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final StringBuilder body = new StringBuilder();

    HtmlTable(String caption) {
        this.caption = caption;
    }

    HtmlTable columns(List<String> names) {
        header.addAll(names);
        return this;
    }

    /** A row; the first cell is its heading. */
    HtmlTable row(String attributes, List<Cell> cells) {
        body.append("<tr").append(attributes.isEmpty() ? "" : " " + attributes).append('>');
        for (int i = 0; i < cells.size(); i++) {
            body.append(cells.get(i).html(i == 0));
            if (cells.get(i).style().contains("number")) {
                numbers.add(i);
            }
        }
        body.append("</tr>\n");
        return this;
    }

    @Override
    public String toString() {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"sortable\">\n");
        html.append(Html.element("caption", "", caption)).append("\n<thead><tr>");
        for (int i = 0; i < header.size(); i++) {
            html.append(numbers.contains(i) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                    .append(Html.element("button", "type=\"button\"", header.get(i)))
                    .append("</th>");
        }
        return html.append("</tr></thead>\n<tbody>\n")
                .append(body)
                .append("</tbody></table></div>\n")
                .toString();
    }

    /**
     * A cell.
     *
     * @param text what it shows
     * @param value what it is sorted by; empty for its text
     * @param tip more about it, shown when someone points at it; empty for nothing
     * @param style its classes
     * @param id which figure it shows; empty for none
     * @param columns that it takes
     */
    record Cell(String text, String value, String tip, String style, String id, int columns) {

        static Cell text(String text) {
            return new Cell(text, "", "", "", "", 1);
        }

        /** A number, sorted as such. */
        static Cell number(String text, double value) {
            return new Cell(text, Double.isFinite(value) ? Double.toString(value) : "", "", "number", "", 1);
        }

        Cell tip(List<String> lines) {
            return new Cell(text, value, String.join("\n", lines), style, id, columns);
        }

        Cell style(String more) {
            return new Cell(text, value, tip, (style + " " + more).strip(), id, columns);
        }

        Cell id(String figure) {
            return new Cell(text, value, tip, style, figure, columns);
        }

        Cell across(int several) {
            return new Cell(text, value, tip, style, id, several);
        }

        private String html(boolean heading) {
            StringBuilder attributes = new StringBuilder(heading ? "scope=\"row\"" : "");
            append(attributes, "class", style);
            append(attributes, "data-value", value);
            append(attributes, "data-id", id);
            append(attributes, "data-tip", tip);
            append(attributes, "colspan", columns == 1 ? "" : String.valueOf(columns));
            return Html.element(heading ? "th" : "td", attributes.toString().strip(), text);
        }

        private static void append(StringBuilder attributes, String name, String value) {
            if (!value.isEmpty()) {
                attributes.append(' ').append(Html.attribute(name, value));
            }
        }
    }
}
