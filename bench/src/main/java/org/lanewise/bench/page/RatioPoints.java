package org.lanewise.bench.page;

import java.util.List;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.report.Ratio;

/**
 * Ratios with their intervals, one below the other.
 *
 * @param edge where the chart ends, and its inverse where it begins: a power of two. All ratios lie between them; the
 *     intervals of what scatters much need not
 */
record RatioPoints(double edge) {

    static RatioPoints of(List<Ratio> ratios) {
        double farthest = ratios.stream()
                .mapToDouble(ratio -> Math.abs(Math.log(ratio.value())))
                .max()
                .orElse(0);
        return new RatioPoints(Math.max(2, Math.pow(2, Math.ceil(farthest / Math.log(2)))));
    }

    Axis axis(String label) {
        return Axis.log(label, 2).between(1 / edge, edge);
    }

    Point point(Ratio ratio, int place, List<String> text) {
        boolean known = ratio.verdict() != Ratio.Verdict.UNKNOWN;
        Double low = known ? Math.max(ratio.low(), 1 / edge) : null;
        Double high = known ? Math.min(ratio.high(), edge) : null;
        return new Point(ratio.value(), place, text, low, high);
    }
}
