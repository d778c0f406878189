package org.lanewise.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.cold.ColdFigure;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.page.HtmlTable.Cell;
import org.lanewise.bench.report.CaseNames;
import org.lanewise.bench.report.ColdTable;
import org.lanewise.bench.report.Duels;
import org.lanewise.bench.report.Fastest;
import org.lanewise.bench.report.Gradients;
import org.lanewise.bench.report.HeadToHead;
import org.lanewise.bench.report.Numbers;
import org.lanewise.bench.report.Row;
import org.lanewise.bench.report.RunReport;
import org.lanewise.bench.run.Failure;

/** The tables of the page. */
final class FigureTables {

    private FigureTables() {}

    /** A line for each case and a column for each implementation, one table per unit. What failed has its cell. */
    static String sideBySide(String caption, RunReport report, String benchmark) {
        Map<String, List<Row>> byUnit = report.rows(benchmark).stream()
                .collect(Collectors.groupingBy(Row::unit, LinkedHashMap::new, Collectors.toList()));
        Set<Row> best = report.isSmoke() ? Set.of() : Fastest.of(report.rows(benchmark));
        StringBuilder html = new StringBuilder();
        byUnit.forEach((unit, group) -> html.append(
                sideBySide(caption + ", " + unit, group, best, report.duels(), report.failures(benchmark))));
        return html.toString();
    }

    private static String sideBySide(
            String caption, List<Row> rows, Set<Row> best, Duels duels, List<Failure> failures) {
        List<String> implementations =
                rows.stream().map(Row::implementation).distinct().toList();
        List<HeadToHead> peers = duels.withFastest(Implementations::isPeer).stream()
                .filter(duel -> rows.contains(duel.simd()))
                .toList();
        boolean ofPeak = rows.stream().anyMatch(row -> Double.isFinite(row.percentOfPeak()));
        List<String> columns = new ArrayList<>(List.of("case"));
        columns.addAll(implementations);
        columns.addAll(peers.isEmpty() ? List.of() : List.of("simd / best peer"));
        columns.addAll(ofPeak ? List.of("simd, % of peak") : List.of());
        HtmlTable table = new HtmlTable(caption).columns(columns);
        for (String name : RowCharts.cases(rows)) {
            List<Row> ofCase =
                    rows.stream().filter(row -> row.name().equals(name)).toList();
            List<Cell> cells = new ArrayList<>(List.of(caseOf(ofCase.getFirst())));
            implementations.forEach(each -> cells.add(score(each, ofCase, best, failures)));
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

    /** In words, with the short name where one points at it. */
    private static Cell caseOf(Row row) {
        return Cell.text(CaseNames.of(row)).tip(List.of("--filter " + row.benchmark() + "/" + row.name() + "/"));
    }

    private static Cell score(String implementation, List<Row> ofCase, Set<Row> best, List<Failure> failures) {
        return ofCase.stream()
                .filter(row -> row.implementation().equals(implementation))
                .findFirst()
                .map(row -> best.contains(row) ? score(row).style("best") : score(row))
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

    private static Cell duel(String name, List<HeadToHead> duels) {
        return duels.stream()
                .filter(duel -> duel.simd().name().equals(name))
                .findFirst()
                .map(FigureTables::verdict)
                .orElse(Cell.text("-").style("number"));
    }

    /** Won, tied or lost, in words and colour. */
    static Cell verdict(HeadToHead duel) {
        return Cell.number(
                        (duel.ratio() + " " + duel.word()).strip(), duel.ratio().value())
                .style(duel.word())
                .tip(List.of(
                        "best peer: " + duel.other().implementation(),
                        "interval: " + duel.ratio().interval()));
    }

    private static Cell ofPeak(List<Row> ofCase) {
        double percent = ofCase.stream()
                .filter(row -> row.implementation().equals(Implementations.SIMD))
                .mapToDouble(Row::percentOfPeak)
                .findFirst()
                .orElse(Double.NaN);
        return Cell.number(Numbers.percent(percent), percent);
    }

    /** Every duel with its verdict. */
    static String duels(List<HeadToHead> duels) {
        HtmlTable table = new HtmlTable("Lanewise's SIMD kernels against the best peer of each case")
                .columns(List.of("case", "simd", "best peer", "peer's score", "unit", "simd / best peer"));
        for (HeadToHead duel : duels) {
            table.row(
                    "",
                    List.of(
                            caseOf(duel.simd()),
                            score(duel.simd()),
                            Cell.text(duel.other().implementation()),
                            score(duel.other()),
                            Cell.text(duel.simd().unit()),
                            verdict(duel)));
        }
        return table.toString();
    }

    /** The first seconds of fresh VMs. */
    static String cold(List<ColdFigure> figures) {
        HtmlTable table = new HtmlTable("First calls in fresh VMs, "
                        + figures.getFirst().values().size() + " of them")
                .columns(List.of("first calls", "median", "least to most", "unit"));
        for (ColdFigure figure : figures) {
            table.row(
                    "",
                    List.of(
                            Cell.text(figure.what()),
                            Cell.number(Numbers.readable(figure.median()), figure.median()),
                            Cell.text(ColdTable.range(figure)).style("number"),
                            Cell.text(figure.unit())));
        }
        return table.toString();
    }

    static String gradients(List<Row> rows, boolean compared) {
        Gradients gradients = new Gradients(rows);
        int columns = compared ? 6 : 5;
        HtmlTable table = new HtmlTable("Time per gradient")
                .columns(List.of(
                                "method",
                                "implementation",
                                "ms/gradient",
                                "time",
                                "loss evaluations",
                                "relative to analytic")
                        .subList(0, columns));
        for (Row row : rows) {
            table.row(
                    "",
                    List.of(
                                    Cell.text(Gradients.method(row)),
                                    Cell.text(row.implementation()),
                                    score(row),
                                    Cell.number(Numbers.time(row.score()), row.score()),
                                    Cell.number(Numbers.count(Gradients.evaluations(row)), Gradients.evaluations(row)),
                                    Cell.number(
                                            Numbers.ratio(gradients.timesAnalytic(row)), gradients.timesAnalytic(row)))
                            .subList(0, columns));
        }
        return table.toString();
    }

    static String differenceErrors(List<DifferenceError> errors) {
        HtmlTable table = new HtmlTable("Relative error of the numeric gradient")
                .columns(List.of("step size h", "forward difference", "centered difference"));
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
                .columns(List.of("case", "implementation", "FLOP/byte", "GFLOP/s", "% of FMA peak"));
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

    /** Every measurement with its error and forks, and every failure. */
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
                "% of peak",
                "vs scalar",
                "vs best peer",
                "B/op");
        HtmlTable table =
                new HtmlTable("All measurements, as in summary.csv, with the score of each fork").columns(columns);
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
