package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lanewise.bench.compare.Change;
import org.lanewise.bench.compare.Change.Verdict;
import org.lanewise.bench.compare.Comparison;
import org.lanewise.bench.compare.PastRun;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.page.HtmlTable.Cell;
import org.lanewise.bench.report.Gradients;
import org.lanewise.bench.report.Numbers;

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
        Section section = new Section("changes", "New speed over old speed", Comparison.METHOD)
                .chart(chart(changes))
                .table(table(changes));
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
                        .thenComparingDouble(change -> rank(change) == REST ? 0 : change.ratio()))
                .toList();
    }

    private static int rank(Change change) {
        return switch (change.verdict()) {
            case SLOWER -> 0;
            case FASTER -> 1;
            case NOISE, UNKNOWN -> REST;
        };
    }

    private static String headline(Comparison comparison) {
        int slower = comparison.slower().size();
        long faster = comparison.changes().stream()
                .filter(change -> change.verdict() == Verdict.FASTER && !Comparison.isCeiling(change))
                .count();
        return "Of " + comparison.changes().size() + " figures " + slower + " became slower beyond the noise, " + faster
                + " faster.";
    }

    private static String remarks(Comparison comparison) {
        StringBuilder html = new StringBuilder();
        for (String difference : comparison.differences()) {
            html.append(Html.element("p", "class=\"remark note\"", "Note: " + difference));
        }
        for (Change change : comparison.slower()) {
            html.append(Html.element(
                    "p", "class=\"remark failed\"", "Slower: " + change.id() + ", " + Numbers.ratio(change.ratio())));
        }
        for (String id : comparison.onlyInOne()) {
            html.append(Html.element(
                    "p", "class=\"remark\"", id + " cannot be compared: only one run has it, or with other threads."));
        }
        return html.toString();
    }

    private static Chart chart(List<Change> changes) {
        double edge = edge(changes);
        List<Series> series = new ArrayList<>();
        series.add(series("slower", "lost", changes, edge, List.of(Verdict.SLOWER)));
        series.add(series("faster", "won", changes, edge, List.of(Verdict.FASTER)));
        series.add(
                series("within noise, or not known", "same", changes, edge, List.of(Verdict.NOISE, Verdict.UNKNOWN)));
        series.removeIf(each -> each.points().isEmpty());
        series.add(RowCharts.limit("equal", 1, 0, 1, Math.max(0, changes.size() - 1)));
        return new Chart(
                "changes",
                "Ratio of each figure, with its interval",
                "Right of 1 the new run is faster, left of it slower. An interval that ends at the edge of the chart is"
                        + " wider than it; the table has its ends.",
                Axis.log("new speed / old speed; 1 is equal", 2).between(1 / edge, edge),
                Axis.of(
                        "",
                        changes.stream()
                                .map(change -> Gradients.brief(change.id()))
                                .toList()),
                series);
    }

    /** A power of two: all ratios lie between it and its inverse, intervals of what scatters much need not. */
    private static double edge(List<Change> changes) {
        double farthest = changes.stream()
                .mapToDouble(change -> Math.abs(Math.log(change.ratio())))
                .max()
                .orElse(0);
        return Math.max(2, Math.pow(2, Math.ceil(farthest / Math.log(2))));
    }

    private static Series series(String name, String style, List<Change> changes, double edge, List<Verdict> verdicts) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (verdicts.contains(change.verdict())) {
                boolean known = change.verdict() != Verdict.UNKNOWN;
                List<String> text = List.of(
                        change.id(),
                        Numbers.ratio(change.ratio()) + ", " + change.word(),
                        "interval: " + change.interval());
                Double low = known ? Math.max(change.low(), 1 / edge) : null;
                Double high = known ? Math.min(change.high(), edge) : null;
                points.add(new Point(change.ratio(), i, text, low, high));
            }
        }
        return new Series(name, style, Kind.DOTS, points);
    }

    /** What was measured on, side by side. */
    private static String environments(PastRun before, PastRun after) {
        HtmlTable table = new HtmlTable("What was measured on").columns(List.of("what", "old run", "new run"));
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
                new HtmlTable("Every change").columns(List.of("figure", "new / old speed", "interval", "verdict"));
        for (Change change : changes) {
            boolean flagged = change.verdict() == Verdict.SLOWER;
            table.row(
                    flagged ? "class=\"failed\"" : "",
                    List.of(
                            Cell.text(Gradients.brief(change.id())).id(change.id()),
                            Cell.number(Numbers.ratio(change.ratio()), change.ratio()),
                            Cell.text(change.interval()).style("number"),
                            Cell.text(change.word())));
        }
        return table.toString();
    }
}
