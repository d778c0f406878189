package org.lanewise.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lanewise.cli.output.Report;
import org.lanewise.cli.value.NamedFiles;
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
        NamedFiles files = new NamedFiles();
        name(files);
        try {
            files.requireApart();
        } catch (InputException refused) {
            throw wrong(refused.getMessage());
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
     * Has Ctrl-C stop the work instead of the VM, which then ends when the command has reported. Once a command.
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
