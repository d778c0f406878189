package org.lanewise.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import org.lanewise.bench.cold.ColdFigure;

/** The first seconds of fresh VMs, a line for each figure, as a table and as CSV. */
public final class ColdTable {

    private ColdTable() {}

    /** Title and table; nothing without figures. */
    static String of(List<ColdFigure> figures) {
        if (figures.isEmpty()) {
            return "";
        }
        TextTable table = new TextTable().line(List.of("first calls", "median", "least to most", "unit"));
        figures.forEach(
                each -> table.line(List.of(each.what(), Numbers.readable(each.median()), range(each), each.unit())));
        return "Cold start: Lanewise in fresh VMs, "
                + figures.getFirst().values().size() + " of them, with no option"
                + " but --add-modules; random pixels\n\n" + table + "\n";
    }

    /**
     * The smallest and the largest value.
     *
     * @param figure a figure
     * @return both, as text
     */
    public static String range(ColdFigure figure) {
        return Numbers.readable(figure.values().getFirst()) + " to "
                + Numbers.readable(figure.values().getLast());
    }

    /**
     * {@code cold.csv}: the figures as other programs read them.
     *
     * @param figures the figures
     * @return header and one line for each figure
     */
    public static String csv(List<ColdFigure> figures) {
        return figures.stream()
                .map(each -> '"' + each.what() + "\"," + each.unit() + ","
                        + each.values().stream().map(Numbers::plain).collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining("", "figure,unit,values\n", ""));
    }
}
