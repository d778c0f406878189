package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lanewise.bench.compare.Change;
import org.lanewise.bench.compare.Comparison;
import org.lanewise.bench.compare.PastRun;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.page.HtmlTable.Cell;
import org.lanewise.bench.report.Gradients;
import org.lanewise.bench.report.Ratio.Verdict;

/** {@code compare.html}: two runs, case by case. */
public final class ComparePage {

    private static final int REST = 2;

    private ComparePage() {}

    /**
     * The page.
     *
     * @param before the old run
     * @param after the new run
     * @param comparison of the two
     * @return its text
     */
    public static String html(PastRun before, PastRun after, Comparison comparison) {
        List<Change> changes = inOrderOfInterest(comparison.changes());
        Section section = new Section("changes", "New speed over old speed", Comparison.METHOD);
        if (!changes.isEmpty()) {
            section.chart(chart(changes)).table(table(changes));
        }
        Section runs = new Section("runs", "The two runs", "").table(environments(before, after));
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", "Lanewise benchmark, two runs compared");
        parts.put("kicker", Html.escape("old: " + before.directory() + " · new: " + after.directory()));
        parts.put("headline", Html.escape(headline(comparison)));
        parts.put("cards", "");
        parts.put("remarks", remarks(comparison));
        parts.put("links", section.link() + "\n" + runs.link());
        parts.put("sections", section.html() + runs.html());
        return Shell.page(parts, section.charts());
    }

    /** What became slower first, the worst at the top, then what became faster; the rest as the runs have it. */
    private static List<Change> inOrderOfInterest(List<Change> changes) {
        return changes.stream()
                .sorted(Comparator.comparingInt(ComparePage::rank)
                        .thenComparingDouble(change ->
                                rank(change) == REST ? 0 : change.ratio().value()))
                .toList();
    }

    private static int rank(Change change) {
        return switch (change.ratio().verdict()) {
            case SLOWER -> 0;
            case FASTER -> 1;
            case SAME, UNKNOWN -> REST;
        };
    }

    private static String headline(Comparison comparison) {
        if (comparison.changes().isEmpty()) {
            return "Nothing is compared.";
        }
        int slower = comparison.slower().size();
        long faster = comparison.changes().stream()
                .filter(change -> change.ratio().verdict() == Verdict.FASTER && !Comparison.isCeiling(change))
                .count();
        return "Of " + comparison.changes().size() + " measurements " + slower + " became slower beyond the noise, "
                + faster + " faster.";
    }

    private static String remarks(Comparison comparison) {
        StringBuilder html = new StringBuilder();
        for (String difference : comparison.differences()) {
            html.append(Html.element("p", "class=\"remark note\"", "Note: " + difference));
        }
        for (Change change : comparison.slower()) {
            html.append(Html.element("p", "class=\"remark failed\"", "Slower: " + change.id() + ", " + change.ratio()));
        }
        for (String id : comparison.onlyInOne()) {
            html.append(Html.element(
                    "p", "class=\"remark\"", id + " cannot be compared: only one run has it, or with other threads."));
        }
        return html.toString();
    }

    private static Chart chart(List<Change> changes) {
        RatioPoints ratios = RatioPoints.of(changes.stream().map(Change::ratio).toList());
        List<Series> series = new ArrayList<>();
        series.add(series("slower", "lost", changes, ratios, List.of(Verdict.SLOWER)));
        series.add(series("faster", "won", changes, ratios, List.of(Verdict.FASTER)));
        series.add(
                series("within noise, or not known", "same", changes, ratios, List.of(Verdict.SAME, Verdict.UNKNOWN)));
        series.removeIf(each -> each.points().isEmpty());
        series.add(RowCharts.limit("equal", 1, 0, 1, Math.max(0, changes.size() - 1)));
        return new Chart(
                "changes",
                "Speed ratio of each measurement, with its confidence interval",
                "Right of 1 the new run is faster, left of it slower. An interval that ends at the edge of the chart is"
                        + " wider than it; the table has its ends.",
                ratios.axis("new speed / old speed; 1 is equal"),
                Axis.of(
                        "",
                        changes.stream()
                                .map(change -> Gradients.brief(change.id()))
                                .toList()),
                series);
    }

    private static Series series(
            String name, String style, List<Change> changes, RatioPoints ratios, List<Verdict> verdicts) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (verdicts.contains(change.ratio().verdict())) {
                List<String> text = List.of(
                        change.id(),
                        change.ratio() + ", " + change.word(),
                        "interval: " + change.ratio().interval());
                points.add(ratios.point(change.ratio(), i, text));
            }
        }
        return new Series(name, style, Kind.DOTS, points);
    }

    /** What was measured on, side by side. */
    private static String environments(PastRun before, PastRun after) {
        HtmlTable table = new HtmlTable("Environment").columns(List.of("property", "old run", "new run"));
        Set<String> labels = new LinkedHashSet<>(after.environment().keySet());
        labels.addAll(before.environment().keySet());
        for (String label : labels) {
            table.row(
                    "",
                    List.of(
                            Cell.text(label),
                            Cell.text(before.environment().getOrDefault(label, "-"))
                                    .style("long"),
                            Cell.text(after.environment().getOrDefault(label, "-"))
                                    .style("long")));
        }
        return table.toString();
    }

    private static String table(List<Change> changes) {
        HtmlTable table =
                new HtmlTable("All changes").columns(List.of("measurement", "new / old speed", "interval", "verdict"));
        for (Change change : changes) {
            boolean flagged = change.ratio().verdict() == Verdict.SLOWER;
            table.row(
                    flagged ? "class=\"failed\"" : "",
                    List.of(
                            Cell.text(Gradients.brief(change.id())).id(change.id()),
                            Cell.number(
                                    change.ratio().toString(), change.ratio().value()),
                            Cell.text(change.ratio().interval()).style("number"),
                            Cell.text(change.word())));
        }
        return table.toString();
    }
}
