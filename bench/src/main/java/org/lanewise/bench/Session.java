package org.lanewise.bench;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.lanewise.bench.benchmarks.DifferenceError;
import org.lanewise.bench.benchmarks.DifferenceErrors;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.cold.ColdFigure;
import org.lanewise.bench.cold.ColdStart;
import org.lanewise.bench.dataset.ForkData;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.page.ReportPage;
import org.lanewise.bench.report.ColdTable;
import org.lanewise.bench.report.DifferenceErrorCsv;
import org.lanewise.bench.report.Environment;
import org.lanewise.bench.report.OutputFiles;
import org.lanewise.bench.report.ResultsJson;
import org.lanewise.bench.report.Rows;
import org.lanewise.bench.report.RunDirectory;
import org.lanewise.bench.report.RunReport;
import org.lanewise.bench.report.Tables;
import org.lanewise.bench.run.Availability;
import org.lanewise.bench.run.BenchRun;
import org.lanewise.bench.run.Failure;
import org.lanewise.bench.run.ForkVm;
import org.lanewise.bench.run.Measured;
import org.lanewise.bench.run.ResumedResults;
import org.lanewise.bench.run.RunLog;
import org.lanewise.bench.run.RunProgress;
import org.lanewise.bench.run.TimePlan;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.CifarFormat;
import org.lanewise.cifar.DataDirectory;

/** One run from beginning to end, or from where it was interrupted: what is measured on, the measurements, the report. */
final class Session {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Options options;
    private final List<BenchmarkCase> cases;
    private final Path root;
    private final PrintStream out;
    private final PrintStream err;
    private final long start = System.nanoTime();
    private final RunLog log = new RunLog();
    private final List<String> notes = new ArrayList<>();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final RunDirectory directory;
    private final OutputFiles files;
    private final RunProgress progress;
    private List<BenchmarkCase> runnable = List.of();
    private Environment environment;
    private List<ColdFigure> cold = List.of();

    Session(Options options, List<BenchmarkCase> cases, Path root, PrintStream out, PrintStream err) {
        this.options = options;
        this.cases = cases;
        this.root = root;
        this.out = out;
        this.err = err;
        this.directory = options.resumed() != null
                ? options.resumed()
                : new RunDirectory(options.out() != null ? options.out() : defaultOut(root));
        this.files = new OutputFiles(directory.current());
        Console console = System.console();
        this.progress = new RunProgress(err, console != null && console.isTerminal());
    }

    private static Path defaultOut(Path root) {
        String timestamp = LocalDateTime.now().format(TIMESTAMP);
        return root.resolve("bench").resolve("results").resolve(timestamp);
    }

