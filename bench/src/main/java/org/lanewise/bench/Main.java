package org.lanewise.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.lanewise.bench.cases.BenchmarkCase;
import org.lanewise.bench.cases.CaseList;
import org.lanewise.bench.cold.ColdStart;
import org.lanewise.bench.compare.Comparison;
import org.lanewise.bench.compare.ComparisonText;
import org.lanewise.bench.compare.PastRun;
import org.lanewise.bench.implementations.Implementations;
import org.lanewise.bench.page.ComparePage;
import org.lanewise.bench.report.OutputFiles;
import org.lanewise.bench.run.RunProgress;
import org.lanewise.bench.run.TimePlan;
import org.lanewise.core.internal.files.Printable;
import picocli.CommandLine.ParameterException;

/** The program behind {@code run-bench.sh}. */
public final class Main {

    /** The root of the repository; the current directory if not set. */
    private static final String ROOT = "lanewise.bench.root";

    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;
    private static final int SLOWER = 3;

    private Main() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments see {@code usage.txt}
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Does everything but end the VM, and returns its exit code. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        int code = outcome(out, err, arguments);
        if (!out.checkError()) {
            return code;
        }
        err.println(
                "run-bench.sh: Standard output cannot be written, so that not all of it is there; lead it to a disk with"
                        + " room, or to a program that reads it to its end.");
        return code == 0 ? FAILED : code;
    }

    private static int outcome(PrintStream out, PrintStream err, String... arguments) {
        try {
            return run(out, err, Options.parse(arguments));
        } catch (ParameterException wrongOptions) {
            err.println("run-bench.sh: " + Printable.of(sentence(wrongOptions.getMessage())) + " See --help.");
            return WRONG_OPTIONS;
        } catch (InvalidPathException wrongVariable) {
            err.println("run-bench.sh: " + Printable.of(wrongVariable.getMessage()) + ".");
            return WRONG_OPTIONS;
        } catch (IOException | UncheckedIOException | IllegalStateException failed) {
            err.println("run-bench.sh: " + Printable.of(reason(failed)));
            return FAILED;
        }
    }

    /** The system leaves the reason out where the class of the exception tells it. */
    static String reason(Exception failed) {
        Exception cause = failed instanceof UncheckedIOException unchecked ? unchecked.getCause() : failed;
        if (cause instanceof AccessDeniedException closed && closed.getReason() == null) {
            return closed.getFile()
                    + ": this user may not read or write there; give permission, or name another place.";
        }
        return cause.getMessage();
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    private static int run(PrintStream out, PrintStream err, Options options) throws IOException {
        if (options.help()) {
            out.print(usage());
            return 0;
        }
        if (options.compare() != null) {
            return compare(out, options);
        }
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new IllegalStateException("the Vector API is not loaded; start java with --add-modules"
                    + " jdk.incubator.vector, as ./run-bench.sh does.");
        }
        List<BenchmarkCase> cases = CaseList.filter(all(options), options.filter());
        if (cases.isEmpty() && !ColdStart.isWanted(options.filter())) {
            throw options.wrong("--filter " + options.filter() + " matches nothing; --list shows all.");
        }
        if (options.list()) {
            list(out, options, cases);
            return 0;
        }
        Path root = Path.of(System.getProperty(ROOT, ""));
        return new Session(options, cases, root, out, err).run();
    }

    /** Prints the comparison, and draws it beside the new run. */
    private static int compare(PrintStream out, Options options) throws IOException {
        try {
            PastRun before = PastRun.read(options.compare().get(0));
            PastRun after = PastRun.read(options.compare().get(1));
            Comparison comparison = Comparison.of(before, after);
            out.print(ComparisonText.of(comparison));
            Path directory = options.out() != null ? options.out() : after.directory();
            new OutputFiles(directory).write("compare.html", ComparePage.html(before, after, comparison));
            out.println("Drawn in " + directory.resolve("compare.html") + ".");
            return comparison.slower().isEmpty() ? 0 : SLOWER;
        } catch (IOException unreadable) {
            throw options.wrong("--compare: " + unreadable.getMessage());
        }
    }

    private static List<BenchmarkCase> all(Options options) {
        List<BenchmarkCase> all = CaseList.of(options.mode());
        // Two threads have rows of their own where there are two cores, but not where everything has threads.
        if (options.threads() > 1 || Runtime.getRuntime().availableProcessors() < 2) {
            all = CaseList.withoutOwnThreads(all);
        }
        return options.noPeers() ? CaseList.without(all, Implementations.peers()) : all;
    }

    static String usage() throws IOException {
        try (InputStream text = Main.class.getResourceAsStream("usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void list(PrintStream out, Options options, List<BenchmarkCase> cases) {
        for (BenchmarkCase each : cases) {
            each.implementations().forEach(name -> out.println(each.id(name)));
        }
        double seconds = new TimePlan(cases, options.mode().effort()).totalSeconds();
        long rows =
                cases.stream().mapToLong(each -> each.implementations().size()).sum();
        if (ColdStart.isWanted(options.filter())) {
            out.println(ColdStart.ID);
            seconds += ColdStart.of(options.mode()).totalSeconds();
            rows++;
        }
        out.println(rows + " measurements, about " + RunProgress.clock(seconds) + " (min:s)");
    }
}
