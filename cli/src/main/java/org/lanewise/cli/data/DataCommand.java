package org.lanewise.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The group of commands about data sets. */
@Command(
        name = "data",
        description = "Looks at a data set, downloads it, or makes one up.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InfoCommand.class, FetchCommand.class, SynthCommand.class})
public final class DataCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Made by picocli. */
    public DataCommand() {}
}
