package org.lanewise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.lanewise.bench.cases.Mode;
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

    @Option(names = "--data")
    private Path data;

    @Option(names = "--out")
    private Path out;

    @Option(names = "--list")
    private boolean list;

    @Option(names = {"--help", "-h"})
    private boolean help;

    private Options() {}

    /**
     * Reads the command line.
     *
     * @throws ParameterException if it is wrong; the message is one sentence
     */
    static Options parse(String... arguments) {
        Options options = new Options();
        options.commandLine.parseArgs(arguments);
        options.check();
        return options;
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
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw wrong("--out must be a directory, but " + out + " is a file.");
        }
        filter();
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
        return out;
    }

    boolean list() {
        return list;
    }

    boolean help() {
        return help;
    }
}