    /** Returns the exit code. */
    int run() throws IOException {
        DataDirectory data = DataDirectory.find(options.data(), System.getenv(DataDirectory.VARIABLE), root);
        List<String> vmOptions = ForkVm.options(
                List.of(ForkData.asVmOption(data.path()), ForkThreads.asVmOption(options.threads())), options.jvm());
        Availability rollCall = rollCall(vmOptions);
        runnable = withoutMissing(rollCall);
        environment = environment(data, rollCall);
        out.println(environment);
        out.flush();
        takeUp();
        List<BenchmarkCase> left = ResumedResults.left(runnable, log.measured());
        announce(left);
        cold = coldStart();
        BenchRun run =
                new BenchRun(left, options.mode().effort(), options.threads(), vmOptions, log, progress, this::keep);
        Thread interrupted = new Thread(() -> {
            run.stop();
            interrupted();
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        run.run();
        if (run.isStopped()) {
            return BenchRun.INTERRUPTED; // the hook reports
        }
        finished(differenceErrors(data));
        return log.failures().isEmpty() ? 0 : 1;
    }

    /** Begins the directory, or goes on with what is there. */
    private void takeUp() throws IOException {
        if (options.resumed() != null) {
            requireSame();
            ResumedResults.measured(
                            ResultsJson.read(files.directory().resolve("results.json")), runnable, options.threads())
                    .forEach(log::add);
            notes.add("the run was interrupted after " + log.measured().size()
                    + " measurements and resumed; between the two parts the machine may have changed its speed.");
        } else {
            directory.begin(options.arguments());
            files.write("environment.txt", environment.toString());
            keep(log);
        }
    }

    private void requireSame() throws IOException {
        try {
            environment.requireSame(files.directory().resolve("environment.txt"));
        } catch (IllegalArgumentException another) {
            throw options.wrong("--resume: " + another.getMessage());
        }
    }

    private String describe(DataDirectory data) throws IOException {
        if (data.isSynthetic()) {
            err.println("There is no CIFAR-10. The synthetic set in " + data.path() + " takes its place; it is made if"
                    + " it is missing.");
        }
        try (CifarDataset cifar = data.open(CifarFormat.CIFAR10)) {
            return cifar + " (" + data.foundBy() + ")";
        }
    }

    /** Asks those that race here whether they can be loaded. */
    private Availability rollCall(List<String> vmOptions) throws IOException {
        List<String> racing = cases.stream()
                .flatMap(each -> each.implementations().stream())
                .filter(Implementations.names()::contains)
                .distinct()
                .collect(Collectors.toList());
        try {
            return Availability.of(vmOptions, racing);
        } catch (IllegalStateException noAnswer) {
            throw options.jvm().isEmpty()
                    ? noAnswer
                    : options.wrong("--jvm: java does not start with it, " + noAnswer.getMessage());
        }
    }

    /** Drops implementations that cannot be had here, with a note. */
    private List<BenchmarkCase> withoutMissing(Availability rollCall) {
        rollCall.obstacles()
                .forEach((name, obstacle) -> notes.add(name + " is left out because it cannot be loaded: " + obstacle));
        return CaseList.without(cases, rollCall.obstacles().keySet());
    }

    private Environment environment(DataDirectory data, Availability rollCall) throws IOException {
        String effort = options.mode().name().toLowerCase(Locale.ROOT) + ": "
                + options.mode().effort() + "; --threads " + options.threads()
                + (options.noPeers() ? " --no-peers" : "");
        return Environment.of(root, describe(data), effort, options.command(), options.jvm(), rollCall);
    }

    private void announce(List<BenchmarkCase> left) {
        if (options.mode() == Mode.SMOKE) {
            notes.add("a smoke run is too short for its figures to mean anything; run without --smoke for real ones.");
        }
        notes.forEach(note -> err.println("NOTE    " + note));
        TimePlan plan = new TimePlan(left, options.mode().effort());
        double before = isColdStartWanted() ? ColdStart.of(options.mode()).totalSeconds() : 0;
        err.println("Takes about " + RunProgress.clock(before + plan.totalSeconds()) + " (min:s). Results go to "
                + files.directory() + ", which is called " + directory.finished() + " when they are complete.");
    }

    private void keep(RunLog current) {
        try {
            files.writeResults(inOrder(current.measured()), options.mode());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As the cases are, also if some of them were measured later. */
    private List<Measured> inOrder(List<Measured> measured) {
        List<String> ids = runnable.stream()
                .flatMap(each -> each.implementations().stream().map(each::id))
                .toList();
        return measured.stream()
                .sorted(Comparator.comparingInt(each -> ids.indexOf(each.what().id(each.implementation()))))
                .toList();
    }

    private boolean isColdStartWanted() {
        return ColdStart.isWanted(options.filter());
    }

    /** Before all else; an interrupted run begins with it again. */
    private List<ColdFigure> coldStart() throws IOException {
        if (!isColdStartWanted()) {
            return List.of();
        }
        try {
            List<ColdFigure> figures = ColdStart.of(options.mode()).measure();
            files.write("cold.csv", ColdTable.csv(figures));
            return figures;
        } catch (IOException failed) {
            log.add(new Failure(ColdStart.ID, failed.getMessage()));
            return List.of();
        }
    }

    /** Not timed, so it is not one of the benchmarks; part of the runs that measure gradients. */
    private List<DifferenceError> differenceErrors(DataDirectory data) {
        if (runnable.stream().noneMatch(each -> each.benchmark().equals(BenchmarkCase.GRADIENT))) {
            return List.of();
        }
        try (CifarDataset cifar = data.open(CifarFormat.CIFAR10)) {
            return DifferenceErrors.of(cifar);
        } catch (IOException | RuntimeException failed) {
            log.add(new Failure("gradient/error-of-differences", String.valueOf(failed.getMessage())));
            return List.of();
        }
    }

    private void finished(List<DifferenceError> errors) throws IOException {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        environment.put("duration", RunProgress.clock((System.nanoTime() - start) / 1e9) + " (min:s)");
        files.write("environment.txt", environment.toString());
        if (!errors.isEmpty()) {
            files.write("gradient-error.csv", DifferenceErrorCsv.of(errors));
        }
        ReportPage page = report(errors);
        for (Map.Entry<String, String> picture : page.pictures().entrySet()) {
            new OutputFiles(files.directory().resolve("charts")).write(picture.getKey(), picture.getValue());
        }
        directory.finish();
        out.println("Written to " + directory.finished() + "; open "
                + directory.finished().resolve("report.html") + ".");
        out.flush();
    }

    private void interrupted() {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        try {
            notes.add("interrupted: only what was finished until then.");
            report(List.of());
            out.println("Interrupted. ./run-bench.sh --resume " + files.directory() + " continues this run.");
        } catch (IOException failed) {
            err.println("run-bench.sh: " + failed.getMessage());
        }
        out.flush();
    }

    /** Prints the tables, and writes them and the page. */
    private ReportPage report(List<DifferenceError> errors) throws IOException {
        progress.clear();
        RunReport report = new RunReport(
                environment,
                Rows.of(inOrder(log.measured()), options.mode()),
                errors,
                cold,
                log.failures(),
                notes,
                options.mode());
        String tables = Tables.of(report);
        out.print(tables);
        out.flush();
        files.write("tables.txt", tables);
        ReportPage page = ReportPage.of(report);
        files.write("report.html", page.html());
        return page;
    }
}
