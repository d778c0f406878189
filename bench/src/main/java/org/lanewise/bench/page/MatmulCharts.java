package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Row;

/** GFLOP/s of matrix products: a chart for squares, one for each skinny shape, one for what is left. */
final class MatmulCharts {

    private static final Pattern SKINNY = Pattern.compile("(forward|backward)-K(\\d+)-B");
    private static final String OTHERS = "";

    private final Ceilings ceilings;

    private MatmulCharts(Ceilings ceilings) {
        this.ceilings = ceilings;
    }

    static List<Chart> of(List<Row> rows, Ceilings ceilings) {
        MatmulCharts charts = new MatmulCharts(ceilings);
        Map<String, List<Row>> families = rows.stream()
                .collect(Collectors.groupingBy(MatmulCharts::family, LinkedHashMap::new, Collectors.toList()));
        List<Row> others = families.remove(OTHERS);
        List<Chart> all = new ArrayList<>();
        families.forEach((family, members) -> all.add(charts.bySize(family, members)));
        if (others != null) {
            all.add(charts.byCase(others));
        }
        return all;
    }

    private static String family(Row row) {
        String family = RowCharts.family(row);
        return family.equals("square-") || SKINNY.matcher(family).matches() ? family : OTHERS;
    }

    private Chart bySize(String family, List<Row> rows) {
        Matcher skinny = SKINNY.matcher(family);
        if (!skinny.matches()) {
            return bySize("matmul-square", "Square matrix products", "matrix size n (n x n)", rows);
        }
        String id = "matmul-" + skinny.group(1) + "-K" + skinny.group(2);
        String shape = skinny.group(1).equals("forward") ? "(B x 3072)(3072 x K)" : "(K x B)(B x 3072)";
        String what = skinny.group(1).equals("forward") ? "Scores " : "Gradient ";
        return bySize(id, what + shape + ", K = " + skinny.group(2), "batch size B", rows);
    }

    private Chart bySize(String id, String title, String sizes, List<Row> rows) {
        List<Series> series = new ArrayList<>(RowCharts.bySize(rows, Row::gflops));
        if (ceilings.haveArithmetic()) {
            series.add(RowCharts.limit(ceilings.arithmetic(), rows, ceilings.gflops()));
        }
        return new Chart(id, title, summary(rows), Axis.log(sizes, 2), gflops(rows), series);
    }

    private Chart byCase(List<Row> rows) {
        List<String> cases = RowCharts.cases(rows);
        List<Series> series = new ArrayList<>(RowCharts.byCase(rows, Row::gflops));
        if (ceilings.haveArithmetic()) {
            double peak = ceilings.gflops();
            series.add(RowCharts.limit(ceilings.arithmetic(), 0, peak, cases.size() - 1, peak));
        }
        return new Chart(
                "matmul-other",
                "Matrix products of other shapes, or with transposed operands",
                summary(rows),
                Axis.of("shape or transposed operands", cases),
                gflops(rows),
                series);
    }

    /** Ends at the peak, so that the height of a point is its share of it; above it if noise has put a point there. */
    private Axis gflops(List<Row> rows) {
        double fastest = rows.stream().mapToDouble(Row::gflops).max().orElse(0);
        return Axis.linear("GFLOP/s", ceilings.haveArithmetic() ? Math.max(ceilings.gflops(), fastest) : null);
    }

    private static String summary(List<Row> rows) {
        return RowCharts.summary("GFLOP/s at best", rows, Row::gflops);
    }
}
