package org.lanewise.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
import org.lanewise.datasets.Dataset;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that does something and reports it. */
public abstract class Action implements Callable<Integer> {

    /** The options that every command has. */
    @Mixin
    protected CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final NamedFiles files = new NamedFiles();

    /** Made by picocli. */
    protected Action() {}

    /**
     * Does what the command is for.
     *
     * @param report takes text and results
     * @throws IOException if something cannot be read or written
     */
    protected abstract void run(Report report) throws IOException;

    /**
     * Says which files the command reads and writes, which are compared before any work.
     *
     * @param files takes each with the option that names it
     * @throws IOException if a link cannot be followed
     */
    protected abstract void name(NamedFiles files) throws IOException;

    /**
     * Runs the command and prints its results.
     *
     * @return the exit code
     * @throws IOException if something cannot be read or written
     */
    @Override
    public final Integer call() throws IOException {
        Report report =
                new Report(spec.commandLine().getOut(), spec.commandLine().getErr(), common.json());
        requireFilesApart();
        run(report);
        return report.finish() ? 0 : 1;
    }

    private void requireFilesApart() throws IOException {
        try {
            name(files);
            files.requireApart();
        } catch (InputException refused) {
            throw wrong(refused.getMessage());
        }
    }

    /**
     * Opens the data that the options name, and has the results name them.
     *
     * @param report takes what they are and where they lie
     * @return the set, to be closed by the caller
     * @throws IOException if there is no such set, it cannot be read, or an output would be written over it
     */
    protected final Dataset open(Report report) throws IOException {
        Dataset dataset = common.open(report);
        try {
            // Which files these are is only known now.
            dataset.files().forEach(file -> files.reads("the data", file));
            dataset.folders().forEach(folder -> files.reads("the data", folder));
            files.requireApart();
            return dataset;
        } catch (IOException refused) {
            dataset.close();
            throw refused;
        }
    }

    /**
     * Whether an option was given on the command line.
     *
     * @param option its name with the dashes
     * @return whether it was, whatever its value
     */
    protected final boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /**
     * Refuses an option that would change nothing because of another.
     *
     * @param useless the option
     * @param with the other one
     */
    protected final void requireNotBoth(String useless, String with) {
        if (isGiven(useless) && isGiven(with)) {
            throw wrong(useless + " is of no use with " + with + "; leave one of them out.");
        }
    }

    /**
     * Has Ctrl-C stop the work instead of the VM, which then ends when the command has reported. A command of several
     * parts calls it once per part.
     *
     * @param stop makes the work end soon; called from another thread
     */
    protected final void onInterrupt(Runnable stop) {
        Lanewise root = spec.root().commandLine().getCommand();
        root.interrupt().calls(stop);
    }

    /**
     * Bad usage that the parser cannot see.
     *
     * @param sentence what is wrong and what to do
     * @return to be thrown
     */
    protected final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
