package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.page.HtmlTable.Cell;
import org.lanewise.bench.report.Duel;
import org.lanewise.bench.report.Gradients;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;
import org.lanewise.bench.run.Failure;

/** The tables of the page. */
final class FigureTables {

    private FigureTables() {}

    /** A line a case and a column an implementation, for each unit. What failed has its cell. */
    static String sideBySide(String caption, List<Row> rows, List<Failure> failures) {
        Map<String, List<Row>> byUnit =
                rows.stream().collect(Collectors.groupingBy(Row::unit, LinkedHashMap::new, Collectors.toList()));
        StringBuilder html = new StringBuilder();
        byUnit.forEach((unit, group) -> html.append(sideBySide(caption + ", " + unit, unit, group, failures)));
        return html.toString();
    }

    private static String sideBySide(String caption, String unit, List<Row> rows, List<Failure> failures) {
        List<String> implementations =
                rows.stream().map(Row::implementation).distinct().toList();
        List<Duel> peers = Duel.of(rows, Implementations::isPeer);
        boolean ofPeak = rows.stream().anyMatch(row -> Double.isFinite(row.percentOfPeak()));
        List<String> columns = new ArrayList<>(List.of(unit));
        columns.addAll(implementations);
        columns.addAll(peers.isEmpty() ? List.of() : List.of("simd / best peer"));
        columns.addAll(ofPeak ? List.of("simd of peak") : List.of());
        HtmlTable table = new HtmlTable(caption).columns(columns);
        for (String name : RowCharts.cases(rows)) {
            List<Row> ofCase =
                    rows.stream().filter(row -> row.name().equals(name)).toList();
            List<Cell> cells = new ArrayList<>(List.of(Cell.text(name)));
            implementations.forEach(each -> cells.add(score(each, ofCase, failures)));
            if (!peers.isEmpty()) {
                cells.add(duel(name, peers));
            }
            if (ofPeak) {
                cells.add(ofPeak(ofCase));
            }
            table.row("", cells);
        }
        return table.toString();
    }

    private static Cell score(String implementation, List<Row> ofCase, List<Failure> failures) {
        double fastest = ofCase.stream().mapToDouble(Row::perSecond).max().orElse(Double.NaN);
        return ofCase.stream()
                .filter(row -> row.implementation().equals(implementation))
                .findFirst()
                .map(row -> row.perSecond() == fastest && ofCase.size() > 1
                        ? score(row).style("best")
                        : score(row))
                .orElseGet(() -> missing(ofCase.get(0), implementation, failures));
    }

    private static Cell score(Row row) {
        return new Cell(Numbers.readable(row.score()), Numbers.plain(row.score()), "", "number", row.id(), 1)
                .tip(FigureText.of(row));
    }

    private static Cell missing(Row other, String implementation, List<Failure> failures) {
        String id = other.benchmark() + "/" + other.name() + "/" + implementation;
        return failures.stream()
                .filter(failure -> failure.id().equals(id))
                .findFirst()
                .map(failure -> Cell.text("failed").style("failed").tip(List.of(id, failure.reason())))
                .orElse(Cell.text("-").style("number"));
    }

    private static Cell duel(String name, List<Duel> duels) {
        return duels.stream()
                .filter(duel -> duel.simd().name().equals(name))
                .findFirst()
                .map(FigureTables::verdict)
                .orElse(Cell.text("-").style("number"));
    }

    /** Won or lost, in words and colour. */
    static Cell verdict(Duel duel) {
        String text = Numbers.ratio(duel.ratio()) + (duel.isLost() ? " lost" : " won");
        return Cell.number(text, duel.ratio())
                .style(duel.isLost() ? "lost" : "won")
                .tip(List.of("best peer: " + duel.other().implementation()));
    }

    private static Cell ofPeak(List<Row> ofCase) {
        double percent = ofCase.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .mapToDouble(Row::percentOfPeak)
                .findFirst()
                .orElse(Double.NaN);
        return Cell.number(Numbers.percent(percent), percent);
    }

    /** Wins and losses, the worst first. */
    static String duels(List<Duel> duels) {
        HtmlTable table = new HtmlTable("Lanewise's SIMD kernels against the best peer of each case")
                .columns(List.of("case", "simd", "best peer", "its figure", "unit", "simd / best peer"));
        for (Duel duel : duels) {
            table.row(
                    "",
                    List.of(
                            Cell.text(duel.name()),
                            score(duel.simd()),
                            Cell.text(duel.other().implementation()),
                            score(duel.other()),
                            Cell.text(duel.simd().unit()),
                            verdict(duel)));
        }
        return table.toString();
    }

