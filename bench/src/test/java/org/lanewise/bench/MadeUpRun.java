package org.lanewise.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cases.Score;
import org.lanewise.bench.cold.ColdFigure;
import org.lanewise.bench.page.ReportPage;
import org.lanewise.bench.report.Environment;
import org.lanewise.bench.report.OutputFiles;
import org.lanewise.bench.report.Rows;
import org.lanewise.bench.report.RunReport;
import org.lanewise.bench.run.Measured;

/**
 * The files of a run that nobody made, with the cases of a smoke run and the verdicts of a real one: the page has all its charts,
 * and no time goes by.
 */
public final class MadeUpRun {

    private MadeUpRun() {}

    /** Writes {@code summary.csv}, {@code results.json} and {@code report.html} of a run with all implementations. */
    public static void write(Path directory) throws IOException {
        List<Measured> measured = new ArrayList<>();
        for (BenchmarkCase each : CaseList.of(Mode.SMOKE)) {
            for (String implementation : each.implementations()) {
                measured.add(measured(each, implementation));
            }
        }
        OutputFiles files = new OutputFiles(directory);
        files.writeResults(measured, Mode.DEFAULT);
        files.write("environment.txt", "CPU          Made up, 2 cores\ndate         today\n");
        RunReport report = new RunReport(
                Environment.read(directory.resolve("environment.txt")),
                Rows.of(measured, Mode.DEFAULT),
                differences(),
                List.of(new ColdFigure("the first step", "ms", List.of(90.0, 100.0, 120.0))),
                List.of(),
                List.of("nobody made this run."),
                Mode.DEFAULT);
        files.write("report.html", ReportPage.of(report).html());
    }

    /** Two forks that scatter by 4 %; the longer its name, the slower an implementation. */
    private static Measured measured(BenchmarkCase what, String implementation) {
        double operations = Double.isNaN(what.flops()) ? 1e6 : what.flops();
        double perSecond = 1e11 / operations / (1 + implementation.length());
        int threads = what.threads(1);
        return what.score().equals(Score.MICROSECONDS) || what.score().equals(Score.MILLISECONDS)
                ? MadeUp.time(what, implementation, threads, 1e6 / perSecond, 1.04e6 / perSecond)
                : MadeUp.throughput(what, implementation, threads, perSecond, 1.04 * perSecond);
    }

    /** Errors of forward differences fall with the step, then rise with rounding. */
    private static List<DifferenceError> differences() {
        List<DifferenceError> errors = new ArrayList<>();
        for (double step = 0.1; step > 1e-11; step /= 10) {
            errors.add(new DifferenceError(DifferenceError.FORWARD, step, step + 1e-16 / step));
            errors.add(new DifferenceError(DifferenceError.CENTERED, step, step * step + 1e-16 / step));
        }
        return errors;
    }
}
