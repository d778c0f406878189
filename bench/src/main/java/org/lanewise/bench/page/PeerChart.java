package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.CaseNames;
import org.lanewise.bench.report.Duels;
import org.lanewise.bench.report.HeadToHead;
import org.lanewise.bench.report.Ratio.Verdict;

/** Lanewise against the best peer, case by case: won to the right of 1, lost to the left, tied around it. */
final class PeerChart {

    private PeerChart() {}

    static Chart of(List<HeadToHead> duels) {
        RatioPoints ratios =
                RatioPoints.of(duels.stream().map(HeadToHead::ratio).toList());
        List<Series> series = new ArrayList<>();
        series.add(series("Lanewise is faster", "won", duels, ratios, Verdict.FASTER));
        series.add(series("tied: within the spread of the forks", "same", duels, ratios, Verdict.SAME));
        series.add(series("the peer is faster", "lost", duels, ratios, Verdict.SLOWER));
        series.add(series("one fork each: not known", "unknown", duels, ratios, Verdict.UNKNOWN));
        series.removeIf(each -> each.points().isEmpty());
        series.add(RowCharts.limit("equal", 1, 0, 1, Math.max(0, duels.size() - 1)));
        return new Chart(
                "peers",
                "Speed relative to the best peer",
                "Of " + duels.size() + " cases " + Duels.count(duels) + ". Right of 1 Lanewise is faster.",
                ratios.axis("Lanewise's speed / the best peer's; 1 is equal"),
                Axis.of(
                        "",
                        duels.stream().map(duel -> CaseNames.of(duel.simd())).toList()),
                series);
    }

    private static Series series(
            String name, String style, List<HeadToHead> duels, RatioPoints ratios, Verdict verdict) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < duels.size(); i++) {
            if (duels.get(i).ratio().verdict() == verdict) {
                points.add(ratios.point(duels.get(i).ratio(), i, text(duels.get(i))));
            }
        }
        return new Series(name, style, Kind.DOTS, points);
    }

    private static List<String> text(HeadToHead duel) {
        List<String> lines = new ArrayList<>();
        lines.add(duel.name() + ", " + duel.ratio() + " of " + duel.other().implementation() + " " + duel.word());
        lines.add("interval: " + duel.ratio().interval());
        lines.addAll(FigureText.of(duel.simd()));
        lines.addAll(FigureText.of(duel.other()));
        return lines;
    }
}
