package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Duel;
import org.lanewise.bench.report.Numbers;

/** Lanewise against the best peer, case by case: won to the right of 1, lost to the left. */
final class PeerChart {

    private PeerChart() {}

    static Chart of(List<Duel> duels) {
        List<String> cases = duels.stream().map(Duel::name).toList();
        List<Point> won = new ArrayList<>();
        List<Point> lost = new ArrayList<>();
        for (int i = 0; i < duels.size(); i++) {
            Duel duel = duels.get(i);
            (duel.isLost() ? lost : won).add(new Point(duel.ratio(), i, text(duel), null, null));
        }
        return new Chart(
                "peers",
                "Speed relative to the best peer",
                "Won " + won.size() + " of " + duels.size() + " cases, lost " + lost.size()
                        + ". Right of 1 Lanewise is faster.",
                Axis.log("times as fast as the best peer; 1 is equal", 2),
                Axis.of("", cases),
                List.of(
                        new Series("Lanewise is faster", "won", Kind.DOTS, won),
                        new Series("the peer is faster", "lost", Kind.DOTS, lost),
                        RowCharts.limit("equal", 1, 0, 1, Math.max(0, cases.size() - 1))));
    }

    private static List<String> text(Duel duel) {
        List<String> lines = new ArrayList<>();
        lines.add((duel.isLost() ? "LOST: " : "won: ") + duel.name() + ", " + Numbers.ratio(duel.ratio()) + " of "
                + duel.other().implementation());
        lines.addAll(FigureText.of(duel.simd()));
        lines.addAll(FigureText.of(duel.other()));
        return lines;
    }
}
