package org.lanewise.bench;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.dataset.ForkData;
import org.lanewise.bench.implementations.ForkThreads;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.report.Environment;
import org.lanewise.bench.report.OutputFiles;
import org.lanewise.bench.report.Rows;
import org.lanewise.bench.report.Tables;
import org.lanewise.bench.run.BenchRun;
import org.lanewise.bench.run.ForkVm;
import org.lanewise.bench.run.Progress;
import org.lanewise.bench.run.RollCall;
import org.lanewise.bench.run.RunLog;
import org.lanewise.bench.run.TimePlan;
import org.lanewise.cifar.CifarDataset;
import org.lanewise.cifar.DataDirectory;

/** One run from beginning to end: what is measured on, the measurements, the tables. */
final class Session {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Options options;
    private final List<BenchmarkCase> cases;
    private final Path root;
    private final PrintStream out;
    private final PrintStream err;
    private final RunLog log = new RunLog();
    private final List<String> notes = new ArrayList<>();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final OutputFiles files;
    private final Progress progress;

    Session(Options options, List<BenchmarkCase> cases, Path root, PrintStream out, PrintStream err) {
        this.options = options;
        this.cases = cases;
        this.root = root;
        this.out = out;
        this.err = err;
        this.files = new OutputFiles(options.out() != null ? options.out() : defaultOut(root));
        Console console = System.console();
        this.progress = new Progress(err, console != null && console.isTerminal());
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
        RollCall rollCall = rollCall(vmOptions);
        List<BenchmarkCase> runnable = withoutMissing(rollCall);
        Environment environment = environment(data, rollCall);
        out.println(environment);
        out.flush();
        files.write("environment.txt", environment.toString());
        keep(log); // what an earlier run left there is gone
        announce(runnable);
        BenchRun run = new BenchRun(
                runnable, options.mode().effort(), options.threads(), vmOptions, log, progress, this::keep);
        Thread interrupted = new Thread(() -> {
            run.stop();
            report("Interrupted: only what was finished.");
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        run.run();
        report("");
        return log.failures().isEmpty() ? 0 : 1;
    }

    private String describe(DataDirectory data) throws IOException {
        if (data.isSynthetic()) {
            err.println("No CIFAR-10 given: the synthetic set in " + data.path() + " is used, and written if it is"
                    + " missing.");
        }
        try (CifarDataset cifar = data.open()) {
            return cifar + " (" + data.foundBy() + ")";
        }
    }

    /** Asks those that race here whether they can be loaded. */
    private RollCall rollCall(List<String> vmOptions) throws IOException {
        List<String> racing = cases.stream()
                .flatMap(each -> each.implementations().stream())
                .filter(Implementations.names()::contains)
                .distinct()
                .collect(Collectors.toList());
        try {
            return RollCall.of(vmOptions, racing);
        } catch (IllegalStateException noAnswer) {
            throw options.jvm().isEmpty()
                    ? noAnswer
                    : options.wrong("--jvm: java does not start with it, " + noAnswer.getMessage());
        }
    }

    /** Drops implementations that cannot be had here, with a note. */
    private List<BenchmarkCase> withoutMissing(RollCall rollCall) {
        rollCall.obstacles()
                .forEach((name, obstacle) -> notes.add(name + " is left out, it cannot be loaded: " + obstacle));
        return CaseList.without(cases, rollCall.obstacles().keySet());
    }

    private Environment environment(DataDirectory data, RollCall rollCall) throws IOException {
        String effort = options.mode().name().toLowerCase(Locale.ROOT) + ": "
                + options.mode().effort() + "; --threads " + options.threads()
                + (options.noPeers() ? " --no-peers" : "");
        return Environment.of(root, describe(data), effort, options.jvm(), rollCall);
    }

    private void announce(List<BenchmarkCase> runnable) {
        if (options.mode() == Mode.SMOKE) {
            notes.add("a smoke run is too short for its figures to mean anything; run without --smoke for real ones.");
        }
        notes.forEach(note -> err.println("NOTE    " + note));
        TimePlan plan = new TimePlan(runnable, options.mode().effort());
        err.println(
                "Takes about " + Progress.clock(plan.totalSeconds()) + " (min:s); results go to " + files.directory());
    }

    private void keep(RunLog current) {
        try {
            files.writeResults(current.measured());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Once only: at the end, or when Ctrl-C ends it. */
    private void report(String remark) {
        if (!reported.compareAndSet(false, true)) {
            return;
        }
        progress.clear();
        String tables = Tables.of(Rows.of(log.measured()), log.failures(), notes);
        out.print(tables);
        out.println(remark + (remark.isEmpty() ? "" : " ") + "Written to " + files.directory() + ".");
        out.flush();
        try {
            files.write("tables.txt", tables);
        } catch (IOException failed) {
            err.println("run-bench.sh: " + failed.getMessage());
        }
    }
}