    static String gradients(List<Row> rows) {
        Gradients gradients = new Gradients(rows);
        HtmlTable table = new HtmlTable("Time of one gradient")
                .columns(List.of(
                        "method",
                        "implementation",
                        "ms/gradient",
                        "time",
                        "evaluations of the loss",
                        "times the analytic"));
        for (Row row : rows) {
            table.row(
                    "",
                    List.of(
                            Cell.text(Gradients.method(row)),
                            Cell.text(row.implementation()),
                            score(row),
                            Cell.number(Numbers.time(row.score()), row.score()),
                            Cell.number(Numbers.count(Gradients.evaluations(row)), Gradients.evaluations(row)),
                            Cell.number(Numbers.ratio(gradients.timesAnalytic(row)), gradients.timesAnalytic(row))));
        }
        return table.toString();
    }

    static String differenceErrors(List<DifferenceError> errors) {
        HtmlTable table = new HtmlTable("Relative error of the numeric gradient")
                .columns(List.of("step h", "forward difference", "centered difference"));
        for (double step :
                errors.stream().mapToDouble(DifferenceError::step).distinct().toArray()) {
            table.row(
                    "",
                    List.of(
                            Cell.number(Numbers.scientific(step), step),
                            difference(errors, step, DifferenceError.FORWARD),
                            difference(errors, step, DifferenceError.CENTERED)));
        }
        return table.toString();
    }

    private static Cell difference(List<DifferenceError> errors, double step, String method) {
        return errors.stream()
                .filter(error -> error.step() == step && error.method().equals(method))
                .findFirst()
                .map(error -> Cell.number(Numbers.scientific(error.error()), error.error()))
                .orElse(Cell.text("-"));
    }

    static String intensities(List<Row> rows) {
        HtmlTable table = new HtmlTable("Arithmetic intensity")
                .columns(List.of("case", "implementation", "operations a byte", "GFLOP/s", "of FMA peak"));
        for (Row row : rows) {
            table.row(
                    "",
                    List.of(
                            Cell.text(row.benchmark() + "/" + Gradients.brief(row.name())),
                            Cell.text(row.implementation()),
                            Cell.number(Numbers.readable(row.intensity()), row.intensity()),
                            Cell.number(Numbers.readable(row.gflops()), row.gflops())
                                    .tip(FigureText.of(row)),
                            Cell.number(Numbers.percent(row.percentOfPeak()), row.percentOfPeak())));
        }
        return table.toString();
    }

    /** Every figure with its error and forks, and every failure. */
    static String all(List<Row> rows, List<Failure> failures) {
        List<String> columns = List.of(
                "case",
                "implementation",
                "threads",
                "score",
                "± error",
                "unit",
                "forks",
                "spread",
                "GFLOP/s",
                "of peak",
                "vs scalar",
                "vs best peer",
                "B/op");
        HtmlTable table =
                new HtmlTable("Every figure of summary.csv, and the forks it is the mean of").columns(columns);
        rows.forEach(row -> table.row("", cells(row)));
        failures.forEach(failure -> table.row("class=\"failed\"", cells(failure, columns.size())));
        return table.toString();
    }

    private static List<Cell> cells(Row row) {
        return List.of(
                Cell.text(row.benchmark() + "/" + Gradients.brief(row.name())),
                Cell.text(row.implementation()),
                Cell.number(String.valueOf(row.threads()), row.threads()),
                score(row),
                Cell.number(Numbers.readable(row.error()), row.error()),
                Cell.text(row.unit()),
                Cell.text(row.forks().stream().map(Numbers::readable).collect(Collectors.joining(", ")))
                        .style("number"),
                Cell.number(Numbers.percent(100 * row.spread()), row.spread()),
                Cell.number(Numbers.readable(row.gflops()), row.gflops()),
                Cell.number(Numbers.percent(row.percentOfPeak()), row.percentOfPeak()),
                Cell.number(Numbers.ratio(row.speedupVsScalar()), row.speedupVsScalar()),
                Cell.number(Numbers.ratio(row.speedupVsBestPeer()), row.speedupVsBestPeer()),
                Cell.number(Numbers.whole(row.allocated()), row.allocated()));
    }

    private static List<Cell> cells(Failure failure, int columns) {
        int slash = failure.id().lastIndexOf('/');
        return List.of(
                Cell.text(failure.id().substring(0, Math.max(0, slash))),
                Cell.text(failure.id().substring(slash + 1)),
                Cell.text("failed: " + failure.reason()).across(columns - 2));
    }
}
