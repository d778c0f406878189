package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.page.Chart.Axis;
import org.lanewise.bench.page.Chart.Kind;
import org.lanewise.bench.page.Chart.Point;
import org.lanewise.bench.page.Chart.Series;
import org.lanewise.bench.report.Gradients;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;
import org.lanewise.core.gradient.NumericGradient;

/** Numeric against analytic gradient: what it costs, and how wrong it is. */
final class GradientCharts {

    private GradientCharts() {}

    static Chart time(List<Row> rows, boolean compared) {
        List<String> methods = rows.stream().map(Gradients::method).distinct().toList();
        Gradients gradients = new Gradients(rows);
        List<Series> series = RowCharts.series(rows, Kind.DOTS, row -> {
            Point point = RowCharts.point(row, methods.indexOf(Gradients.method(row)), row.score());
            List<String> text = new ArrayList<>(point.text());
            text.add(Numbers.count(Gradients.evaluations(row)) + " loss evaluations");
            if (compared) {
                text.add(Numbers.ratio(gradients.timesAnalytic(row)) + " the time of the analytic gradient");
            }
            return new Point(point.x(), point.y(), text, point.low(), point.high());
        });
        return new Chart(
                "gradient-time",
                "Time per gradient",
                "Milliseconds, less is better. " + gradients.summary(),
                Axis.of("method", methods),
                Axis.log("ms per gradient", 10),
                series);
    }

    static Chart error(List<DifferenceError> errors) {
        List<Series> series = new ArrayList<>();
        for (String method : List.of(DifferenceError.FORWARD, DifferenceError.CENTERED)) {
            series.add(new Series(method + " difference", method, Kind.LINE, points(errors, method)));
        }
        double least = errors.stream().mapToDouble(DifferenceError::error).min().orElse(1);
        double most = errors.stream().mapToDouble(DifferenceError::error).max().orElse(1);
        double lecture = NumericGradient.DEFAULT_STEP;
        series.add(RowCharts.limit("h = 1e-5, usual", lecture, least, lecture, most));
        return new Chart(
                "gradient-error",
                "Relative error of the numeric gradient against the step size h",
                best(errors, DifferenceError.FORWARD) + " " + best(errors, DifferenceError.CENTERED),
                Axis.log("step size h", 10),
                Axis.log("relative error", 10),
                series);
    }

    private static List<Point> points(List<DifferenceError> errors, String method) {
        return errors.stream()
                .filter(error -> error.method().equals(method))
                .map(error -> new Point(error.step(), error.error(), text(error), null, null))
                .toList();
    }

    private static List<String> text(DifferenceError error) {
        return List.of(
                error.method() + " difference",
                "h = " + Numbers.scientific(error.step()),
                "relative error " + Numbers.scientific(error.error()));
    }

    private static String best(List<DifferenceError> errors, String method) {
        DifferenceError best = errors.stream()
                .filter(error -> error.method().equals(method))
                .min(java.util.Comparator.comparingDouble(DifferenceError::error))
                .orElseThrow();
        return "The " + method + " difference is best at h = " + Numbers.scientific(best.step())
                + ", with a relative error of " + Numbers.scientific(best.error()) + ".";
    }
}
