package org.lanewise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.lanewise.bench.cases.Mode;
import org.lanewise.bench.report.RunDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line; {@code usage.txt} explains it. */
@Command(name = "run-bench.sh")
final class Options {

    private final CommandLine commandLine = new CommandLine(this);

    @Option(names = "--smoke")
    private boolean smoke;

    @Option(names = "--full")
    private boolean full;

    @Option(names = "--filter")
    private String filter = "";

    @Option(names = "--threads")
    private int threads = 1;

    @Option(names = "--no-peers")
    private boolean noPeers;

    @Option(names = "--jvm")
    private String jvm = "";

    /** The script heeds it: the environment is that of this VM, and of its forks. */
    @Option(names = "--keep-environment")
    private boolean keepEnvironment;

    @Option(names = "--data")
    private Path data;

    @Option(names = "--out")
    private Path out;

    @Option(names = "--resume")
    private Path resume;

    @Option(names = "--compare", arity = "2", paramLabel = "DIR")
    private Path[] compare;

    @Option(names = "--list")
    private boolean list;

    @Option(names = {"--help", "-h"})
    private boolean help;

    private List<String> arguments = List.of();
    private RunDirectory resumed;

    private Options() {}

    /**
     * Reads the command line.
     *
     * @throws ParameterException if it is wrong; the message is one sentence
     */
    static Options parse(String... arguments) {
        Options options = new Options();
        options.commandLine.parseArgs(arguments);
        options.arguments = List.of(arguments);
        options.check();
        return options.resume == null ? options : options.ofTheInterruptedRun();
    }

    private Options ofTheInterruptedRun() {
        if (arguments.size() > 2) {
            throw wrong("--resume stands alone: the interrupted run's own options are used.");
        }
        try {
            RunDirectory directory = RunDirectory.interrupted(resume.toAbsolutePath());
            Options original = new Options();
            original.arguments = directory.arguments();
            original.commandLine.parseArgs(original.arguments.toArray(String[]::new));
            original.resumed = directory;
            return original;
        } catch (IllegalArgumentException | IOException nothingThere) {
            throw wrong("--resume: " + nothingThere.getMessage());
        }
    }

    private void check() {
        if (smoke && full) {
            throw wrong("--smoke and --full exclude each other; give one of them.");
        }
        if (threads < 1) {
            throw wrong("--threads must be at least 1, but it is " + threads + ".");
        }
        if (data != null && !Files.isDirectory(data)) {
            throw wrong("--data must be a directory with CIFAR-10, binary version, but there is none at " + data + ".");
        }
        if (out != null && !help && !list && compare == null) {
            checkOut();
        }
        filter();
    }

    private void checkOut() {
        try {
            String obstacle = new RunDirectory(out()).obstacle();
            if (!obstacle.isEmpty()) {
                throw wrong("--out: " + obstacle);
            }
        } catch (IOException unreadable) {
            throw wrong("--out: " + out + " cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    /** What to throw when an option is wrong. */
    ParameterException wrong(String sentence) {
        return new ParameterException(commandLine, sentence);
    }

    Mode mode() {
        if (smoke) {
            return Mode.SMOKE;
        }
        return full ? Mode.FULL : Mode.DEFAULT;
    }

    Pattern filter() {
        try {
            return Pattern.compile(filter);
        } catch (PatternSyntaxException wrongPattern) {
            throw wrong("--filter must be a regular expression, but " + filter + " is none: "
                    + wrongPattern.getDescription() + ".");
        }
    }

    int threads() {
        return threads;
    }

    /** Whether foreign libraries are left out. */
    boolean noPeers() {
        return noPeers;
    }

    /** Options for the VMs of the forks. */
    List<String> jvm() {
        return jvm.isBlank() ? List.of() : List.of(jvm.strip().split("\\s+"));
    }

    /** The data directory, or null. */
    Path data() {
        return data;
    }

    /** The output directory, or null. */
    Path out() {
        return out == null ? null : out.toAbsolutePath().normalize();
    }

    /** The directory of the interrupted run to go on with, or null. */
    RunDirectory resumed() {
        return resumed;
    }

    /** The directories of the old and the new run to compare, or null. */
    List<Path> compare() {
        return compare == null ? null : List.of(compare);
    }

    /** All arguments, as they were given. */
    List<String> arguments() {
        return arguments;
    }

    /** The command that repeats the run, for a shell. */
    String command() {
        return arguments.stream()
                .map(Options::quoted)
                .collect(Collectors.joining(" ", "./run-bench.sh ", ""))
                .strip();
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./:=,+-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    boolean list() {
        return list;
    }

    boolean help() {
        return help;
    }
}
