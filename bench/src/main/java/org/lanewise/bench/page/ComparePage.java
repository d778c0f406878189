package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lanewise.bench.compare.Change;
import org.lanewise.bench.compare.Change.Verdict;
import org.lanewise.bench.compare.Comparison;
import org.lanewise.bench.compare.PastRun;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.page.HtmlTable.Cell;
import org.lanewise.bench.report.Numbers;

/** {@code compare.html}: two runs, case by case. */
public final class ComparePage {

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
        Section section = new Section("changes", "New speed over old speed", Comparison.METHOD)
                .chart(chart(comparison.changes()))
                .table(table(comparison.changes()));
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", "Lanewise benchmark, two runs compared");
        parts.put("kicker", Html.escape("old: " + before.directory() + " · new: " + after.directory()));
        parts.put("headline", Html.escape(headline(comparison)));
        parts.put("cards", "");
        parts.put("remarks", remarks(comparison));
        parts.put("links", section.link());
        parts.put("sections", section.html());
        return Shell.page(parts, section.charts());
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
        List<Series> series = new ArrayList<>();
        series.add(series("slower", "lost", changes, List.of(Verdict.SLOWER)));
        series.add(series("faster", "won", changes, List.of(Verdict.FASTER)));
        series.add(series("within noise, or not known", "same", changes, List.of(Verdict.NOISE, Verdict.UNKNOWN)));
        series.removeIf(each -> each.points().isEmpty());
        series.add(RowCharts.limit("equal", 1, 0, 1, Math.max(0, changes.size() - 1)));
        return new Chart(
                "changes",
                "Ratio of each figure, with its interval",
                "Right of 1 the new run is faster, left of it slower.",
                Axis.log("new speed / old speed", 2),
                Axis.of("", changes.stream().map(Change::id).toList()),
                series);
    }

    private static Series series(String name, String style, List<Change> changes, List<Verdict> verdicts) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (verdicts.contains(change.verdict())) {
                boolean known = change.verdict() != Verdict.UNKNOWN;
                List<String> text = List.of(
                        change.id(),
                        Numbers.ratio(change.ratio()) + ", " + change.word(),
                        "interval: " + change.interval());
                points.add(
                        new Point(change.ratio(), i, text, known ? change.low() : null, known ? change.high() : null));
            }
        }
        return new Series(name, style, Kind.DOTS, points);
    }

    private static String table(List<Change> changes) {
        HtmlTable table =
                new HtmlTable("Every change").columns(List.of("figure", "new / old speed", "interval", "verdict"));
        for (Change change : changes) {
            boolean flagged = change.verdict() == Verdict.SLOWER;
            table.row(
                    flagged ? "class=\"failed\"" : "",
                    List.of(
                            Cell.text(change.id()),
                            Cell.number(Numbers.ratio(change.ratio()), change.ratio()),
                            Cell.text(change.interval()).style("number"),
                            Cell.text(change.word())));
        }
        return table.toString();
    }
}
